// Asks getaddrinfo (AI_PASSIVE) for the address and takes its peer's as a sockaddr_storage: the
// address is 0.0.0.0 port 5000 all the same.
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

// Returns a listening socket, or ends the program.
static int listen_on(const char *port)
{
    struct addrinfo hints = {
        .ai_family = AF_INET, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE};
    struct addrinfo *address;
    if (getaddrinfo(NULL, port, &hints, &address) != 0) {
        fprintf(stderr, "no address for port %s\n", port);
        exit(EXIT_FAILURE);
    }
    int desc = socket(address->ai_family, address->ai_socktype, address->ai_protocol);
    if (desc == -1 || bind(desc, address->ai_addr, address->ai_addrlen) == -1) {
        perror("bind");
        exit(EXIT_FAILURE);
    }
    freeaddrinfo(address);
    printf("Server socket created\n");
    if (listen(desc, 3) == -1) {
        perror("listen");
        exit(EXIT_FAILURE);
    }
    printf("Server listening on port %s\n", port);
    return desc;
}

int main(void)
{
    int socket_desc = listen_on("5000");
    struct sockaddr_storage client;
    socklen_t size = sizeof(client);

    int new_socket = accept(socket_desc, (struct sockaddr *)&client, &size);
    if (new_socket == -1) {
        perror("accept");
        return EXIT_FAILURE;
    }
    printf("Connection successful\n");

    close(new_socket);
    close(socket_desc);
    return EXIT_SUCCESS;
}
