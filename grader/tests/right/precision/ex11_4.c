// Never ends a message with '\0' and never clears it, but writes just the bytes that came (fwrite):
// nothing of an earlier message is shown.
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char message[2000], reply[2000];

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
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

    for (;;) {
        int new_socket = accept(socket_desc, NULL, NULL);
        if (new_socket == -1) {
            perror("accept");
            return 1;
        }
        printf("Connection successful\n");
        ssize_t received = recv(new_socket, message, sizeof(message), 0);
        if (received > 0) {
            printf("Server received ");
            fwrite(message, 1, (size_t)received, stdout);
            printf("\nEnter reply: ");
            fflush(stdout);
            ssize_t typed = read(0, reply, sizeof(reply));
            if (typed <= 0) {
                return 0;
            }
            send(new_socket, reply, (size_t)typed, MSG_NOSIGNAL);
        }
        close(new_socket);
    }
}
