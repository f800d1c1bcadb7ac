// Threads of C11, and a table: what a byte means in each state, and which state comes next.
#include <netinet/in.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <threads.h>
#include <unistd.h>

enum class {
    OTHER,
    NUL,
    LF,
    CR,
    SE,
    IP,
    AYT,
    SB,
    WILL,
    WONT,
    DO,
    DONT,
    IAC,
    CLASSES
};
enum state {
    DATA,
    AFTER,
    CMD,
    WANT_WILL,
    WANT_DO,
    SKIP,
    SUB,
    SUBIAC,
    STATES
};
enum action {
    NONE,
    KEEP,
    LINE,
    YES,
    DROP,
    ANSWER
};

static const struct rule {
    unsigned char action, next;
} rules[STATES][CLASSES] = {
    [DATA] = {[OTHER] = {KEEP, DATA},
              [SE] = {KEEP, DATA},
              [IP] = {KEEP, DATA},
              [AYT] = {KEEP, DATA},
              [SB] = {KEEP, DATA},
              [WILL] = {KEEP, DATA},
              [WONT] = {KEEP, DATA},
              [DO] = {KEEP, DATA},
              [DONT] = {KEEP, DATA},
              [LF] = {LINE, DATA},
              [CR] = {NONE, AFTER},
              [IAC] = {NONE, CMD}},
    [AFTER] = {[OTHER] = {KEEP, DATA},
               [LF] = {LINE, DATA},
               [NUL] = {LINE, DATA},
               [CR] = {NONE, AFTER},
               [IAC] = {NONE, CMD}},
    [CMD] = {[IAC] = {KEEP, DATA},
             [WILL] = {NONE, WANT_WILL},
             [DO] = {NONE, WANT_DO},
             [WONT] = {NONE, SKIP},
             [DONT] = {NONE, SKIP},
             [SB] = {NONE, SUB},
             [AYT] = {YES, DATA},
             [IP] = {DROP, DATA}},
};

static enum class class_of(unsigned char byte) {
    switch (byte){case 0 : return NUL; case 10 : return LF; case 13 : return CR;
                  case 240 : return SE;
                  case 244 : return IP;
                  case 246 : return AYT;
                  case 250 : return SB;
                  case 251 : return WILL;
                  case 252 : return WONT;
                  case 253 : return DO;
                  case 254 : return DONT;
                  case 255 : return IAC;
                  default : return OTHER;
}
}

// The rows of the table that are the same for each class.
static struct rule rule_of(unsigned char state, enum class class)
{
    switch (state) {
    case WANT_WILL:
    case WANT_DO:
        return (struct rule){ANSWER, DATA};
    case SKIP:
        return (struct rule){NONE, DATA};
    case SUB:
        return (struct rule){NONE, class == IAC ? SUBIAC : SUB};
    case SUBIAC:
        return (struct rule){NONE, class == SE ? DATA : SUB};
    default:
        return rules[state][class];
    }
}

static void out(int fd, const char *bytes, size_t size)
{
    for (size_t done = 0; done < size;) {
        struct iovec rest = {.iov_base = (char *)bytes + done, .iov_len = size - done};
        struct msghdr message = {.msg_iov = &rest, .msg_iovlen = 1};
        ssize_t sent = sendmsg(fd, &message, MSG_NOSIGNAL);
        if (sent <= 0) {
            return;
        }
        done += (size_t)sent;
    }
}

static void out_line(int fd, const char *line)
{
    char doubled[5000];
    size_t size = 0;
    while (*line != '\0') {
        doubled[size++] = *line;
        if (*line++ == '\377') {
            doubled[size++] = '\377';
        }
    }
    out(fd, doubled, size);
    out(fd, "\r\n> ", 4);
}

static int obey(int fd, const char *line)
{
    if (strcmp(line, "exit") == 0) {
        out(fd, "Goodbye\r\n", 9);
        return 0;
    } else if (strncmp(line, "echo ", 5) == 0) {
        out_line(fd, line + 5);
    } else if (*line == '\0') {
        out(fd, "> ", 2);
    } else {
        out(fd, "Unknown command: ", 17);
        out_line(fd, line);
    }
    return 1;
}

static int serve(void *argument)
{
    int fd = (int)(intptr_t)argument, there = 1;
    char bytes[200], line[2000];
    size_t length = 0;
    unsigned char state = DATA;
    ssize_t count;
    out(fd, "Welcome\r\n> ", 11);
    while (there && (count = recv(fd, bytes, sizeof(bytes), 0)) > 0) {
        for (ssize_t i = 0; there && i < count; i++) {
            struct rule rule = rule_of(state, class_of((unsigned char)bytes[i]));
            char answer[] = {'\377', state == WANT_DO ? '\374' : '\376', bytes[i]};
            state = rule.next;
            switch (rule.action) {
            case KEEP:
                length += length < sizeof(line) - 1;
                line[length - 1] = bytes[i];
                break;
            case LINE:
                line[length] = '\0';
                length = 0;
                there = obey(fd, line);
                break;
            case YES:
                out(fd, "[Yes]\r\n", 7);
                break;
            case DROP:
                length = 0;
                out(fd, "\r\n> ", 4);
                break;
            case ANSWER:
                out(fd, answer, 3);
                break;
            }
        }
    }
    close(fd);
    return 0;
}

int main(void)
{
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int sock = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (bind(sock, (struct sockaddr *)&name, sizeof(name)) == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");
    listen(sock, 3);
    printf("Server listening on port 5000\n");
    for (;;) {
        thrd_t thread;
        int fd = accept(sock, NULL, NULL);
        if (fd == -1) {
            continue;
        }
        printf("Connection successful\n");
        if (thrd_create(&thread, serve, (void *)(intptr_t)fd) == thrd_success) {
            thrd_detach(thread);
        } else {
            close(fd);
        }
    }
}
