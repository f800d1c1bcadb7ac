// An AF_INET6 socket with IPV6_V6ONLY off: an IPv4 client is served as ::ffff:127.0.0.1.
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    int off = 0;
    char message[4096];
    struct sockaddr_in6 server;
    memset(&server, 0, sizeof(server));
    server.sin6_family = AF_INET6;
    server.sin6_addr = in6addr_any;
    server.sin6_port = htons(5000);

    int socket_desc = socket(AF_INET6, SOCK_STREAM, 0);
    if (socket_desc < 0 ||
        setsockopt(socket_desc, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off)) < 0 ||
        bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) < 0) {
        perror("server socket");
        return 1;
    }
    printf("Server socket created\n");
    if (listen(socket_desc, 3) < 0) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port 5000\n");

    int new_socket = accept(socket_desc, NULL, NULL);
    if (new_socket < 0) {
        perror("accept");
        return 1;
    }
    printf("Connection successful\n");

    ssize_t received = recv(new_socket, message, sizeof(message) - 1, 0);
    if (received <= 0) {
        fprintf(stderr, "no message came\n");
        return 1;
    }
    message[received] = '\0';
    message[strcspn(message, "\n")] = '\0';
    printf("Server received %s\n", message);
    if (send(new_socket, "Goodbye, world!\n", 16, MSG_NOSIGNAL) < 0) {
        perror("send");
        return 1;
    }
    close(new_socket);
    close(socket_desc);
    return 0;
}
