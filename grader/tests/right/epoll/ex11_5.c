// Serves all clients from one epoll loop, without a thread: one at a time has the keyboard, the
// others come next, and none waits for another one to leave.
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static void watch(int epoll, int desc)
{
    struct epoll_event event = {.events = EPOLLIN, .data.fd = desc};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, desc, &event) == -1) {
        perror("epoll_ctl");
    }
}

// Shows a message and asks for the reply. Returns whom it is for, or -1 if the client has left.
static int show_message(int client)
{
    char message[2000];
    ssize_t received = recv(client, message, sizeof(message) - 1, 0);
    if (received <= 0) {
        close(client); // epoll forgets it with that
        return -1;
    }
    message[received] = '\0';
    message[strcspn(message, "\r\n")] = '\0';
    printf("Received: %s\nEnter reply: ", message);
    fflush(stdout);
    return client;
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int yes = 1, asking = -1, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    int idle = epoll_create1(0); // who may come next: a client, or a message
    int busy = epoll_create1(0); // while a reply is being typed: a client, or the reply

    if (socket_desc == -1 || idle == -1 || busy == -1 ||
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

    watch(idle, socket_desc);
    watch(busy, socket_desc);
    watch(busy, STDIN_FILENO);
    for (;;) {
        struct epoll_event ready;
        if (epoll_wait(asking == -1 ? idle : busy, &ready, 1, -1) != 1) {
            continue;
        }
        if (ready.data.fd == socket_desc) {
            int client = accept(socket_desc, NULL, NULL);
            if (client != -1) {
                printf("Connection successful\nStarting new connection handler\n");
                watch(idle, client);
            }
        } else if (ready.data.fd == STDIN_FILENO) {
            char reply[2000];
            ssize_t typed = read(STDIN_FILENO, reply, sizeof(reply));
            if (typed <= 0) {
                return 0;
            }
            send(asking, reply, (size_t)typed, MSG_NOSIGNAL);
            asking = -1;
        } else {
            asking = show_message(ready.data.fd);
        }
    }
}
