// One thread, epoll, sockets that never block: what can't be sent yet is kept.
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct client {
    int fd, leaving;
    void (*next)(struct client *, unsigned char);
    unsigned char verb;
    int after_cr;
    char *out, line[2000];
    size_t waiting, length;
};

static int epoll;

static void add(struct client *client, const void *bytes, size_t size)
{
    client->out = realloc(client->out, client->waiting + size);
    memcpy(client->out + client->waiting, bytes, size);
    client->waiting += size;
}

static void add_text(struct client *client, const char *text)
{
    for (; *text != '\0'; text++) {
        add(client, text, 1);
        if ((unsigned char)*text == 0xff) {
            add(client, text, 1);
        }
    }
}

static void text(struct client *client, unsigned char byte);

static void plain(struct client *client, unsigned char byte)
{
    int ends = byte == '\n' || (byte == '\0' && client->after_cr);
    client->after_cr = byte == '\r';
    if (ends) {
        client->line[client->length] = '\0';
        client->length = 0;
        if (strcmp(client->line, "exit") == 0) {
            add_text(client, "Goodbye\r\n");
            client->leaving = 1;
            return;
        }
        if (strncmp(client->line, "echo ", 5) == 0) {
            add_text(client, client->line + 5);
            add_text(client, "\r\n");
        } else if (client->line[0] != '\0') {
            add_text(client, "Unknown command: ");
            add_text(client, client->line);
            add_text(client, "\r\n");
        }
        add_text(client, "> ");
    } else if (byte != '\r' && byte != '\0' && client->length < sizeof(client->line) - 1) {
        client->line[client->length++] = (char)byte;
    }
}

static void inside_iac(struct client *client, unsigned char byte);

static void inside(struct client *client, unsigned char byte)
{
    client->next = byte == 255 ? inside_iac : inside;
}

static void inside_iac(struct client *client, unsigned char byte)
{
    client->next = byte == 240 ? text : inside;
}

static void option(struct client *client, unsigned char byte)
{
    unsigned char no[3] = {255, 0, byte};
    client->next = text;
    if (client->verb == 253 || client->verb == 251) {
        no[1] = client->verb == 253 ? 252 : 254;
        add(client, no, 3);
    }
}

static void command(struct client *client, unsigned char byte)
{
    client->next = text;
    client->verb = byte;
    switch (byte) {
    case 255:
        plain(client, byte);
        break;
    case 250:
        client->next = inside;
        break;
    case 251:
    case 252:
    case 253:
    case 254:
        client->next = option;
        break;
    case 246:
        add_text(client, "[Yes]\r\n");
        break;
    case 244:
        client->length = 0;
        add_text(client, "\r\n> ");
        break;
    }
}

static void text(struct client *client, unsigned char byte)
{
    if (byte == 255) {
        client->next = command;
    } else {
        plain(client, byte);
    }
}

static void close_client(struct client *client)
{
    close(client->fd);
    free(client->out);
    free(client);
}

static void serve(struct client *client, unsigned events)
{
    unsigned char bytes[1000];
    if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) {
        ssize_t count = recv(client->fd, bytes, sizeof(bytes), 0);
        if (count == 0 || (count == -1 && errno != EAGAIN)) {
            close_client(client);
            return;
        }
        for (ssize_t i = 0; i < count && !client->leaving; i++) {
            client->next(client, bytes[i]);
        }
    }
    while (client->waiting > 0) {
        ssize_t count = send(client->fd, client->out, client->waiting, 0);
        if (count <= 0) {
            break;
        }
        client->waiting -= (size_t)count;
        memmove(client->out, client->out + count, client->waiting);
    }
    if (client->leaving && client->waiting == 0) {
        close_client(client);
        return;
    }
    struct epoll_event event = {.data.ptr = client,
                                .events = EPOLLIN | (client->waiting > 0 ? EPOLLOUT : 0)};
    epoll_ctl(epoll, EPOLL_CTL_MOD, client->fd, &event);
}

int main(void)
{
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int sock = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    struct epoll_event event = {.events = EPOLLIN};
    signal(SIGPIPE, SIG_IGN);
    setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (bind(sock, (struct sockaddr *)&name, sizeof(name)) == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");
    listen(sock, 3);
    printf("Server listening on port 5000\n");
    epoll = epoll_create1(0);
    epoll_ctl(epoll, EPOLL_CTL_ADD, sock, &event);
    while (epoll_wait(epoll, &event, 1, -1) != 0) {
        struct client *client = event.data.ptr;
        if (client != NULL) {
            serve(client, event.events);
            continue;
        }
        client = calloc(1, sizeof(*client));
        client->fd = accept(sock, NULL, NULL);
        client->next = text;
        fcntl(client->fd, F_SETFL, O_NONBLOCK);
        printf("Connection successful\n");
        event = (struct epoll_event){.events = EPOLLIN, .data.ptr = client};
        epoll_ctl(epoll, EPOLL_CTL_ADD, client->fd, &event);
        add_text(client, "Welcome\r\n> ");
        serve(client, 0);
    }
}
