// A hundred threads are there from the start, and each accepts for itself: more than any crowd of
// clients asks for.
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define THREADS 100

static void talk(int client)
{
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
        send(client, reply, strlen(reply), MSG_NOSIGNAL);
    }
    close(client);
}

static void *worker(void *argument)
{
    int socket_desc = (int)(intptr_t)argument, client;
    while ((client = accept(socket_desc, NULL, NULL)) != -1) {
        printf("Connection successful\n");
        talk(client);
    }
    return NULL;
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    pthread_t workers[THREADS];
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

    for (int i = 0; i < THREADS; i++) {
        if (pthread_create(&workers[i], NULL, worker, (void *)(intptr_t)socket_desc) != 0) {
            return 1;
        }
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(workers[i], NULL);
    }
    return 1;
}
