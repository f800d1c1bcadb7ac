// Ends its own direction with shutdown after the reply, and waits until the client closes, too: the
// client sees the end at once, and the server ends after it.
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    char message[2000], rest[2000];
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

    ssize_t received = recv(new_socket, message, sizeof(message) - 1, 0);
    if (received <= 0) {
        fprintf(stderr, "no message\n");
        return 1;
    }
    message[received] = '\0';
    printf("Server received %s\n", message);
    send(new_socket, "Goodbye, world!\n", 16, MSG_NOSIGNAL);

    shutdown(new_socket, SHUT_WR);
    while (recv(new_socket, rest, sizeof(rest), 0) > 0) {
    }
    close(new_socket);
    close(socket_desc);
    return 0;
}
