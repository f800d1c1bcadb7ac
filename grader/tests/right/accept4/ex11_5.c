// Accepts with accept4, and the thread reads its line from a non-blocking socket behind poll().
#define _GNU_SOURCE
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// Returns the length of the message, or 0 if there will be none.
static size_t next_message(int client, char *message, size_t size)
{
    struct pollfd one = {.fd = client, .events = POLLIN};
    size_t length = 0;
    while (length < size - 1) {
        poll(&one, 1, -1);
        ssize_t count = recv(client, message + length, size - 1 - length, 0);
        if (count <= 0) {
            return 0;
        }
        length += (size_t)count;
        if (message[length - 1] == '\n') {
            break;
        }
    }
    message[length] = '\0';
    message[strcspn(message, "\r\n")] = '\0';
    return length;
}

static void *handle_connection(void *argument)
{
    int client = (int)(intptr_t)argument;
    char message[3000], reply[3000];

    printf("Starting new connection handler\n");
    while (next_message(client, message, sizeof(message)) > 0) {
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
    int yes = 1, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1 ||
        setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == -1 ||
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
        pthread_t thread;
        int client = accept4(socket_desc, NULL, NULL, SOCK_NONBLOCK);
        if (client == -1) {
            continue;
        }
        printf("Connection successful\n");
        if (pthread_create(&thread, NULL, handle_connection, (void *)(intptr_t)client) != 0) {
            close(client);
            continue;
        }
        pthread_detach(thread);
    }
}
