// Follows the lab sheet and no more: one recv into a zeroed array, printed with the newline that
// came, so that an empty line follows it. Blank lines don't count.
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main()
{
    int port, socket_desc, new_socket, status, size;
    struct sockaddr_in server, client;
    char message[2000], reply[2000];

    port = 5000;
    server.sin_family = AF_INET;
    server.sin_addr.s_addr = INADDR_ANY;
    server.sin_port = htons(port);

    socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc < 0) {
        printf("Could not make a socket\n");
        return 1;
    }

    status = bind(socket_desc, (struct sockaddr *)&server, sizeof(server));
    if (status < 0) {
        printf("Could not bind the socket\n");
        return 1;
    }
    printf("Server socket created\n");

    listen(socket_desc, 3);
    printf("Server listening on port %d\n", port);

    size = sizeof(client);
    new_socket = accept(socket_desc, (struct sockaddr *)&client, &size);
    if (new_socket < 0) {
        printf("Could not accept a connection\n");
        return 1;
    }
    printf("Connection successful\n");

    memset(message, 0, 2000);
    status = recv(new_socket, message, 2000, 0);
    if (status < 0) {
        printf("Could not receive\n");
        return 1;
    }
    printf("Server received %s\n", message);

    strcpy(reply, "Goodbye, world!\n");
    status = send(new_socket, reply, strlen(reply), 0);
    if (status < 0) {
        printf("Could not send\n");
        return 1;
    }

    close(new_socket);
    close(socket_desc);
    return 0;
}
