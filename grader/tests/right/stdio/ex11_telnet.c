// Two streams for each connection: getc() and putc() on a socket.
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void say(FILE *out, const unsigned char *text)
{
    for (; *text != '\0'; text++) {
        putc(*text, out);
        if (*text == 255) {
            putc(*text, out);
        }
    }
}

static int next(FILE *in, FILE *out, size_t *length)
{
    for (;;) {
        int byte = getc(in);
        if (byte != 255) {
            return byte;
        }
        byte = getc(in);
        if (byte == 255 || byte == EOF) {
            return byte;
        }
        if (byte >= 251) {
            int option = getc(in);
            if (byte == 251 || byte == 253) {
                fprintf(out, "\xff%c%c", byte == 251 ? 254 : 252, option);
                fflush(out);
            }
        } else if (byte == 250) {
            int before = 0, here = getc(in);
            while (here != EOF && !(before == 255 && here == 240)) {
                before = before == 255 ? 0 : here;
                here = getc(in);
            }
        } else if (byte == 246) {
            fputs("[Yes]\r\n", out);
            fflush(out);
        } else if (byte == 244) {
            *length = 0;
            fputs("\r\n> ", out);
            fflush(out);
        }
    }
}

static void *serve(void *argument)
{
    int sock = (int)(intptr_t)argument, copy = dup(sock);
    FILE *in = fdopen(sock, "r"), *out = fdopen(copy, "w");
    unsigned char line[2000];
    size_t length = 0;
    int byte, before = 0;
    fputs("Welcome\r\n> ", out);
    fflush(out);
    while ((byte = next(in, out, &length)) != EOF) {
        int ends = byte == '\n' || (byte == '\0' && before == '\r');
        before = byte;
        if (!ends) {
            if (byte != '\r' && length < sizeof(line) - 1) {
                line[length++] = (unsigned char)byte;
            }
            continue;
        }
        line[length] = '\0';
        length = 0;
        if (strcmp((char *)line, "exit") == 0) {
            fputs("Goodbye\r\n", out);
            break;
        }
        if (strncmp((char *)line, "echo ", 5) == 0) {
            say(out, line + 5);
            fputs("\r\n", out);
        } else if (line[0] != '\0') {
            fputs("Unknown command: ", out);
            say(out, line);
            fputs("\r\n", out);
        }
        fputs("> ", out);
        fflush(out);
    }
    fclose(out);
    fclose(in);
    return NULL;
}

int main(void)
{
    struct sockaddr_in6 name = {.sin6_family = AF_INET6, .sin6_port = htons(5000)};
    int sock = socket(AF_INET6, SOCK_STREAM, 0), yes = 1, no = 0;
    signal(SIGPIPE, SIG_IGN);
    setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    setsockopt(sock, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof(no));
    if (bind(sock, (struct sockaddr *)&name, sizeof(name)) == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");
    listen(sock, SOMAXCONN);
    printf("Server listening on port 5000\n");
    for (;;) {
        pthread_t thread;
        int connection = accept(sock, NULL, NULL);
        if (connection == -1) {
            continue;
        }
        printf("Connection successful\n");
        if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)connection) != 0) {
            close(connection);
        } else {
            pthread_detach(thread);
        }
    }
}
