// Leaves by goto to the places that close what is open, on success and on failure.
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int result = EXIT_FAILURE, on = 1, new_socket;
    char *message = calloc(1, 2000);
    int socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1 || message == NULL) {
        perror("socket");
        goto free_message;
    }
    if (setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1 ||
        bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        goto close_server;
    }
    printf("Server socket created\n");
    if (listen(socket_desc, 3) == -1) {
        perror("listen");
        goto close_server;
    }
    printf("Server listening on port 5000\n");
    new_socket = accept(socket_desc, NULL, NULL);
    if (new_socket == -1) {
        perror("accept");
        goto close_server;
    }
    printf("Connection successful\n");

    if (recv(new_socket, message, 1999, 0) <= 0) {
        fprintf(stderr, "no message\n");
        goto close_client;
    }
    printf("Server received %s\n", message);
    if (send(new_socket, "Goodbye, world!\n", 16, MSG_NOSIGNAL) == -1) {
        perror("send");
        goto close_client;
    }
    result = EXIT_SUCCESS;

close_client:
    close(new_socket);
close_server:
    close(socket_desc);
free_message:
    free(message);
    return result;
}
