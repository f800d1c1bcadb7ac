// Accepts with accept4 (SOCK_CLOEXEC), which Linux has beside accept: the connection is the same.
#define _GNU_SOURCE
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in server = {0}, client;
    socklen_t size = sizeof client;
    int yes = 1;

    server.sin_family = AF_INET;
    server.sin_addr.s_addr = htonl(INADDR_ANY);
    server.sin_port = htons(5000);

    int socket_desc = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket_desc == -1 ||
        setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == -1 ||
        bind(socket_desc, (struct sockaddr *)&server, sizeof server) == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");
    if (listen(socket_desc, 3) == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port 5000\n");

    int new_socket = accept4(socket_desc, (struct sockaddr *)&client, &size, SOCK_CLOEXEC);
    if (new_socket == -1) {
        perror("accept4");
        return 1;
    }
    printf("Connection successful\n");
    close(new_socket);
    close(socket_desc);
    return 0;
}
