// Written as one would in C++: const, bool, declarations where they are first used, an object with
// functions of its own. The calls are the same.
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct Server {
    int handle;
} Server;

static bool Server_open(Server *self, const in_port_t port)
{
    self->handle = socket(AF_INET, SOCK_STREAM, 0);
    if (self->handle == -1) {
        return false;
    }
    const struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {.s_addr = htonl(INADDR_ANY)}};
    return bind(self->handle, (const struct sockaddr *)&address, sizeof address) == 0;
}

static bool Server_listen(const Server *self)
{
    return listen(self->handle, 3) == 0;
}

static int Server_accept(const Server *self)
{
    return accept(self->handle, NULL, NULL);
}

int main(void)
{
    Server server;
    if (!Server_open(&server, 5000)) {
        perror("Server_open");
        return 1;
    }
    printf("Server socket created\n");
    if (!Server_listen(&server)) {
        perror("Server_listen");
        return 1;
    }
    printf("Server listening on port %d\n", 5000);

    const int connection = Server_accept(&server);
    if (connection == -1) {
        perror("Server_accept");
        return 1;
    }
    printf("Connection successful\n");

    char message[2048] = {0};
    for (size_t length = 0; length < sizeof message - 1;) {
        const ssize_t count = recv(connection, &message[length], sizeof message - 1 - length, 0);
        if (count <= 0) {
            fprintf(stderr, "the client left\n");
            return 1;
        }
        length += (size_t)count;
        char *const end = memchr(message, '\n', length);
        if (end != NULL) {
            *end = '\0';
            break;
        }
    }
    printf("Server received %s\n", message);

    static const char reply[] = "Goodbye, world!\n";
    if (send(connection, reply, sizeof reply - 1, MSG_NOSIGNAL) == -1) {
        perror("send");
        return 1;
    }
    close(connection);
    close(server.handle);
    return 0;
}
