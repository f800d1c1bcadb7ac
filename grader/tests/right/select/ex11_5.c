// Serves all clients from one select() loop, without a thread: each line that is typed answers the
// oldest message that has no answer yet, and that one's prompt is shown.
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

// Shows a client's message and asks for the reply. Returns false if the client has left.
static bool show_message(int client)
{
    char message[2000];
    ssize_t received = recv(client, message, sizeof(message) - 1, 0);
    if (received <= 0) {
        return false;
    }
    message[received] = '\0';
    message[strcspn(message, "\r\n")] = '\0';
    printf("Received: %s\nEnter reply: ", message);
    fflush(stdout);
    return true;
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    fd_set clients;
    int yes = 1, highest, waiting = -1; // waiting: for whom the reply is typed now
    int socket_desc = socket(AF_INET, SOCK_STREAM, 0);

    if (socket_desc == -1 ||
        setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == -1 ||
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

    FD_ZERO(&clients);
    highest = socket_desc;
    for (;;) {
        fd_set ready;
        FD_ZERO(&ready);
        if (waiting == -1) {
            ready = clients;
        } else {
            FD_SET(STDIN_FILENO, &ready);
        }
        FD_SET(socket_desc, &ready);
        if (select(highest + 1, &ready, NULL, NULL, NULL) == -1) {
            continue;
        }

        if (FD_ISSET(socket_desc, &ready)) {
            int client = accept(socket_desc, NULL, NULL);
            if (client >= FD_SETSIZE) {
                close(client);
            } else if (client != -1) {
                printf("Connection successful\nStarting new connection handler\n");
                FD_SET(client, &clients);
                highest = client > highest ? client : highest;
            }
        }
        if (waiting != -1 && FD_ISSET(STDIN_FILENO, &ready)) {
            char reply[2000];
            ssize_t typed = read(STDIN_FILENO, reply, sizeof(reply));
            if (typed <= 0) {
                return 0;
            }
            send(waiting, reply, (size_t)typed, MSG_NOSIGNAL);
            waiting = -1;
            continue;
        }
        for (int i = socket_desc + 1; i <= highest && waiting == -1; i++) {
            if (FD_ISSET(i, &ready) && FD_ISSET(i, &clients)) {
                if (show_message(i)) {
                    waiting = i;
                } else {
                    close(i);
                    FD_CLR(i, &clients);
                }
            }
        }
    }
}
