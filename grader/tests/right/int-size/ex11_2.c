// Declares `int size` where accept wants a socklen_t: a warning (-Wpointer-sign), but both have
// 32 bits here, and the connection is the same.
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    int port = 5000;
    int socket_desc, new_socket, size;
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct sockaddr_in client;

    socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1 || bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("Error creating the server socket");
        return 1;
    }
    printf("Server socket created\n");
    if (listen(socket_desc, 3) == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port %d\n", port);

    size = sizeof(client);
    new_socket = accept(socket_desc, (struct sockaddr *)&client, &size);
    if (new_socket == -1) {
        perror("accept");
        return 1;
    }
    printf("Connection successful\n");
    close(new_socket);
    close(socket_desc);
    return 0;
}
