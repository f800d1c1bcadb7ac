// Right, in another style: select with master sets, as in many books, and an outbox for each client
// that grows. Bytes go back before their line is whole.
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

struct outbox {
    char *bytes;
    size_t length;
};

static struct outbox outboxes[FD_SETSIZE];
static fd_set readers, writers;

static void drop(int fd)
{
    FD_CLR(fd, &readers);
    FD_CLR(fd, &writers);
    free(outboxes[fd].bytes);
    outboxes[fd] = (struct outbox){NULL, 0};
    close(fd);
}

static void flush_outbox(int fd)
{
    struct outbox *box = &outboxes[fd];
    ssize_t sent = write(fd, box->bytes, box->length);
    if (sent < 0 && errno != EAGAIN && errno != EINTR) {
        drop(fd);
        return;
    }
    if (sent > 0) {
        box->length -= (size_t)sent;
        memmove(box->bytes, box->bytes + sent, box->length);
    }
    if (box->length > 0) {
        FD_SET(fd, &writers);
    } else {
        FD_CLR(fd, &writers);
    }
}

static void talk(int fd)
{
    char buffer[512];
    ssize_t got = read(fd, buffer, sizeof(buffer));
    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) {
        drop(fd);
    } else if (got > 0) {
        struct outbox *box = &outboxes[fd];
        box->bytes = realloc(box->bytes, box->length + (size_t)got);
        memcpy(box->bytes + box->length, buffer, (size_t)got);
        box->length += (size_t)got;
        flush_outbox(fd);
    }
}

int main(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int yes = 1, max, listener = socket(AF_INET, SOCK_STREAM, 0);

    signal(SIGPIPE, SIG_IGN);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0) {
        perror("bind");
        exit(1);
    }
    printf("Server socket created\n");
    if (listen(listener, 10) < 0) {
        perror("listen");
        exit(1);
    }
    printf("Server listening on port 5000\n");

    FD_SET(listener, &readers);
    max = listener;
    while (1) {
        fd_set r = readers, w = writers;
        if (select(max + 1, &r, &w, NULL, NULL) < 0) {
            if (errno == EINTR) {
                continue;
            }
            perror("select");
            exit(1);
        }
        for (int fd = 0; fd <= max; fd++) {
            if (fd == listener && FD_ISSET(fd, &r)) {
                int client = accept(listener, NULL, NULL);
                if (client >= FD_SETSIZE) {
                    close(client);
                } else if (client >= 0) {
                    printf("Connection successful\n");
                    fcntl(client, F_SETFL, O_NONBLOCK);
                    FD_SET(client, &readers);
                    max = client > max ? client : max;
                    FD_CLR(client, &r);
                    FD_CLR(client, &w);
                }
                continue;
            }
            if (FD_ISSET(fd, &w)) {
                flush_outbox(fd);
            }
            if (FD_ISSET(fd, &r) && FD_ISSET(fd, &readers)) {
                talk(fd);
            }
        }
    }
}
