// Talks with read() and write(): a connected socket is a descriptor like that of a file.
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void check(int answer, const char *what)
{
    if (answer == -1) {
        perror(what);
        exit(1);
    }
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1;
    int socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    check(socket_desc, "socket");
    check(setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)), "setsockopt");
    check(bind(socket_desc, (struct sockaddr *)&server, sizeof(server)), "bind");
    printf("Server socket created\n");
    check(listen(socket_desc, 3), "listen");
    printf("Server listening on port 5000\n");

    int new_socket = accept(socket_desc, NULL, NULL);
    check(new_socket, "accept");
    printf("Connection successful\n");

    char message[2000];
    size_t length = 0;
    while (length < sizeof(message) - 1) {
        ssize_t count = read(new_socket, message + length, sizeof(message) - 1 - length);
        check((int)count, "read");
        length += (size_t)count;
        if (count == 0 || message[length - 1] == '\n') {
            break;
        }
    }
    message[length] = '\0';
    if (length == 0) {
        fprintf(stderr, "nothing came\n");
        return 1;
    }
    message[strcspn(message, "\r\n")] = '\0';
    printf("Server received %s\n", message);

    const char text[] = "Goodbye, world!\n";
    check((int)write(new_socket, text, strlen(text)), "write");
    close(new_socket);
    close(socket_desc);
    return 0;
}
