// Wrong: shuts the connections down and never closes them.
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

static int open_listener(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int yes = 1, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        exit(1);
    }
    printf("Server socket created\n");
    if (listen(socket_desc, 10) == -1) {
        perror("listen");
        exit(1);
    }
    printf("Server listening on port 5000\n");
    return socket_desc;
}

int main(void)
{
    int highest, socket_desc = open_listener();
    fd_set all;
    FD_ZERO(&all);
    FD_SET(socket_desc, &all);
    highest = socket_desc;
    for (;;) {
        fd_set ready = all;
        if (select(highest + 1, &ready, NULL, NULL, NULL) == -1) {
            perror("select");
            return 1;
        }
        for (int i = 0; i <= highest; i++) {
            char bytes[4096];
            if (FD_ISSET(i, &ready) && i == socket_desc) {
                int new_socket = accept(socket_desc, NULL, NULL);
                if (new_socket != -1) {
                    printf("Connection successful\n");
                    FD_SET(new_socket, &all);
                    highest = new_socket > highest ? new_socket : highest;
                    FD_CLR(new_socket, &ready);
                }
            } else if (FD_ISSET(i, &ready)) {
                ssize_t count = recv(i, bytes, sizeof(bytes), 0);
                if (count > 0) {
                    send(i, bytes, (size_t)count, MSG_NOSIGNAL);
                } else {
                    shutdown(i, SHUT_RDWR);
                    FD_CLR(i, &all);
                }
            }
        }
    }
}
