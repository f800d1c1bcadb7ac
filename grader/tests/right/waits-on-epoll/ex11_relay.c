// Right, in another style: epoll(7), edge-triggered, and one struct for each connection on the heap.
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct conn {
    struct conn *prev, *next;
    int fd;
    char name[17];
    char line[2000];
    size_t used;
    char *out;
    size_t begin, end, room;
    bool over, gone;
};

static struct conn list = {.prev = &list, .next = &list};

static void flush_out(struct conn *c)
{
    while (c->begin < c->end) {
        ssize_t n = send(c->fd, c->out + c->begin, c->end - c->begin, MSG_NOSIGNAL);
        if (n == -1) {
            c->gone = errno != EAGAIN;
            return;
        }
        c->begin += (size_t)n;
    }
    c->begin = c->end = 0;
    c->gone = c->gone || c->over;
}

static void put(struct conn *c, const char *format, const char *a, const char *b)
{
    char text[2100];
    int n = snprintf(text, sizeof(text), format, a, b);
    if (c->end + (size_t)n > c->room) {
        c->room = 2 * (c->end + (size_t)n);
        c->out = realloc(c->out, c->room);
    }
    memcpy(c->out + c->end, text, (size_t)n);
    c->end += (size_t)n;
    flush_out(c);
}

static struct conn *who(const char *name)
{
    for (struct conn *c = list.next; c != &list; c = c->next) {
        if (c->name[0] != '\0' && strcmp(c->name, name) == 0) {
            return c;
        }
    }
    return NULL;
}

static void leaves(struct conn *c)
{
    if (c->name[0] != '\0') {
        printf("%s left\n", c->name);
        c->name[0] = '\0';
    }
}

static void understand(struct conn *c)
{
    char *s = c->line;
    if (c->used > 0 && s[c->used - 1] == '\r') {
        c->used--;
    }
    s[c->used] = '\0';
    c->used = 0;
    if (c->over) {
        return;
    }
    if (strcmp(s, "quit") == 0) {
        leaves(c);
        c->over = true;
        put(c, "Goodbye\n%s%s", "", "");
        return;
    }
    if (c->name[0] == '\0') {
        size_t n = strspn(s, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
        if (n == 0 || n > 16 || s[n] != '\0') {
            put(c, "Bad name\n%s%s", "", "");
        } else if (who(s) != NULL) {
            put(c, "Name taken\n%s%s", "", "");
        } else {
            strcpy(c->name, s);
            printf("%s joined\n", s);
            put(c, "Welcome %s%s\n", s, "");
        }
        return;
    }
    char *colon = strchr(s, ':');
    if (colon == NULL) {
        put(c, "Write NAME: MESSAGE\n%s%s", "", "");
        return;
    }
    *colon = '\0';
    struct conn *to = who(s);
    if (to == NULL) {
        put(c, "No %s here\n%s", s, "");
        return;
    }
    put(to, "%s: %s\n", c->name, colon[1] == ' ' ? colon + 2 : colon + 1);
    printf("%s to %s\n", c->name, s);
}

static void drink(struct conn *c)
{
    char bytes[3000];
    ssize_t n;
    while ((n = recv(c->fd, bytes, sizeof(bytes), 0)) > 0) {
        for (ssize_t i = 0; i < n; i++) {
            if (bytes[i] == '\n') {
                understand(c);
            } else if (c->used < sizeof(c->line) - 1) {
                c->line[c->used++] = bytes[i];
            }
        }
    }
    c->gone = c->gone || n == 0 || errno != EAGAIN;
}

static void bury(void)
{
    for (struct conn *c = list.next, *next; c != &list; c = next) {
        next = c->next;
        if (c->gone) {
            leaves(c);
            c->prev->next = c->next;
            c->next->prev = c->prev;
            close(c->fd);
            free(c->out);
            free(c);
        }
    }
}

int main(void)
{
    struct sockaddr_in me = {.sin_family = AF_INET, .sin_port = htons(5000), .sin_addr = {INADDR_ANY}};
    int one = 1, s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), e = epoll_create1(0);
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
    if (bind(s, (struct sockaddr *)&me, sizeof(me)) == -1) {
        perror("bind");
        return 2;
    }
    printf("Server socket created\n");
    if (listen(s, 16) == -1) {
        perror("listen");
        return 2;
    }
    printf("Server listening on port 5000\n");
    struct epoll_event event = {.events = EPOLLIN, .data = {.ptr = NULL}};
    epoll_ctl(e, EPOLL_CTL_ADD, s, &event);
    for (;;) {
        struct epoll_event events[16];
        int n = epoll_wait(e, events, 16, -1);
        for (int i = 0; i < n; i++) {
            struct conn *c = events[i].data.ptr;
            if (c != NULL) {
                if (events[i].events & EPOLLOUT) {
                    flush_out(c);
                }
                if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
                    drink(c);
                }
                continue;
            }
            int fd;
            while ((fd = accept4(s, NULL, NULL, SOCK_NONBLOCK)) != -1) {
                printf("Connection successful\n");
                c = calloc(1, sizeof(*c));
                c->fd = fd;
                c->next = list.next;
                c->prev = &list;
                list.next->prev = c;
                list.next = c;
                event = (struct epoll_event){.events = EPOLLIN | EPOLLOUT | EPOLLET, .data = {.ptr = c}};
                epoll_ctl(e, EPOLL_CTL_ADD, fd, &event);
            }
        }
        bury();
    }
}
