// Right, in another style: ppoll with a handler for SIGINT, clients in a linked list, and lines
// that are gathered and sent back one after the other.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define LINE_MAX_ 3000

struct client {
    struct client *next;
    int sock, place;
    size_t have, owed; // the first `owed` of `have` bytes are a line to be sent
    char text[LINE_MAX_];
};

static volatile sig_atomic_t stopped;

static void stop(int signal)
{
    (void)signal;
    stopped = 1;
}

static void find_line(struct client *c)
{
    char *newline = memchr(c->text, '\n', c->have);
    if (newline != NULL) {
        c->owed = (size_t)(newline - c->text) + 1;
    } else if (c->have == LINE_MAX_) {
        c->owed = c->have;
    }
}

// Whether the client goes on.
static int handle(struct client *c, short happened)
{
    if (c->owed == 0 && happened != 0) {
        ssize_t n = read(c->sock, c->text + c->have, LINE_MAX_ - c->have);
        if (n == 0 || (n == -1 && errno != EAGAIN)) {
            return 0;
        }
        c->have += n > 0 ? (size_t)n : 0;
        find_line(c);
    }
    while (c->owed > 0) {
        ssize_t n = write(c->sock, c->text, c->owed);
        if (n == -1) {
            return errno == EAGAIN;
        }
        c->have -= (size_t)n;
        c->owed -= (size_t)n;
        memmove(c->text, c->text + n, c->have);
        if (c->owed == 0) {
            find_line(c);
        }
    }
    return 1;
}

static int open_port(const char *port)
{
    struct addrinfo hints = {.ai_flags = AI_PASSIVE, .ai_family = AF_INET}, *found;
    int on = 1;
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(NULL, port, &hints, &found) != 0) {
        return -1;
    }
    int sock = socket(found->ai_family, found->ai_socktype | SOCK_NONBLOCK, found->ai_protocol);
    setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (bind(sock, found->ai_addr, found->ai_addrlen) == -1) {
        perror("bind");
        return -1;
    }
    freeaddrinfo(found);
    printf("Server socket created\n");
    if (listen(sock, 5) == -1) {
        perror("listen");
        return -1;
    }
    printf("Server listening on port %s\n", port);
    return sock;
}

int main(void)
{
    struct client *list = NULL;
    struct sigaction action = {.sa_handler = stop};
    sigset_t blocked, before;
    int listener = open_port("5000");
    if (listener == -1) {
        return 1;
    }
    sigaction(SIGINT, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGINT);
    sigprocmask(SIG_BLOCK, &blocked, &before);

    while (!stopped) {
        struct pollfd *polled = malloc(sizeof(*polled) * 300);
        nfds_t n = 0;
        polled[n++] = (struct pollfd){.fd = listener, .events = POLLIN};
        for (struct client *c = list; c != NULL; c = c->next) {
            c->place = (int)n;
            polled[n++] = (struct pollfd){.fd = c->sock, .events = c->owed > 0 ? POLLOUT : POLLIN};
        }
        if (ppoll(polled, n, NULL, &before) > 0) {
            struct client **link = &list;
            while (*link != NULL) {
                struct client *c = *link;
                if (handle(c, polled[c->place].revents)) {
                    link = &c->next;
                } else {
                    *link = c->next;
                    close(c->sock);
                    free(c);
                }
            }
            int sock = polled[0].revents != 0 ? accept(listener, NULL, NULL) : -1;
            if (sock != -1) {
                struct client *c = calloc(1, sizeof(*c));
                fcntl(sock, F_SETFL, fcntl(sock, F_GETFL) | O_NONBLOCK);
                c->sock = sock;
                c->next = list;
                list = c;
                printf("Connection successful\n");
            }
        }
        free(polled);
    }

    while (list != NULL) {
        struct client *c = list;
        list = c->next;
        close(c->sock);
        free(c);
    }
    close(listener);
    return 0;
}
