// Asks for one byte after the other, and has no states: a command is read to its end where it
// begins.
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int get(int sock)
{
    unsigned char byte;
    return recv(sock, &byte, 1, 0) == 1 ? byte : -1;
}

static void put(int sock, const void *text, size_t size)
{
    const char *byte = text;
    for (; size > 0; byte++, size--) {
        send(sock, byte, 1, 0);
    }
}

static void say(int sock, const char *text)
{
    for (; *text != '\0'; text++) {
        put(sock, text, 1);
        if (*text == '\xff') {
            put(sock, text, 1);
        }
    }
}

// The command behind an IAC. Returns -1 at the end.
static int command(int sock, size_t *length)
{
    int byte = get(sock), option, before = 0;
    switch (byte) {
    case 250:
        while ((option = get(sock)) != -1 && !(before == 255 && option == 240)) {
            before = before == 255 && option == 255 ? 0 : option;
        }
        return option;
    case 251:
    case 253:
        option = get(sock);
        if (option != -1) {
            unsigned char answer[] = {255, byte == 253 ? 252 : 254, (unsigned char)option};
            put(sock, answer, 3);
        }
        return option;
    case 252:
    case 254:
        return get(sock);
    case 246:
        say(sock, "[Yes]\r\n");
        return 0;
    case 244:
        *length = 0;
        say(sock, "\r\n> ");
        return 0;
    default:
        return byte;
    }
}

// Returns 0 at the end.
static int get_line(int sock, char line[2000])
{
    size_t length = 0;
    int byte, before = 0;
    while ((byte = get(sock)) != -1) {
        if (byte == 255) {
            byte = command(sock, &length);
            if (byte == -1) {
                return 0;
            }
            before = 0;
            if (byte != 255) {
                continue;
            }
        } else if (byte == '\n' || (byte == '\0' && before == '\r')) {
            line[length] = '\0';
            return 1;
        }
        before = byte;
        if (byte != '\r' && length < 1999) {
            line[length++] = (char)byte;
        }
    }
    return 0;
}

static void *serve(void *argument)
{
    int sock = (int)(intptr_t)argument;
    char line[2000];
    say(sock, "Welcome\r\n> ");
    while (get_line(sock, line)) {
        if (strcmp(line, "exit") == 0) {
            say(sock, "Goodbye\r\n");
            break;
        }
        if (strncmp(line, "echo ", 5) == 0) {
            say(sock, line + 5);
            say(sock, "\r\n");
        } else if (*line != '\0') {
            say(sock, "Unknown command: ");
            say(sock, line);
            say(sock, "\r\n");
        }
        say(sock, "> ");
    }
    close(sock);
    return NULL;
}

int main(void)
{
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int sock = socket(AF_INET, SOCK_STREAM, 0), yes = 1, connection;
    signal(SIGPIPE, SIG_IGN);
    setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (bind(sock, (struct sockaddr *)&name, sizeof(name)) == -1) {
        perror("bind");
        return 1;
    }
    puts("Server socket created");
    listen(sock, 10);
    puts("Server listening on port 5000");
    while ((connection = accept(sock, NULL, NULL)) != -1) {
        pthread_t thread;
        puts("Connection successful");
        pthread_create(&thread, NULL, serve, (void *)(intptr_t)connection);
        pthread_detach(thread);
    }
    return 1;
}
