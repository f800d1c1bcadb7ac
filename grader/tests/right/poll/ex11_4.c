// Waits in poll() for the listening socket, the client and the keyboard, without a thread: what the
// two terminals show is the same.
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// Waits until there is something to read from this descriptor.
static void wait_for(int desc)
{
    struct pollfd one = {.fd = desc, .events = POLLIN};
    while (poll(&one, 1, -1) <= 0) {
    }
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, socket_desc = socket(AF_INET, SOCK_STREAM, 0);

    if (socket_desc == -1 ||
        setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1 ||
        bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("server socket");
        return 1;
    }
    printf("Server socket created\n");
    if (listen(socket_desc, 3) == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port 5000\n");

    for (;;) {
        char message[2000], reply[2000];

        wait_for(socket_desc);
        int new_socket = accept(socket_desc, NULL, NULL);
        if (new_socket == -1) {
            continue;
        }
        printf("Connection successful\n");

        wait_for(new_socket);
        ssize_t received = recv(new_socket, message, sizeof(message) - 1, 0);
        if (received > 0) {
            message[received] = '\0';
            message[strcspn(message, "\r\n")] = '\0';
            printf("Server received %s\nEnter reply: ", message);
            fflush(stdout);

            wait_for(STDIN_FILENO);
            ssize_t typed = read(STDIN_FILENO, reply, sizeof(reply));
            if (typed <= 0) {
                return 0;
            }
            send(new_socket, reply, (size_t)typed, MSG_NOSIGNAL);
        }
        close(new_socket);
    }
}
