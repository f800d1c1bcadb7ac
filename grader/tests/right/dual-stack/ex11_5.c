// An AF_INET6 socket with IPV6_V6ONLY off, a detached thread for each client of either family.
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void *serve(void *argument)
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
        send(client, reply, strlen(reply), MSG_NOSIGNAL);
    }
    close(client);
    return NULL;
}

int main(void)
{
    struct sockaddr_in6 server = {.sin6_family = AF_INET6, .sin6_port = htons(5000)};
    int off = 0, socket_desc = socket(AF_INET6, SOCK_STREAM, 0), client;
    pthread_attr_t detached;

    if (socket_desc == -1 ||
        setsockopt(socket_desc, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off)) == -1 ||
        bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("server socket");
        return 1;
    }
    printf("Server socket created\n");
    if (listen(socket_desc, 5) == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port 5000\n");

    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    while ((client = accept(socket_desc, NULL, NULL)) != -1) {
        pthread_t thread;
        printf("Connection successful\n");
        if (pthread_create(&thread, &detached, serve, (void *)(intptr_t)client) != 0) {
            fprintf(stderr, "no thread for this client\n");
            close(client);
        }
    }
    perror("accept");
    return 1;
}
