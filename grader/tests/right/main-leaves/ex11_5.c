// A thread of its own accepts, and main leaves with pthread_exit: the process lives on without it.
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void *handle_connection(void *argument)
{
    int client = (int)(intptr_t)argument;
    char message[2000], reply[2000];
    ssize_t received;

    printf("Starting new connection handler\n");
    while ((received = recv(client, message, sizeof(message) - 1, 0)) > 0) {
        message[received] = '\0';
        message[strcspn(message, "\r\n")] = '\0';
        printf("Received: %s\nEnter reply: ", message);
        fflush(stdout);
        if (fgets(reply, sizeof(reply), stdin) == NULL) {
            break;
        }
        if (send(client, reply, strlen(reply), MSG_NOSIGNAL) == -1) {
            break;
        }
    }
    close(client);
    return NULL;
}

static void *accept_all(void *argument)
{
    int client, socket_desc = (int)(intptr_t)argument;
    while ((client = accept(socket_desc, NULL, NULL)) != -1) {
        pthread_t handler;
        printf("Connection successful\n");
        if (pthread_create(&handler, NULL, handle_connection, (void *)(intptr_t)client) != 0) {
            close(client);
            continue;
        }
        pthread_detach(handler);
    }
    perror("accept");
    return NULL;
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
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

    pthread_t acceptor;
    if (pthread_create(&acceptor, NULL, accept_all, (void *)(intptr_t)socket_desc) != 0) {
        fprintf(stderr, "no thread\n");
        return 1;
    }
    pthread_detach(acceptor);
    pthread_exit(NULL);
}
