// Right, in another style: one thread with poll(), and buffers for what clients have not read yet.
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX 200

struct client {
    int fd;
    char name[17];
    char in[2000];
    size_t in_len;
    char *out;
    size_t out_len;
    int closing;
};

static struct client clients[MAX];
static int count;

static void queue(struct client *c, const char *text)
{
    size_t n = strlen(text);
    c->out = realloc(c->out, c->out_len + n);
    memcpy(c->out + c->out_len, text, n);
    c->out_len += n;
}

static struct client *by_name(const char *name)
{
    for (int i = 0; i < count; i++) {
        if (clients[i].name[0] != '\0' && strcmp(clients[i].name, name) == 0) {
            return &clients[i];
        }
    }
    return NULL;
}

static int good_name(const char *s)
{
    size_t n = strlen(s);
    if (n < 1 || n > 16 || strcmp(s, "quit") == 0) {
        return 0;
    }
    while (isalnum((unsigned char)*s)) {
        s++;
    }
    return *s == '\0';
}

static void line(struct client *c, char *s)
{
    char text[4200];
    if (c->closing) {
        return;
    }
    if (strcmp(s, "quit") == 0) {
        queue(c, "Goodbye\n");
        c->closing = 1;
        if (c->name[0] != '\0') {
            printf("%s left\n", c->name);
        }
        c->name[0] = '\0';
    } else if (c->name[0] == '\0') {
        if (!good_name(s)) {
            queue(c, "Bad name\n");
        } else if (by_name(s) != NULL) {
            queue(c, "Name taken\n");
        } else {
            strcpy(c->name, s);
            printf("%s joined\n", s);
            sprintf(text, "Welcome %s\n", s);
            queue(c, text);
        }
    } else {
        char *colon = strchr(s, ':');
        if (colon == NULL) {
            queue(c, "Write NAME: MESSAGE\n");
            return;
        }
        *colon = '\0';
        char *message = colon + 1;
        if (*message == ' ') {
            message++;
        }
        struct client *to = by_name(s);
        if (to == NULL) {
            sprintf(text, "No %s here\n", s);
            queue(c, text);
        } else {
            sprintf(text, "%s: %s\n", c->name, message);
            queue(to, text);
            printf("%s to %s\n", c->name, s);
        }
    }
}

static void drop(int i)
{
    if (clients[i].name[0] != '\0') {
        printf("%s left\n", clients[i].name);
    }
    close(clients[i].fd);
    free(clients[i].out);
    clients[i] = clients[--count];
}

static int readable(struct client *c)
{
    char buf[4096];
    ssize_t n = read(c->fd, buf, sizeof(buf));
    if (n <= 0) {
        return n < 0 && (errno == EAGAIN || errno == EINTR);
    }
    for (ssize_t i = 0; i < n; i++) {
        if (buf[i] == '\n') {
            c->in[c->in_len] = '\0';
            if (c->in_len > 0 && c->in[c->in_len - 1] == '\r') {
                c->in[c->in_len - 1] = '\0';
            }
            c->in_len = 0;
            line(c, c->in);
        } else if (c->in_len < sizeof(c->in) - 1) {
            c->in[c->in_len++] = buf[i];
        }
    }
    return 1;
}

static int writable(struct client *c)
{
    if (c->out_len == 0) {
        return 1;
    }
    ssize_t n = write(c->fd, c->out, c->out_len);
    if (n < 0) {
        return errno == EAGAIN || errno == EINTR;
    }
    memmove(c->out, c->out + n, c->out_len - (size_t)n);
    c->out_len -= (size_t)n;
    return 1;
}

int main(void)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, s = socket(AF_INET, SOCK_STREAM, 0);
    signal(SIGPIPE, SIG_IGN);
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (s < 0 || bind(s, (struct sockaddr *)&a, sizeof(a)) < 0) {
        perror("server socket");
        return 1;
    }
    puts("Server socket created");
    if (listen(s, 128) < 0) {
        perror("listen");
        return 1;
    }
    puts("Server listening on port 5000");
    for (;;) {
        struct pollfd p[MAX + 1];
        int n = count;
        p[0] = (struct pollfd){.fd = s, .events = POLLIN};
        for (int i = 0; i < n; i++) {
            short events = (short)(POLLIN | (clients[i].out_len > 0 ? POLLOUT : 0));
            p[i + 1] = (struct pollfd){.fd = clients[i].fd, .events = events};
        }
        if (poll(p, (nfds_t)n + 1, -1) < 0) {
            continue;
        }
        for (int i = n - 1; i >= 0; i--) {
            int stays = 1;
            if (p[i + 1].revents & (POLLIN | POLLHUP | POLLERR)) {
                stays = readable(&clients[i]);
            }
            if (stays) {
                stays = writable(&clients[i]);
            }
            if (!stays || (clients[i].closing && clients[i].out_len == 0)) {
                drop(i);
            }
        }
        if (p[0].revents & POLLIN) {
            int fd = accept(s, NULL, NULL);
            if (fd >= 0 && count < MAX) {
                fcntl(fd, F_SETFL, O_NONBLOCK);
                clients[count++] = (struct client){.fd = fd};
                puts("Connection successful");
            } else if (fd >= 0) {
                close(fd);
            }
        }
    }
}
