// Right, but ignores SIGINT, SIGTERM and SIGHUP: CTRL-C does not end it.
#include <netinet/in.h>
#include <signal.h>
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
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    signal(SIGHUP, SIG_IGN);

    for (;;) {
        char message[2000], reply[2000];
        int new_socket = accept(socket_desc, NULL, NULL);
        if (new_socket == -1) {
            perror("accept");
            return 1;
        }
        printf("Connection successful\n");
        ssize_t received = recv(new_socket, message, sizeof(message) - 1, 0);
        if (received > 0) {
            message[received] = '\0';
            message[strcspn(message, "\r\n")] = '\0';
            printf("Server received %s\nEnter reply: ", message);
            fflush(stdout);
            if (fgets(reply, sizeof(reply), stdin) == NULL) {
                return 0;
            }
            send(new_socket, reply, strlen(reply), MSG_NOSIGNAL);
        }
        close(new_socket);
    }
}
