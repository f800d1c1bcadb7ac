// Sends the text of the reply and its newline with a send() of their own: a reply is a line, not a
// piece.
#include <netinet/in.h>
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

    char message[2000];
    int client = accept(socket_desc, NULL, NULL);
    if (client == -1) {
        perror("accept");
        return 1;
    }
    printf("Connection successful\n");
    ssize_t received = recv(client, message, sizeof(message) - 1, 0);
    if (received <= 0) {
        fprintf(stderr, "no message\n");
        return 1;
    }
    message[received] = '\0';
    message[strcspn(message, "\r\n")] = '\0';
    printf("Server received %s\n", message);
    answer(client, "Goodbye, world!");

    close(client);
    close(socket_desc);
    return 0;
}
