// Each thread gets a structure of its own from malloc, and frees it: nobody else writes to it.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct visit {
    int desc;
    struct sockaddr_in from;
    char message[2000];
    char reply[2000];
};

static void *handle_connection(void *argument)
{
    struct visit *visit = argument;
    ssize_t received;

    printf("Starting new connection handler\n");
    while ((received = recv(visit->desc, visit->message, sizeof(visit->message) - 1, 0)) > 0) {
        visit->message[received] = '\0';
        printf("Received: %sEnter reply: ", visit->message);
        fflush(stdout);
        if (fgets(visit->reply, sizeof(visit->reply), stdin) == NULL) {
            break;
        }
        send(visit->desc, visit->reply, strlen(visit->reply), MSG_NOSIGNAL);
    }
    close(visit->desc);
    free(visit);
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

    for (;;) {
        struct visit *visit = malloc(sizeof(*visit));
        socklen_t size = sizeof(visit->from);
        pthread_t thread;
        if (visit == NULL) {
            perror("malloc");
            return 1;
        }
        visit->desc = accept(socket_desc, (struct sockaddr *)&visit->from, &size);
        if (visit->desc == -1) {
            free(visit);
            continue;
        }
        printf("Connection successful\n");
        if (pthread_create(&thread, NULL, handle_connection, visit) != 0) {
            close(visit->desc);
            free(visit);
            continue;
        }
        pthread_detach(thread);
    }
}
