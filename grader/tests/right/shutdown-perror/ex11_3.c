// After the reply it ends its own direction, receives until the client ends the other one, and
// reports an error if there is one: from a client that leaves in peace there is none.
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

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
    send(client, "Goodbye, world!\n", 16, MSG_NOSIGNAL);

    shutdown(client, SHUT_WR);
    while ((received = recv(client, message, sizeof(message), 0)) > 0) {
    }
    if (received == -1) {
        perror("recv");
        return 1;
    }
    close(client);
    close(socket_desc);
    return 0;
}
