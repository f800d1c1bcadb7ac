// Asks for the largest backlog, SOMAXCONN: any number above 0 is right.
#include <netinet/in.h>
#include <stdio.h>
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
    if (listen(socket_desc, SOMAXCONN) == -1) {
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
    shutdown(new_socket, SHUT_RDWR);
    close(new_socket);
    close(socket_desc);
    return 0;
}
