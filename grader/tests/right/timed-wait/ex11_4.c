// Waits in poll with a time-out of 50 ms, again and again, instead of once without end: it never
// rests for long, but does what is asked.
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void wait_for(int desc)
{
    struct pollfd one = {.fd = desc, .events = POLLIN};
    while (poll(&one, 1, 50) != 1) {
    }
}

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
        char message[2000], reply[2000];
        wait_for(socket_desc);
        int client = accept(socket_desc, NULL, NULL);
        if (client == -1) {
            continue;
        }
        printf("Connection successful\n");
        wait_for(client);
        ssize_t received = recv(client, message, sizeof(message) - 1, 0);
        if (received > 0) {
            message[received] = '\0';
            printf("Server received %sEnter reply: ", message);
            fflush(stdout);
            wait_for(STDIN_FILENO);
            if (fgets(reply, sizeof(reply), stdin) == NULL) {
                return 0;
            }
            send(client, reply, strlen(reply), MSG_NOSIGNAL);
        }
        close(client);
    }
}
