// Has buffers of 64 KiB instead of 2000 bytes: a longer message fits, a shorter one looks the same.
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define SIZE 65536

int main(void)
{
    static char message[SIZE];
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1 ||
        setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1 ||
        bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");
    if (listen(socket_desc, 3) == -1) {
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

    size_t length = 0;
    while (memchr(message, '\n', length) == NULL && length < SIZE - 1) {
        ssize_t received = recv(new_socket, message + length, SIZE - 1 - length, 0);
        if (received <= 0) {
            fprintf(stderr, "the client has left\n");
            return 1;
        }
        length += (size_t)received;
    }
    message[strcspn(message, "\r\n")] = '\0';
    printf("Server received %s\n", message);
    send(new_socket, "Goodbye, world!\n", 16, MSG_NOSIGNAL);
    close(new_socket);
    close(socket_desc);
    return 0;
}
