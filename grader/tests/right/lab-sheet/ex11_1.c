// Follows the lab sheet and no more: nothing is reset, bind is checked with `< 0`. The sheet asks
// for nothing else.
#include <arpa/inet.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main()
{
    int port, socket_desc, status;
    struct sockaddr_in server;

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

    close(socket_desc);
    return 0;
}
