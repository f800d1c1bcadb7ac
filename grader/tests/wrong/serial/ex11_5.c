// Prints the right lines, but without a thread: one client after another, with a large backlog.
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
    if (listen(socket_desc, 128) == -1) {
        perror("listen");
        exit(1);
    }
    printf("Server listening on port 5000\n");
    return socket_desc;
}

static void handle_connection(int new_socket)
{
    char message[2000], reply[2000];
    ssize_t received;

    printf("Starting new connection handler\n");
    while ((received = recv(new_socket, message, sizeof(message) - 1, 0)) > 0) {
        message[received] = '\0';
        message[strcspn(message, "\r\n")] = '\0';
        printf("Received: %s\nEnter reply: ", message);
        fflush(stdout);
        if (fgets(reply, sizeof(reply), stdin) == NULL) {
            break;
        }
        send(new_socket, reply, strlen(reply), MSG_NOSIGNAL);
    }
    close(new_socket);
}

int main(void)
{
    int new_socket, socket_desc = start();

    while ((new_socket = accept(socket_desc, NULL, NULL)) != -1) {
        printf("Connection successful\n");
        handle_connection(new_socket);
    }
    perror("accept");
    return 1;
}
