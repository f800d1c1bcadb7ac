// Sends the text of the reply and its newline with a send() of their own: a reply is a line, not a
// piece.
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// The text of a reply, then its newline. Returns 0, or -1 if the client is gone.
static int answer(int client, const char *text)
{
    return send(client, text, strlen(text), MSG_NOSIGNAL) == -1 ||
                   send(client, "\n", 1, MSG_NOSIGNAL) == -1
               ? -1
               : 0;
}

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
        reply[strcspn(reply, "\n")] = '\0';
        if (answer(client, reply) == -1) {
            break;
        }
    }
    close(client);
    return NULL;
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
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
        pthread_t handler;
        printf("Connection successful\n");
        if (pthread_create(&handler, NULL, handle_connection, (void *)(intptr_t)client) != 0) {
            close(client);
            continue;
        }
        pthread_detach(handler);
    }
    perror("accept");
    return 1;
}
