// Waits in select() before each call that could block: the calls and their order are the same.
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

static void wait_until_readable(int desc)
{
    fd_set set;
    do {
        FD_ZERO(&set);
        FD_SET(desc, &set);
    } while (select(desc + 1, &set, NULL, NULL, NULL) != 1);
}

int main(void)
{
    const int port = 5000;
    int yes = 1;
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(port)};
    int socket_desc = socket(AF_INET, SOCK_STREAM, 0);

    if (socket_desc == -1 ||
        setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == -1 ||
        bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("server socket");
        return 1;
    }
    puts("Server socket created");
    if (listen(socket_desc, 3) == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port %d\n", port);

    while (1) {
        wait_until_readable(socket_desc);
        int new_socket = accept(socket_desc, NULL, NULL);
        if (new_socket == -1) {
            continue;
        }
        puts("Connection successful");

        char message[2000], reply[2000];
        wait_until_readable(new_socket);
        ssize_t received = recv(new_socket, message, sizeof(message) - 1, 0);
        if (received > 0) {
            message[received] = '\0';
            message[strcspn(message, "\r\n")] = '\0';
            printf("Server received %s\n", message);
            printf("Enter reply: ");
            fflush(stdout);
            wait_until_readable(0);
            if (fgets(reply, sizeof(reply), stdin) == NULL) {
                return 0;
            }
            send(new_socket, reply, strlen(reply), MSG_NOSIGNAL);
        }
        close(new_socket);
    }
}
