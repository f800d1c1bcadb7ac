// Ends its reply with "\r\n", as network protocols like HTTP do: a line end for every client.
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char REPLY[] = "Goodbye, world!\r\n";

int main(void)
{
    struct sockaddr_in server;
    int on = 1, socket_desc, new_socket;
    char message[2000];

    memset(&server, 0, sizeof(server));
    server.sin_family = AF_INET;
    server.sin_port = htons(5000);
    if ((socket_desc = socket(AF_INET, SOCK_STREAM, 0)) == -1 ||
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
    if ((new_socket = accept(socket_desc, NULL, NULL)) == -1) {
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
    message[strcspn(message, "\r\n")] = '\0';
    printf("Server received %s\n", message);
    if (send(new_socket, REPLY, strlen(REPLY), MSG_NOSIGNAL) == -1) {
        perror("send");
        return 1;
    }
    close(new_socket);
    close(socket_desc);
    return 0;
}
