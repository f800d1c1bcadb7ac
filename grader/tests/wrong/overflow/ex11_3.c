// Leaves no room for the terminator: a message of 2000 bytes fills the array, and the terminator
// lands behind it.
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

// Returns a socket that listens on port 5000, or ends the program.
static int start(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1 ||
        setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1 ||
        bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        exit(1);
    }
    printf("Server socket created\n");
    if (listen(socket_desc, 3) == -1) {
        perror("listen");
        exit(1);
    }
    printf("Server listening on port 5000\n");
    return socket_desc;
}

int main(void)
{
    int socket_desc = start();
    int new_socket = accept(socket_desc, NULL, NULL);
    char message[2000];
    if (new_socket == -1) {
        perror("accept");
        return 1;
    }
    printf("Connection successful\n");
    ssize_t received = recv(new_socket, message, sizeof(message), 0);
    if (received <= 0) {
        fprintf(stderr, "no message\n");
        return 1;
    }
    message[received] = '\0';
    printf("Server received %s\n", message);
    for (ssize_t sent = 0, count = 0; sent < 16; sent += count) {
        count = send(new_socket, "Goodbye, world!\n" + sent, (size_t)(16 - sent), MSG_NOSIGNAL);
        if (count == -1) {
            break;
        }
    }
    close(new_socket);
    close(socket_desc);
    return 0;
}
