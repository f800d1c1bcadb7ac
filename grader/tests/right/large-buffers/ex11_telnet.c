// A large buffer, and gotos for the states: a thread stands where it is when the bytes run out.
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct stream {
    int fd;
    int ended;
    unsigned char bytes[65536];
    ssize_t at, end;
};

static unsigned char next(struct stream *stream)
{
    if (stream->at == stream->end) {
        stream->at = 0;
        stream->end = read(stream->fd, stream->bytes, sizeof(stream->bytes));
        if (stream->end <= 0) {
            stream->end = 0;
            stream->ended = 1;
            return 0;
        }
    }
    return stream->bytes[stream->at++];
}

static void out(struct stream *stream, const void *bytes, size_t size)
{
    const char *first = bytes;
    while (size > 0) {
        ssize_t sent = send(stream->fd, first, size, MSG_NOSIGNAL);
        if (sent <= 0) {
            stream->ended = 1;
            return;
        }
        first += sent;
        size -= (size_t)sent;
    }
}

static void out_text(struct stream *stream, const unsigned char *text, size_t size)
{
    const unsigned char *iac;
    while ((iac = memchr(text, 255, size)) != NULL) {
        size_t first = (size_t)(iac - text) + 1;
        out(stream, text, first);
        out(stream, "\xff", 1);
        text += first;
        size -= first;
    }
    out(stream, text, size);
}

static void *serve(void *argument)
{
    struct stream *stream = argument;
    unsigned char line[100000], byte, answer[3] = {255};
    size_t length = 0;

    out(stream, "Welcome\r\n> ", 11);
text:
    byte = next(stream);
any:
    if (stream->ended) {
        goto end;
    }
    if (byte == 255) {
        goto command;
    }
    if (byte == '\n') {
        goto line;
    }
    if (byte == '\r') {
        byte = next(stream);
        if (byte == '\n' || byte == '\0') {
            goto line;
        }
        goto any;
    }
keep:
    if (length < sizeof(line)) {
        line[length++] = byte;
    }
    goto text;

line:
    if (stream->ended) {
        goto end;
    }
    if (length == 4 && memcmp(line, "exit", 4) == 0) {
        out(stream, "Goodbye\r\n", 9);
        goto end;
    }
    if (length >= 5 && memcmp(line, "echo ", 5) == 0) {
        out_text(stream, line + 5, length - 5);
        out(stream, "\r\n", 2);
    } else if (length > 0) {
        out(stream, "Unknown command: ", 17);
        out_text(stream, line, length);
        out(stream, "\r\n", 2);
    }
    out(stream, "> ", 2);
    length = 0;
    goto text;

command:
    byte = next(stream);
    switch (byte) {
    case 255:
        goto keep;
    case 246:
        out(stream, "[Yes]\r\n", 7);
        break;
    case 244:
        length = 0;
        out(stream, "\r\n> ", 4);
        break;
    case 251:
    case 253:
        answer[1] = byte == 251 ? 254 : 252;
        answer[2] = next(stream);
        if (!stream->ended) {
            out(stream, answer, 3);
        }
        break;
    case 252:
    case 254:
        next(stream);
        break;
    case 250:
        do {
            while (next(stream) != 255 && !stream->ended) {
            }
        } while (!stream->ended && next(stream) != 240);
        break;
    }
    goto text;

end:
    close(stream->fd);
    free(stream);
    return NULL;
}

int main(void)
{
    int sock = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in name = {AF_INET, htons(5000), {INADDR_ANY}, {0}};
    setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
    if (bind(sock, (struct sockaddr *)&name, sizeof(name))) {
        perror("bind");
        return 1;
    }
    puts("Server socket created");
    if (listen(sock, 3)) {
        perror("listen");
        return 1;
    }
    puts("Server listening on port 5000");
    for (;;) {
        pthread_t thread;
        struct stream *stream = malloc(sizeof(*stream));
        stream->at = stream->end = stream->ended = 0;
        stream->fd = accept(sock, NULL, NULL);
        puts("Connection successful");
        pthread_create(&thread, NULL, serve, stream);
        pthread_detach(thread);
    }
}
