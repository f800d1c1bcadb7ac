// Serves all clients from one poll() loop: no thread, but every client is served while others stay.
// A client's question waits until the one before it has been answered.
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    KEYBOARD,
    LISTENER,
    FIRST_CLIENT,
    PLACES = 66
};

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    struct pollfd places[PLACES];
    int on = 1, asking = -1; // asking: the client whose reply is being typed
    int socket_desc = socket(AF_INET, SOCK_STREAM, 0);

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

    for (int i = 0; i < PLACES; i++) {
        places[i] = (struct pollfd){.fd = -1, .events = POLLIN};
    }
    places[LISTENER].fd = socket_desc;

    for (;;) {
        char text[2000];
        places[KEYBOARD].fd = asking == -1 ? -1 : STDIN_FILENO;
        if (poll(places, asking == -1 ? PLACES : FIRST_CLIENT, -1) == -1) {
            continue;
        }

        if (places[KEYBOARD].revents != 0) {
            ssize_t typed = read(STDIN_FILENO, text, sizeof(text));
            if (typed <= 0) {
                return 0;
            }
            send(asking, text, (size_t)typed, MSG_NOSIGNAL);
            asking = -1;
            continue;
        }

        if (places[LISTENER].revents != 0) {
            int client = accept(socket_desc, NULL, NULL), free = FIRST_CLIENT;
            while (free < PLACES && places[free].fd != -1) {
                free++;
            }
            if (client != -1 && free < PLACES) {
                printf("Connection successful\nStarting new connection handler\n");
                places[free].fd = client;
            } else if (client != -1) {
                close(client);
            }
        }

        for (int i = FIRST_CLIENT; i < PLACES && asking == -1; i++) {
            if (places[i].fd == -1 || places[i].revents == 0) {
                continue;
            }
            ssize_t received = recv(places[i].fd, text, sizeof(text) - 1, 0);
            places[i].revents = 0;
            if (received <= 0) {
                close(places[i].fd);
                places[i].fd = -1;
                continue;
            }
            text[received] = '\0';
            text[strcspn(text, "\r\n")] = '\0';
            printf("Received: %s\nEnter reply: ", text);
            fflush(stdout);
            asking = places[i].fd;
        }
    }
}
