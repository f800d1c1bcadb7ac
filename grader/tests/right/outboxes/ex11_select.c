// Right, in another style: byte by byte with select and blocking descriptors, lines gathered in a
// list of outgoing pieces; everything that a client does not take is kept.
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

struct piece {
    struct piece *next;
    size_t length, gone;
    char text[2048];
};

struct caller {
    int sock;
    struct piece *first, *last; // the last one is still being filled
};

static struct caller callers[200];

static struct piece *new_piece(void)
{
    struct piece *piece = malloc(sizeof(struct piece));
    piece->next = NULL;
    piece->length = piece->gone = 0;
    return piece;
}

static void hang_up(struct caller *c)
{
    close(c->sock);
    c->sock = 0;
    while (c->first != NULL) {
        struct piece *piece = c->first;
        c->first = piece->next;
        free(piece);
    }
}

static void hear(struct caller *c)
{
    char byte;
    ssize_t n = recv(c->sock, &byte, 1, MSG_DONTWAIT);
    if (n == 1) {
        c->last->text[c->last->length++] = byte;
        if (byte == '\n' || c->last->length == sizeof(c->last->text)) {
            c->last->next = new_piece();
            c->last = c->last->next;
        }
    } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
        hang_up(c);
    }
}

static void tell(struct caller *c)
{
    struct piece *piece = c->first;
    size_t left = piece->length - piece->gone;
    ssize_t n = send(c->sock, piece->text + piece->gone, left, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (n >= 0) {
        piece->gone += (size_t)n;
        if (piece->gone == piece->length) {
            c->first = piece->next;
            free(piece);
        }
    } else if (errno != EAGAIN && errno != EINTR) {
        hang_up(c);
    }
}

static void welcome(int listener)
{
    int sock = accept(listener, NULL, NULL), i = 0;
    while (i < 200 && callers[i].sock != 0)
        i++;
    if (sock == -1)
        return;
    if (i == 200 || sock >= FD_SETSIZE) {
        close(sock);
        return;
    }
    callers[i].sock = sock;
    callers[i].first = callers[i].last = new_piece();
    printf("Connection successful\n");
    fflush(stdout);
}

int main(int argc, char **argv)
{
    struct sockaddr_in name;
    int listener, true_ = 1;
    (void)argc;

    memset(&name, 0, sizeof(name));
    name.sin_family = AF_INET;
    name.sin_port = htons(5000);
    if ((listener = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)) == -1 ||
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &true_, sizeof(int)) == -1 ||
        bind(listener, (const struct sockaddr *)&name, sizeof(name)) == -1) {
        perror(argv[0]);
        return 1;
    }
    printf("Server socket created\n");
    if (listen(listener, 2) == -1) {
        perror(argv[0]);
        return 1;
    }
    printf("Server listening on port 5000\n");
    fflush(stdout);

    while (1) {
        fd_set in, out;
        FD_ZERO(&in);
        FD_ZERO(&out);
        FD_SET(listener, &in);
        for (int i = 0; i < 200; i++) {
            if (callers[i].sock != 0) {
                FD_SET(callers[i].sock, &in);
                if (callers[i].first != callers[i].last)
                    FD_SET(callers[i].sock, &out);
            }
        }
        if (select(FD_SETSIZE, &in, &out, NULL, NULL) == -1)
            continue;
        for (int i = 0; i < 200; i++) {
            struct caller *c = &callers[i];
            if (c->sock != 0 && FD_ISSET(c->sock, &out))
                tell(c);
            if (c->sock != 0 && FD_ISSET(c->sock, &in))
                hear(c);
        }
        if (FD_ISSET(listener, &in))
            welcome(listener);
    }
}
