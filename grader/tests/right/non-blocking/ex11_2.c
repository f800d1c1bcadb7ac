// Makes the listening socket non-blocking and waits in poll until accept succeeds: it waits for a
// client all the same.
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, new_socket, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1 ||
        setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1 ||
        bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");
    if (fcntl(socket_desc, F_SETFL, O_NONBLOCK) == -1 || listen(socket_desc, 3) == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port 5000\n");

    while ((new_socket = accept(socket_desc, NULL, NULL)) == -1) {
        struct pollfd one = {.fd = socket_desc, .events = POLLIN};
        if (errno != EAGAIN && errno != EINTR) {
            perror("accept");
            return 1;
        }
        poll(&one, 1, -1);
    }
    printf("Connection successful\n");
    close(new_socket);
    close(socket_desc);
    return 0;
}
