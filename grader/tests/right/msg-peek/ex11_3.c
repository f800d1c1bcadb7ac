// Looks at the message with MSG_PEEK until its newline is there, then takes just that line: recv
// without the flag follows, so nothing is left unread.
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// Takes one line off the connection. Returns its length, or -1 if none comes.
static ssize_t take_line(int client, char *line, size_t size)
{
    size_t length = 0;
    while (length < size - 1) {
        ssize_t seen = recv(client, line + length, size - 1 - length, MSG_PEEK);
        if (seen <= 0) {
            return -1;
        }
        char *end = memchr(line + length, '\n', (size_t)seen);
        size_t wanted = end != NULL ? (size_t)(end + 1 - (line + length)) : (size_t)seen;
        if (recv(client, line + length, wanted, 0) != (ssize_t)wanted) {
            return -1;
        }
        length += wanted;
        if (end != NULL) {
            break;
        }
    }
    line[length] = '\0';
    return (ssize_t)length;
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    char message[2000];
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

    if (take_line(new_socket, message, sizeof(message)) == -1) {
        fprintf(stderr, "no line came\n");
        return 1;
    }
    printf("Server received %s", message);
    send(new_socket, "Goodbye, world!\n", 16, MSG_NOSIGNAL);
    close(new_socket);
    close(socket_desc);
    return 0;
}
