// Keeps the port in network byte order in its variable, and turns it round to print it: the socket
// listens on 5000, which is what counts.
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    in_port_t port = htons(5000);
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = port};
    int socket_desc = socket(PF_INET, SOCK_STREAM, 0);
    if (socket_desc < 0) {
        perror("socket");
        return 1;
    }
    if (bind(socket_desc, (struct sockaddr *)&server, sizeof server) < 0) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");
    if (listen(socket_desc, 3) < 0) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port %hu\n", ntohs(port));
    int new_socket = accept(socket_desc, NULL, NULL);
    if (new_socket < 0) {
        perror("accept");
        return 1;
    }
    printf("Connection successful\n");
    close(new_socket);
    close(socket_desc);
    return 0;
}
