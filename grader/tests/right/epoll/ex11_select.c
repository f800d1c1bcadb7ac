// Right, in another style: epoll, level-triggered. Each client has a ring for its bytes, and is
// asked for more only while there is room in it.
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum {
    RING = 1024
};

struct peer {
    int fd;
    int over;
    size_t head, tail; // tail is where the next byte is put; both only grow
    char ring[RING];
};

static int ep;

static void watch(struct peer *p, int op)
{
    struct epoll_event e = {.data.ptr = p};
    if (p->tail - p->head < RING && !p->over) {
        e.events |= EPOLLIN;
    }
    if (p->tail > p->head) {
        e.events |= EPOLLOUT;
    }
    epoll_ctl(ep, op, p->fd, &e);
}

// The part of the ring from `from`, `size` bytes, in at most two pieces.
static int pieces(struct peer *p, size_t from, size_t size, struct iovec v[2])
{
    size_t at = from % RING, first = size < RING - at ? size : RING - at;
    v[0] = (struct iovec){p->ring + at, first};
    v[1] = (struct iovec){p->ring, size - first};
    return size > first ? 2 : 1;
}

static int serve(struct peer *p, uint32_t events)
{
    struct iovec v[2];
    if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) && p->tail - p->head < RING && !p->over) {
        ssize_t n = readv(p->fd, v, pieces(p, p->tail, RING - (p->tail - p->head), v));
        if (n < 0 && errno != EAGAIN && errno != EINTR) {
            return -1;
        }
        p->over = n == 0;
        p->tail += n > 0 ? (size_t)n : 0;
    }
    if (p->tail > p->head) {
        struct msghdr m = {.msg_iov = v};
        m.msg_iovlen = (size_t)pieces(p, p->head, p->tail - p->head, v);
        ssize_t n = sendmsg(p->fd, &m, MSG_NOSIGNAL);
        if (n < 0 && errno != EAGAIN && errno != EINTR) {
            return -1;
        }
        p->head += n > 0 ? (size_t)n : 0;
    }
    if (p->over && p->head == p->tail) {
        return -1;
    }
    watch(p, EPOLL_CTL_MOD);
    return 0;
}

int main(void)
{
    struct sockaddr_in in = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (s == -1) {
        err(1, "socket");
    }
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (bind(s, (struct sockaddr *)&in, sizeof(in)) == -1) {
        err(1, "bind");
    }
    printf("Server socket created\n");
    if (listen(s, 3) == -1) {
        err(1, "listen");
    }
    printf("Server listening on port %d\n", 5000);

    ep = epoll_create1(0);
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = NULL}, got[16];
    epoll_ctl(ep, EPOLL_CTL_ADD, s, &e);
    for (;;) {
        int n = epoll_wait(ep, got, 16, -1);
        for (int i = 0; i < n; i++) {
            struct peer *p = got[i].data.ptr;
            if (p == NULL) {
                int fd = accept4(s, NULL, NULL, SOCK_NONBLOCK);
                if (fd >= 0) {
                    p = calloc(1, sizeof(*p));
                    p->fd = fd;
                    watch(p, EPOLL_CTL_ADD);
                    printf("Connection successful\n");
                }
            } else if (serve(p, got[i].events) == -1) {
                close(p->fd);
                free(p);
            }
        }
    }
}
