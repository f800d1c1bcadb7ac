/* Old layout: all in main, few lines, comma operators: the text differs, not the calls. */
// clang-format off
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <unistd.h>

int main() { struct sockaddr_in a; int s, c, n, one = 1; char m[2000], r[2000];
  memset(&a, 0, sizeof a), a.sin_family = AF_INET, a.sin_port = htons(5000);
  if ((s = socket(AF_INET, SOCK_STREAM, 0)) < 0 || setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) < 0 ||
      bind(s, (void *)&a, sizeof a) < 0) return perror("server"), 1;
  puts("Server socket created");
  if (listen(s, 3)) return perror("listen"), 1;
  puts("Server listening on port 5000");
  for (;(c = accept(s, 0, 0)) >= 0; close(c)) { puts("Connection successful");
    if ((n = recv(c, m, sizeof m - 1, 0)) <= 0) continue;
    m[n] = 0; if (n && m[n - 1] == '\n') m[--n] = 0;
    printf("Server received %s\n", m); printf("Enter reply: "), fflush(stdout);
    if (!fgets(r, sizeof r, stdin)) break;
    send(c, r, strlen(r), MSG_NOSIGNAL); }
  return perror("accept"), 1; }
