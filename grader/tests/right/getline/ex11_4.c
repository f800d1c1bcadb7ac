// Reads the keyboard with getline, into memory that grows: a reply of any length is sent whole.
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, client, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    char *reply = NULL;
    size_t size = 0;
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
        char message[2000];
        printf("Connection successful\n");
        ssize_t received = recv(client, message, sizeof(message) - 1, 0);
        if (received > 0) {
            message[received] = '\0';
            message[strcspn(message, "\r\n")] = '\0';
            printf("Server received %s\nEnter reply: ", message);
            fflush(stdout);
            ssize_t length = getline(&reply, &size, stdin);
            if (length == -1) {
                break;
            }
            send(client, reply, (size_t)length, MSG_NOSIGNAL);
        }
        close(client);
    }
    free(reply);
    close(socket_desc);
    return 0;
}
