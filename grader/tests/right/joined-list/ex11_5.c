// Keeps its threads in a list and joins those that have ended before it waits for the next client:
// no thread is detached, but none stays behind, and no client waits for another one.
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct handler {
    pthread_t thread;
    int client;
    atomic_int ended;
    struct handler *next;
};

static void *handle_connection(void *argument)
{
    struct handler *self = argument;
    char message[2000], reply[2000];
    ssize_t received;

    printf("Starting new connection handler\n");
    while ((received = recv(self->client, message, sizeof(message) - 1, 0)) > 0) {
        message[received] = '\0';
        message[strcspn(message, "\r\n")] = '\0';
        printf("Received: %s\nEnter reply: ", message);
        fflush(stdout);
        if (fgets(reply, sizeof(reply), stdin) == NULL) {
            break;
        }
        send(self->client, reply, strlen(reply), MSG_NOSIGNAL);
    }
    close(self->client);
    self->ended = 1;
    return NULL;
}

static void join_ended(struct handler **list)
{
    while (*list != NULL) {
        struct handler *handler = *list;
        if (!handler->ended) {
            list = &handler->next;
            continue;
        }
        pthread_join(handler->thread, NULL);
        *list = handler->next;
        free(handler);
    }
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    struct handler *list = NULL;
    int on = 1, client, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
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

    while ((client = accept(socket_desc, NULL, NULL)) != -1) {
        struct handler *handler = calloc(1, sizeof(*handler));
        printf("Connection successful\n");
        join_ended(&list);
        if (handler == NULL) {
            return 1;
        }
        handler->client = client;
        if (pthread_create(&handler->thread, NULL, handle_connection, handler) != 0) {
            return 1;
        }
        handler->next = list;
        list = handler;
    }
    return 1;
}
