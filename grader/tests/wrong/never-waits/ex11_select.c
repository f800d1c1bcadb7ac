// Wrong: asks everybody again and again, without ever waiting.
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
    int clients[250], count = 0, socket_desc = open_listener();
    for (;;) {
        struct timeval none = {0, 0};
        fd_set new;
        FD_ZERO(&new);
        FD_SET(socket_desc, &new);
        if (count < 250 && select(socket_desc + 1, &new, NULL, NULL, &none) == 1) {
            clients[count++] = accept(socket_desc, NULL, NULL);
            printf("Connection successful\n");
        }
        for (int i = 0; i < count; i++) {
            char bytes[4096];
            ssize_t received = recv(clients[i], bytes, sizeof(bytes), MSG_DONTWAIT);
            if (received > 0) {
                send(clients[i], bytes, (size_t)received, MSG_NOSIGNAL);
            } else if (received == 0 || errno != EAGAIN) {
                close(clients[i]);
                clients[i--] = clients[--count];
            }
        }
    }
}
