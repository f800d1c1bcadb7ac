// Gives the thread the address of a local variable, and waits at a semaphore until it is copied:
// the variable doesn't change before.
#include <netinet/in.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static sem_t copied;

static void *handle_connection(void *argument)
{
    int client = *(int *)argument;
    char message[2000], reply[2000];
    ssize_t received;

    sem_post(&copied);
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
    return NULL;
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, new_socket, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    sem_init(&copied, 0, 0);
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
        pthread_t thread;
        printf("Connection successful\n");
        if (pthread_create(&thread, NULL, handle_connection, &new_socket) != 0) {
            close(new_socket);
            continue;
        }
        pthread_detach(thread);
        while (sem_wait(&copied) == -1) { // a signal: wait on
        }
    }
    perror("accept");
    return 1;
}
