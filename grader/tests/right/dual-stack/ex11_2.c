// An AF_INET6 socket with IPV6_V6ONLY off serves IPv6 and IPv4 clients: both reach port 5000.
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in6 server = {
        .sin6_family = AF_INET6, .sin6_port = htons(5000), .sin6_addr = IN6ADDR_ANY_INIT};
    int off = 0, on = 1;

    int socket_desc = socket(AF_INET6, SOCK_STREAM, 0);
    if (socket_desc == -1) {
        perror("socket");
        return 1;
    }
    if (setsockopt(socket_desc, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off)) == -1 ||
        setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1) {
        perror("setsockopt");
        return 1;
    }
    if (bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");

    if (listen(socket_desc, 3) == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port %d\n", ntohs(server.sin6_port));

    struct sockaddr_in6 client;
    socklen_t size = sizeof(client);
    int new_socket = accept(socket_desc, (struct sockaddr *)&client, &size);
    if (new_socket == -1) {
        perror("accept");
        return 1;
    }
    printf("Connection successful\n");
    close(new_socket);
    close(socket_desc);
    return 0;
}
