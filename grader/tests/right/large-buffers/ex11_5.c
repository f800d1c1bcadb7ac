// Has buffers of 64 KiB, on the stack of each thread: that is well below the 8 MiB a stack has.
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void *handler(void *argument)
{
    char message[65536];
    char reply[65536];
    int new_socket = (int)(intptr_t)argument;
    ssize_t received;

    printf("Starting new connection handler\n");
    for (;;) {
        memset(message, 0, sizeof(message));
        received = recv(new_socket, message, sizeof(message) - 1, 0);
        if (received <= 0) {
            break;
        }
        printf("Received: %s\n", message);
        printf("Enter reply: ");
        fflush(stdout);
        if (fgets(reply, sizeof(reply), stdin) == NULL) {
            break;
        }
        if (send(new_socket, reply, strlen(reply), MSG_NOSIGNAL) == -1) {
            break;
        }
    }
    close(new_socket);
    return NULL;
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    pthread_t thread;
    if (socket_desc == -1 ||
        setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1 ||
        bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");
    if (listen(socket_desc, 100) == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port 5000\n");

    while (1) {
        int new_socket = accept(socket_desc, NULL, NULL);
        if (new_socket == -1) {
            perror("accept");
            return 1;
        }
        printf("Connection successful\n");
        if (pthread_create(&thread, NULL, handler, (void *)(intptr_t)new_socket) == 0) {
            pthread_detach(thread);
        } else {
            close(new_socket);
        }
    }
}
