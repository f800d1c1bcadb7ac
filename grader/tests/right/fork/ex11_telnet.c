// A process for each client, with read() and write(). Text and answers are collected first.
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    SE = 240,
    IP = 244,
    AYT = 246,
    SB = 250,
    WILL,
    WONT,
    DO,
    DONT,
    IAC
};

static void write_all(int fd, const unsigned char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t n = write(fd, bytes, size);
        if (n <= 0) {
            exit(0);
        }
        bytes += n;
        size -= (size_t)n;
    }
}

static void print(int fd, const char *text)
{
    write_all(fd, (const unsigned char *)text, strlen(text));
}

static void print_line(int fd, const unsigned char *line, size_t size)
{
    static const unsigned char iac = IAC;
    for (size_t i = 0; i < size; i++) {
        write_all(fd, &line[i], 1);
        if (line[i] == IAC) {
            write_all(fd, &iac, 1);
        }
    }
    print(fd, "\r\n");
}

static void obey(int fd, unsigned char *line, size_t size)
{
    if (size == 4 && memcmp(line, "exit", 4) == 0) {
        print(fd, "Goodbye\r\n");
        exit(0);
    } else if (size >= 5 && memcmp(line, "echo ", 5) == 0) {
        print_line(fd, line + 5, size - 5);
    } else if (size > 0) {
        print(fd, "Unknown command: ");
        print_line(fd, line, size);
    }
    print(fd, "> ");
}

static void serve(int fd)
{
    enum {
        DATA,
        CR,
        COMMAND,
        VERB,
        SUB,
        SUB_IAC
    } state = DATA;
    unsigned char bytes[4096], line[4096], verb = 0;
    size_t size = 0;
    ssize_t n;
    print(fd, "Welcome\r\n> ");
    while ((n = read(fd, bytes, sizeof(bytes))) > 0) {
        for (ssize_t i = 0; i < n; i++) {
            unsigned char b = bytes[i];
            if (state == SUB || state == SUB_IAC) {
                state = state == SUB ? (b == IAC ? SUB_IAC : SUB) : (b == SE ? DATA : SUB);
                continue;
            }
            if (state == VERB) {
                unsigned char answer[3] = {IAC, verb == DO ? WONT : DONT, b};
                if (verb == DO || verb == WILL) {
                    write_all(fd, answer, 3);
                }
                state = DATA;
                continue;
            }
            if (state == COMMAND && b != IAC) {
                state = b == SB ? SUB : b >= WILL ? VERB : DATA;
                verb = b;
                if (b == AYT) {
                    print(fd, "[Yes]\r\n");
                } else if (b == IP) {
                    size = 0;
                    print(fd, "\r\n> ");
                }
                continue;
            }
            if (state != COMMAND && b == IAC) {
                state = COMMAND;
                continue;
            }
            if (b == '\n' || (b == '\0' && state == CR)) {
                obey(fd, line, size);
                size = 0;
            } else if (b != '\r' && size < sizeof(line)) {
                line[size++] = b;
            }
            state = b == '\r' ? CR : DATA;
        }
    }
}

int main(void)
{
    struct sockaddr_in name = {0};
    int sock = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    setvbuf(stdout, NULL, _IONBF, 0);
    signal(SIGCHLD, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    name.sin_family = AF_INET;
    name.sin_port = htons(5000);
    setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (bind(sock, (struct sockaddr *)&name, sizeof(name)) != 0) {
        perror("ex11_telnet");
        exit(1);
    }
    printf("Server socket created\n");
    if (listen(sock, 3) != 0) {
        perror("ex11_telnet");
        exit(1);
    }
    printf("Server listening on port 5000\n");
    for (;;) {
        int fd = accept(sock, NULL, NULL);
        if (fd == -1) {
            continue;
        }
        printf("Connection successful\n");
        if (fork() == 0) {
            close(sock);
            serve(fd);
            exit(0);
        }
        close(fd);
    }
}
