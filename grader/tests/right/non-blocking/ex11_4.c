// All its sockets are non-blocking, and each call is tried again after poll: the conversation is
// the same.
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// Waits if the last call only failed because it would have blocked. Returns 0 if it failed for
// good.
static int try_again(int desc, short events)
{
    struct pollfd one = {.fd = desc, .events = events};
    if (errno != EAGAIN && errno != EINTR) {
        return 0;
    }
    poll(&one, 1, -1);
    return 1;
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, socket_desc = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
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

    for (;;) {
        char message[2000], reply[2000];
        ssize_t received;
        int client = accept(socket_desc, NULL, NULL);
        if (client == -1) {
            try_again(socket_desc, POLLIN);
            continue;
        }
        printf("Connection successful\n");
        do {
            received = recv(client, message, sizeof(message) - 1, MSG_DONTWAIT);
        } while (received == -1 && try_again(client, POLLIN));
        if (received > 0) {
            message[received] = '\0';
            message[strcspn(message, "\r\n")] = '\0';
            printf("Server received %s\nEnter reply: ", message);
            fflush(stdout);
            if (fgets(reply, sizeof(reply), stdin) == NULL) {
                return 0;
            }
            while (send(client, reply, strlen(reply), MSG_NOSIGNAL | MSG_DONTWAIT) == -1 &&
                   try_again(client, POLLOUT)) {
            }
        }
        close(client);
    }
}
