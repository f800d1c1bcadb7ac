/* Old layout: few lines, short names, comma after comma: the text differs, not the calls. */
// clang-format off
#include <stdio.h>
#include <sys/types.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <unistd.h>
#include <stdlib.h>
#include <string.h>

void die(char *what) { perror(what); exit(1); }

int main(int argc, char **argv)
{ int s, c; struct sockaddr_in a; socklen_t n = sizeof a; (void)argc; (void)argv;
  memset(&a, 0, sizeof a); a.sin_family = AF_INET; a.sin_port = htons(5000);
  if ((s = socket(AF_INET, SOCK_STREAM, 0)) < 0) die("socket");
  if (bind(s, (struct sockaddr *)&a, sizeof a) < 0) die("bind"); printf("Server socket created\n");
  if (listen(s, 3) < 0) die("listen"); printf("Server listening on port %d\n", ntohs(a.sin_port));
  if ((c = accept(s, (struct sockaddr *)&a, &n)) < 0) die("accept"); printf("Connection successful\n");
  close(c); close(s); return 0; }
