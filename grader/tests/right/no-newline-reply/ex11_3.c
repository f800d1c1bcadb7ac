// Sends the reply without a newline: the lab sheet doesn't say that one belongs to it, and the
// client shows it the same way.
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
    int new_socket = accept(socket_desc, NULL, NULL);
    if (new_socket == -1) {
        perror("accept");
        return 1;
    }
    printf("Connection successful\n");

    char message[2000];
    ssize_t received = recv(new_socket, message, sizeof(message) - 1, 0);
    if (received == -1) {
        perror("recv");
        return 1;
    }
    if (received == 0) {
        printf("The client has gone\n");
        return 1;
    }
    message[received] = '\0';
    printf("Server received %s\n", message);

    const char *reply = "Goodbye, world!";
    if (send(new_socket, reply, strlen(reply), MSG_NOSIGNAL) == -1) {
        perror("send");
        return 1;
    }
    close(new_socket);
    close(socket_desc);
    return 0;
}
