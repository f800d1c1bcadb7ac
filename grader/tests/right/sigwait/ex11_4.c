// The main thread blocks all signals and sigwaits for the end, a second thread is the server: the
// thread that accepts is not the first one.
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void *serve(void *argument)
{
    int socket_desc = (int)(intptr_t)argument, client;

    while ((client = accept(socket_desc, NULL, NULL)) != -1) {
        char message[2000], reply[2000];
        printf("Connection successful\n");
        ssize_t received = recv(client, message, sizeof(message) - 1, 0);
        if (received > 0) {
            message[received] = '\0';
            printf("Server received %sEnter reply: ", message);
            fflush(stdout);
            if (fgets(reply, sizeof(reply), stdin) == NULL) {
                exit(0);
            }
            send(client, reply, strlen(reply), MSG_NOSIGNAL);
        }
        close(client);
    }
    exit(1);
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int signal, on = 1, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    sigset_t all;
    pthread_t thread;

    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL);
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
    if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)socket_desc) != 0) {
        return 1;
    }
    sigwait(&all, &signal);
    return 0;
}
