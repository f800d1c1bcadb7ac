// Wrong: send() may wait for a client that does not read, and all the others wait with it.
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    fd_set master, read_fds;
    char buf[256];
    int yes = 1, fdmax;
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};

    int listener = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(int));
    if (bind(listener, (struct sockaddr *)&server, sizeof(server)) < 0) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");
    if (listen(listener, 10) == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port 5000\n");

    FD_ZERO(&master);
    FD_SET(listener, &master);
    fdmax = listener;
    for (;;) {
        read_fds = master;
        if (select(fdmax + 1, &read_fds, NULL, NULL, NULL) == -1) {
            perror("select");
            return 4;
        }
        for (int i = 0; i <= fdmax; i++) {
            if (!FD_ISSET(i, &read_fds)) {
                continue;
            }
            if (i == listener) {
                int newfd = accept(listener, NULL, NULL);
                if (newfd == -1) {
                    perror("accept");
                } else {
                    FD_SET(newfd, &master);
                    fdmax = newfd > fdmax ? newfd : fdmax;
                    printf("Connection successful\n");
                }
                continue;
            }
            ssize_t nbytes = recv(i, buf, sizeof(buf), 0);
            char *at = buf;
            while (nbytes > 0) {
                ssize_t sent = send(i, at, (size_t)nbytes, MSG_NOSIGNAL);
                if (sent == -1) {
                    break;
                }
                at += sent;
                nbytes -= sent;
            }
            if (nbytes != 0 || at == buf) {
                close(i);
                FD_CLR(i, &master);
            }
        }
    }
}
