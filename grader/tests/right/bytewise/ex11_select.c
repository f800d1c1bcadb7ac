// Right, in another style: one byte in each turn, with poll; each byte is back before the next is
// received.
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#define N 250

int main(void)
{
    struct pollfd p[N];
    char byte[N];
    int n = 1, yes = 1;
    struct sockaddr_in server = {0};

    signal(SIGPIPE, SIG_IGN);
    server.sin_family = AF_INET;
    server.sin_addr.s_addr = htonl(INADDR_ANY);
    server.sin_port = htons(5000);
    p[0].fd = socket(AF_INET, SOCK_STREAM, 0);
    p[0].events = POLLIN;
    setsockopt(p[0].fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (bind(p[0].fd, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");
    if (listen(p[0].fd, 3) == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port 5000\n");

    for (;;) {
        if (poll(p, (nfds_t)n, -1) == -1) {
            perror("poll");
            return 1;
        }
        if (p[0].revents && n < N) {
            p[n].fd = accept(p[0].fd, NULL, NULL);
            p[n].events = POLLIN;
            p[n].revents = 0;
            if (p[n].fd != -1) {
                fcntl(p[n].fd, F_SETFL, O_NONBLOCK);
                printf("Connection successful\n");
                n++;
            }
        }
        for (int i = 1; i < n; i++) {
            ssize_t done = 1;
            if (p[i].revents == 0) {
                continue;
            }
            if (p[i].events == POLLIN) {
                done = read(p[i].fd, &byte[i], 1);
                if (done == 1) {
                    p[i].events = POLLOUT;
                }
            }
            if (p[i].events == POLLOUT && done == 1) {
                done = write(p[i].fd, &byte[i], 1);
                if (done == 1) {
                    p[i].events = POLLIN;
                }
            }
            if (done == 0 || (done == -1 && errno != EAGAIN)) {
                close(p[i].fd);
                n--;
                p[i] = p[n];
                byte[i] = byte[n];
                i--;
            }
        }
    }
}
