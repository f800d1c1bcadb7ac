// Leaves by goto to one place that closes everything, on success and on failure: the status tells
// them apart.
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    int result = EXIT_FAILURE;
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    inet_pton(AF_INET, "0.0.0.0", &server.sin_addr);

    int socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1) {
        perror("socket");
        goto out;
    }
    if (bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        goto close_server;
    }
    printf("Server socket created\n");
    result = EXIT_SUCCESS;

close_server:
    close(socket_desc);
out:
    return result;
}
