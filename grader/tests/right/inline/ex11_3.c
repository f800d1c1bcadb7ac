// Exercise 11.3: receive a message and send a reply.
//
// New here: the server talks with the client, over the connected socket.
//
// Build: gcc ex11_3.c -o ex11_3
// Run:   ./ex11_3, and ./test_client in a second terminal

#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    uint16_t port = 5000;
    int socket_desc = -1;
    int new_socket = -1;
    int status = -1;
    ssize_t received = -1;
    char message[2000];
    const char *reply = "Goodbye, world!\n";
    struct sockaddr_in server = {0};

    server.sin_family = AF_INET;
    server.sin_addr.s_addr = htonl(INADDR_ANY);
    server.sin_port = htons(port);

    int yes = 1; // for SO_REUSEADDR: start again at once, even while the port is in TIME_WAIT
    socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1 ||
        setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == -1) {
        perror("socket");
        return 1;
    }
    status = bind(socket_desc, (struct sockaddr *)&server, sizeof(server));

    if (status == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");

    status = listen(socket_desc, 3);

    if (status == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port %d\n", port);

    struct sockaddr_in client = {0};
    socklen_t size = sizeof(client);
    new_socket = accept(socket_desc, (struct sockaddr *)&client, &size);

    if (new_socket == -1) {
        perror("accept");
        return 1;
    }
    printf("Connection successful\n");

    // Step 6: read from the connection, and write to it.

    // TCP carries bytes, not messages: a line may come in pieces, or together with the next one.
    // One byte at a time is not the fastest way to read it, but it stops just where the line does.
    size_t length = 0;
    do {
        received = recv(new_socket, &message[length], 1, 0);
    } while (received == 1 && message[length] != '\n' && ++length < sizeof(message) - 1);
    message[length] = '\0';
    message[strcspn(message, "\r")] = '\0';

    if (received == -1) {
        perror("recv");
        return 1;
    }
    if (received == 0) {
        fprintf(stderr, "The client left before it had sent a line\n");
        return 1;
    }
    printf("Server received %s\n", message);

    // MSG_NOSIGNAL: where the client is gone, send() shall answer -1. Otherwise SIGPIPE kills us.
    size_t sent = 0;
    while (sent < strlen(reply)) {
        ssize_t count = send(new_socket, reply + sent, strlen(reply) - sent, MSG_NOSIGNAL);
        if (count == -1) {
            perror("send");
            return 1;
        }
        sent += (size_t)count;
    }

    close(new_socket);
    close(socket_desc);
    return 0;
}
