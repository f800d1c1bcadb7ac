// Ends in an orderly way at CTRL-C: the handler sets a flag, accept answers EINTR, all is closed
// and the status is 0. The lab sheet only says that CTRL-C stops the server.
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static volatile sig_atomic_t stop;

static void on_interrupt(int signal)
{
    (void)signal;
    stop = 1;
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    struct sigaction action = {.sa_handler = on_interrupt}; // no SA_RESTART: accept shall return
    int on = 1, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    sigaction(SIGINT, &action, NULL);
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

    while (!stop) {
        char message[2000], reply[2000];
        int new_socket = accept(socket_desc, NULL, NULL);
        if (new_socket == -1) {
            if (errno != EINTR) {
                perror("accept");
                break;
            }
            continue;
        }
        printf("Connection successful\n");
        ssize_t received = recv(new_socket, message, sizeof(message) - 1, 0);
        if (received > 0) {
            message[received] = '\0';
            printf("Server received %s\nEnter reply: ", message);
            fflush(stdout);
            if (fgets(reply, sizeof(reply), stdin) != NULL) {
                send(new_socket, reply, strlen(reply), MSG_NOSIGNAL);
            }
        }
        close(new_socket);
    }
    close(socket_desc);
    return 0;
}
