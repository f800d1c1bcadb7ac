// One thread for all clients, with poll(). A line ends at its CR already: the LF or NUL is skipped.
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CLIENTS 100

struct client {
    int step; // 0 text, 1 behind IAC, 2 behind DO and so on, 3 in SB, 4 behind IAC in SB
    int verb;
    int after_cr;
    size_t length;
    char line[2048];
};

static struct pollfd polled[CLIENTS];
static struct client *clients[CLIENTS];

static void send_all(int sock, const char *text, size_t size)
{
    while (size > 0) {
        ssize_t sent = send(sock, text, size, 0);
        if (sent == -1) {
            return;
        }
        text += sent;
        size -= (size_t)sent;
    }
}

static int do_line(int sock, struct client *client)
{
    char out[5000];
    size_t size = 0, first = 0;
    if (client->length == 4 && memcmp(client->line, "exit", 4) == 0) {
        send_all(sock, "Goodbye\r\n", 9);
        return 0;
    }
    if (client->length >= 5 && memcmp(client->line, "echo ", 5) == 0) {
        first = 5;
    } else if (client->length > 0) {
        size = (size_t)sprintf(out, "Unknown command: ");
    }
    for (size_t i = first; i < client->length; i++) {
        out[size++] = client->line[i];
        if (client->line[i] == (char)255) {
            out[size++] = (char)255;
        }
    }
    size += (size_t)sprintf(out + size, client->length > 0 ? "\r\n> " : "> ");
    send_all(sock, out, size);
    client->length = 0;
    return 1;
}

static int take(int sock, struct client *c, unsigned char byte)
{
    switch (c->step) {
    case 0:
        if (byte == 255) {
            c->step = 1;
            return 1;
        }
        break;
    case 1:
        c->step = byte == 250 ? 3 : byte > 250 && byte < 255 ? 2 : 0;
        c->verb = byte;
        if (byte == 246) {
            send_all(sock, "[Yes]\r\n", 7);
        } else if (byte == 244) {
            c->length = 0;
            send_all(sock, "\r\n> ", 4);
        }
        if (byte != 255) {
            return 1;
        }
        break;
    case 2:
        c->step = 0;
        if (c->verb == 253 || c->verb == 251) {
            char answer[] = {(char)255, (char)(c->verb == 253 ? 252 : 254), (char)byte};
            send_all(sock, answer, 3);
        }
        return 1;
    case 3:
        c->step = byte == 255 ? 4 : 3;
        return 1;
    default:
        c->step = byte == 240 ? 0 : 3;
        return 1;
    }
    if (c->after_cr && (byte == '\n' || byte == '\0')) {
        c->after_cr = 0;
        return 1;
    }
    c->after_cr = byte == '\r';
    if (byte == '\r' || byte == '\n') {
        return do_line(sock, c);
    }
    if (c->length < sizeof(c->line)) {
        c->line[c->length++] = (char)byte;
    }
    return 1;
}

int main(void)
{
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int sock = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    nfds_t count = 1;
    signal(SIGPIPE, SIG_IGN);
    setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (bind(sock, (struct sockaddr *)&name, sizeof(name)) == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");
    listen(sock, 5);
    printf("Server listening on port 5000\n");
    polled[0] = (struct pollfd){.fd = sock, .events = POLLIN};
    for (;;) {
        poll(polled, count, -1);
        for (nfds_t i = count - 1; i > 0; i--) {
            char bytes[300];
            ssize_t received;
            int goes_on = 1;
            if (polled[i].revents == 0) {
                continue;
            }
            received = recv(polled[i].fd, bytes, sizeof(bytes), 0);
            for (ssize_t k = 0; k < received && goes_on; k++) {
                goes_on = take(polled[i].fd, clients[i], (unsigned char)bytes[k]);
            }
            if (received <= 0 || !goes_on) {
                close(polled[i].fd);
                free(clients[i]);
                count--;
                polled[i] = polled[count];
                clients[i] = clients[count];
            }
        }
        if (polled[0].revents != 0 && count < CLIENTS) {
            polled[count] = (struct pollfd){.fd = accept(sock, NULL, NULL), .events = POLLIN};
            printf("Connection successful\n");
            clients[count] = calloc(1, sizeof(struct client));
            send_all(polled[count].fd, "Welcome\r\n> ", 11);
            count++;
        }
    }
}
