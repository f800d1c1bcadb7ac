// Right, in another style: epoll, edge-triggered: all that has come is taken at once, until there
// is nothing more; what a client does not take yet is kept for it.
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct connection {
    int fd;
    char *kept;
    size_t length, room;
};

static int events_of;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static void take_all_new(int listener)
{
    int fd;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        struct connection *c = calloc(1, sizeof *c);
        struct epoll_event event;
        c->fd = fd;
        event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
        event.data.ptr = c;
        printf("Connection successful\n");
        if (epoll_ctl(events_of, EPOLL_CTL_ADD, fd, &event) < 0)
            die("epoll_ctl");
    }
}

// Returns 0 when the client is gone.
static int give(struct connection *c)
{
    size_t done = 0;
    while (done < c->length) {
        ssize_t n = send(c->fd, c->kept + done, c->length - done, MSG_NOSIGNAL);
        if (n < 0 && errno == EAGAIN)
            break;
        if (n < 0)
            return 0;
        done += (size_t)n;
    }
    c->length -= done;
    if (done > 0)
        memmove(c->kept, c->kept + done, c->length);
    return 1;
}

static int take(struct connection *c)
{
    for (;;) {
        if (c->room - c->length < 1000) {
            c->room = 2 * c->room + 1000;
            c->kept = realloc(c->kept, c->room);
            if (c->kept == NULL)
                die("realloc");
        }
        ssize_t n = recv(c->fd, c->kept + c->length, c->room - c->length, 0);
        if (n < 0)
            return errno == EAGAIN;
        if (n == 0)
            return 0;
        c->length += (size_t)n;
        if (!give(c))
            return 0;
    }
}

int main(void)
{
    struct sockaddr_in6 all = {.sin6_family = AF_INET6, .sin6_port = htons(5000)};
    int no = 0, yes = 1;
    int listener = socket(AF_INET6, SOCK_STREAM | SOCK_NONBLOCK, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    setsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
    if (bind(listener, (struct sockaddr *)&all, sizeof all) < 0)
        die("bind");
    printf("Server socket created\n");
    if (listen(listener, 128) < 0)
        die("listen");
    printf("Server listening on port 5000\n");

    events_of = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data = {.ptr = &listener}};
    epoll_ctl(events_of, EPOLL_CTL_ADD, listener, &event);

    while (1) {
        struct epoll_event happened[64];
        int n = epoll_wait(events_of, happened, 64, -1);
        if (n < 0 && errno != EINTR)
            die("epoll_wait");
        for (int i = 0; i < n; i++) {
            if (happened[i].data.ptr == &listener) {
                take_all_new(listener);
                continue;
            }
            struct connection *c = happened[i].data.ptr;
            if (!give(c) || !take(c)) {
                close(c->fd);
                free(c->kept);
                free(c);
            }
        }
    }
}
