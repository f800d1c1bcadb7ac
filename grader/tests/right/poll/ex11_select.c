// Right, in another style: poll, whole lines, and a client is not read from until it has read what
// is there for it.
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_CLIENTS 240
#define SIZE 2100

typedef struct {
    char line[SIZE]; // of a line, or a whole one that is being sent
    size_t length, sent;
    bool sending;
} Client;

static struct pollfd fds[MAX_CLIENTS + 1];
static Client clients[MAX_CLIENTS + 1];
static nfds_t count = 1;

static bool receive(int fd, Client *c)
{
    // Looks ahead first, to take no more than one line.
    ssize_t n = recv(fd, c->line + c->length, SIZE - c->length, MSG_PEEK | MSG_DONTWAIT);
    if (n <= 0) {
        return n < 0 && (errno == EAGAIN || errno == EINTR);
    }
    char *end = memchr(c->line + c->length, '\n', (size_t)n);
    if (end != NULL) {
        n = end + 1 - (c->line + c->length);
    }
    n = recv(fd, c->line + c->length, (size_t)n, MSG_DONTWAIT);
    if (n > 0) {
        c->length += (size_t)n;
        c->sending = c->line[c->length - 1] == '\n' || c->length == SIZE;
    }
    return true;
}

static bool answer(int fd, Client *c)
{
    ssize_t n = send(fd, c->line + c->sent, c->length - c->sent, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (n < 0) {
        return errno == EAGAIN || errno == EINTR;
    }
    c->sent += (size_t)n;
    if (c->sent == c->length) {
        c->sending = false;
        c->length = c->sent = 0;
    }
    return true;
}

int main()
{
    int one = 1;
    struct sockaddr_in me;
    memset(&me, 0, sizeof me);
    me.sin_family = AF_INET;
    me.sin_port = htons(5000);
    int s = socket(PF_INET, SOCK_STREAM, 0);
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, (char *)&one, sizeof one);
    if (s < 0 || bind(s, (struct sockaddr *)&me, sizeof me)) {
        perror("bind");
        return 2;
    }
    puts("Server socket created");
    if (listen(s, SOMAXCONN)) {
        perror("listen");
        return 2;
    }
    puts("Server listening on port 5000");
    fds[0].fd = s;
    for (;;) {
        fds[0].events = count <= MAX_CLIENTS ? POLLIN : 0;
        for (nfds_t i = 1; i < count; i++) {
            fds[i].events = clients[i].sending ? POLLOUT : POLLIN;
        }
        if (poll(fds, count, -1) < 0) {
            continue;
        }
        for (nfds_t i = count - 1; i >= 1; i--) {
            bool stays = true;
            if (fds[i].revents) {
                stays = clients[i].sending ? answer(fds[i].fd, &clients[i])
                                           : receive(fds[i].fd, &clients[i]);
            }
            if (!stays) {
                close(fds[i].fd);
                count--;
                fds[i] = fds[count];
                clients[i] = clients[count];
            }
        }
        if (fds[0].revents & POLLIN) {
            int c = accept(s, NULL, NULL);
            if (c >= 0) {
                puts("Connection successful");
                fds[count].fd = c;
                fds[count].revents = 0;
                memset(&clients[count], 0, sizeof clients[count]);
                count++;
            }
        }
    }
}
