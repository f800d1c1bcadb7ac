// One thread and select(). Two stages: the first takes the commands out, the second finds the
// lines.
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#define MOST 60
#define SIZE 8192

struct client {
    bool there;
    unsigned char raw[SIZE]; // as received: commands that are not whole yet
    size_t raw_length;
    char text[SIZE]; // without commands: the line that is not whole yet
    size_t text_length;
    bool inside; // a subnegotiation has begun
};

static struct client clients[FD_SETSIZE];

static void send_bytes(int fd, const void *bytes, size_t size)
{
    size_t done = 0;
    while (done < size) {
        ssize_t sent = write(fd, (const char *)bytes + done, size - done);
        if (sent < 0 && errno != EINTR) {
            return;
        }
        done += sent > 0 ? (size_t)sent : 0;
    }
}

static void send_doubled(int fd, const char *text, size_t size)
{
    char out[2 * SIZE];
    size_t length = 0;
    for (size_t i = 0; i < size; i++) {
        out[length++] = text[i];
        if (text[i] == (char)0xff) {
            out[length++] = text[i];
        }
    }
    send_bytes(fd, out, length);
}

static bool obey(int fd, const char *line, size_t size)
{
    if (size == 0) {
        send_bytes(fd, "> ", 2);
        return true;
    }
    if (size == 4 && memcmp(line, "exit", 4) == 0) {
        send_bytes(fd, "Goodbye\r\n", 9);
        return false;
    }
    if (size >= 5 && memcmp(line, "echo ", 5) == 0) {
        send_doubled(fd, line + 5, size - 5);
    } else {
        send_bytes(fd, "Unknown command: ", 17);
        send_doubled(fd, line, size);
    }
    send_bytes(fd, "\r\n> ", 4);
    return true;
}

// A byte of text. A line ends with LF, or with NUL behind a CR.
static bool add(int fd, struct client *client, char byte)
{
    size_t length = client->text_length;
    bool after_cr = length > 0 && client->text[length - 1] == '\r';
    if (byte == '\n' || (byte == '\0' && after_cr)) {
        client->text_length = 0;
        return obey(fd, client->text, length - after_cr);
    }
    if (length < 2000) {
        client->text[client->text_length++] = byte;
    }
    return true;
}

// What stands at the beginning of the raw bytes. Returns its length, 0 if it is not whole; -1 to
// leave.
static int take(int fd, struct client *client, const unsigned char *raw, size_t left)
{
    unsigned char answer[3] = {255, 0, 0};
    if (client->inside) {
        if (raw[0] != 255) {
            return 1;
        }
        if (left < 2) {
            return 0;
        }
        client->inside = raw[1] != 240;
        return 2;
    }
    if (raw[0] != 255) {
        return add(fd, client, (char)raw[0]) ? 1 : -1;
    }
    if (left < 2 || (raw[1] >= 251 && raw[1] < 255 && left < 3)) {
        return 0;
    }
    switch (raw[1]) {
    case 255:
        return add(fd, client, (char)255) ? 2 : -1;
    case 253:
    case 251:
        answer[1] = raw[1] == 253 ? 252 : 254;
        answer[2] = raw[2];
        send_bytes(fd, answer, 3);
        return 3;
    case 252:
    case 254:
        return 3;
    case 250:
        client->inside = true;
        return 2;
    case 246:
        send_bytes(fd, "[Yes]\r\n", 7);
        return 2;
    case 244:
        client->text_length = 0;
        send_bytes(fd, "\r\n> ", 4);
        return 2;
    default:
        return 2;
    }
}

static bool serve(int fd, struct client *client)
{
    ssize_t received = read(fd, client->raw + client->raw_length, SIZE - client->raw_length);
    size_t used = 0;
    int length = 1;
    if (received <= 0) {
        return false;
    }
    client->raw_length += (size_t)received;
    while (length > 0 && used < client->raw_length) {
        length = take(fd, client, client->raw + used, client->raw_length - used);
        used += length > 0 ? (size_t)length : 0;
    }
    client->raw_length -= used;
    memmove(client->raw, client->raw + used, client->raw_length);
    return length != -1;
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0), top, yes = 1;
    struct sockaddr_in name;
    memset(&name, 0, sizeof(name));
    name.sin_family = AF_INET;
    name.sin_port = htons(5000);
    signal(SIGPIPE, SIG_IGN);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (bind(listener, (struct sockaddr *)&name, sizeof(name)) < 0 || listen(listener, 5) < 0) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\nServer listening on port 5000\n");
    for (top = listener;;) {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(listener, &set);
        for (int fd = 0; fd <= top; fd++) {
            if (clients[fd].there) {
                FD_SET(fd, &set);
            }
        }
        if (select(top + 1, &set, NULL, NULL, NULL) < 0) {
            continue;
        }
        for (int fd = 0; fd <= top; fd++) {
            if (clients[fd].there && FD_ISSET(fd, &set) && !serve(fd, &clients[fd])) {
                close(fd);
                clients[fd].there = false;
            }
        }
        if (FD_ISSET(listener, &set)) {
            int fd = accept(listener, NULL, NULL);
            if (fd < 0 || fd >= FD_SETSIZE) {
                close(fd);
                continue;
            }
            top = fd > top ? fd : top;
            memset(&clients[fd], 0, sizeof(clients[fd]));
            clients[fd].there = true;
            printf("Connection successful\n");
            send_bytes(fd, "Welcome\r\n> ", 11);
        }
    }
}
