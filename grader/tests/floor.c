// floor SESSION NAME=PATH...: runs the programs of a session and nothing else.
//
// It does the turns of the session in their order: it starts a program, waits until it has shown
// its line, types, sends the signal of CTRL-C. What only the player can see (who waits in which
// call, what it holds) it takes as true. A program's input is a pipe, its output a terminal, so
// that lines come at once. It has no checks, limits, looks or reports, but a network for the
// session alone. `make bench` measures the player against it. Exit status: 0 played; 2 it can't be.

#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../contain/isolation.h"
#include "../look/sockets.h"
#include "../play/reader.h"
#include "../play/signals.h"

// A terminal, and the program that was started on it last.
struct terminal {
    pid_t program; // 0: none runs
    int ended;     // descriptor that can be read when it has ended
    int input;
    int output;
    char shown[1 << 20];
    size_t length;
    size_t seen; // the turns are done with as much of `shown`
};

static struct session session;
static struct terminal terminals[64];

static void give_up(const char *what)
{
    fprintf(stderr, "floor: %s: %s\n", session.path == NULL ? "" : session.path, what);
    exit(2);
}

static const char *path_of(char **programs, const char *name, size_t length)
{
    for (; *programs != NULL; programs++) {
        if (strncmp(*programs, name, length) == 0 && (*programs)[length] == '=') {
            return *programs + length + 1;
        }
    }
    return NULL;
}

// The terminal for a program's output. Sets the descriptor that the program writes to.
static int open_terminal(int *inner)
{
    int outer = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (outer == -1 || grantpt(outer) == -1 || unlockpt(outer) == -1) {
        give_up("posix_openpt");
    }
    *inner = open(ptsname(outer), O_RDWR | O_NOCTTY | O_CLOEXEC);
    return outer;
}

// Ends the program and what it has started.
static void end(struct terminal *terminal)
{
    if (terminal->program > 0) {
        kill(-terminal->program, SIGKILL);
        waitpid(terminal->program, NULL, 0);
        close(terminal->ended);
        close(terminal->input);
        close(terminal->output);
    }
    terminal->program = 0;
}

static void start(struct terminal *terminal, char *command, char **programs)
{
    char *words[128] = {0};
    size_t count = 0;
    int input[2], output;
    bool of_system = is_of_system(command);
    for (char *word = strtok(command, " "); word != NULL && count < 127; word = strtok(NULL, " ")) {
        words[count++] = word;
    }
    const char *path = of_system ? words[0] : path_of(programs, words[0] + 2, strlen(words[0] + 2));
    end(terminal);
    terminal->output = open_terminal(&output);
    terminal->shown[0] = '\0';
    terminal->length = terminal->seen = 0;
    if (path == NULL || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, input) == -1 ||
        (terminal->program = fork()) == -1) {
        give_up(words[0]);
    }
    if (terminal->program == 0) {
        setpgid(0, 0);
        signal(SIGPIPE, SIG_DFL);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        dup2(input[0], 0);
        dup2(output, 1);
        dup2(output, 2);
        execvp(path, words);
        _exit(127);
    }
    setpgid(terminal->program, terminal->program);
    close(input[0]);
    close(output);
    terminal->input = input[1];
    terminal->ended = (int)syscall(SYS_pidfd_open, terminal->program, 0);
}

static bool has_ended(const struct terminal *terminal)
{
    return poll(&(struct pollfd){.fd = terminal->ended, .events = POLLIN}, 1, 0) == 1;
}

// Waits until it has shown the text, from that byte on, or has ended. Returns how much the turns
// are done with then.
static size_t await_text(struct terminal *terminal, size_t from, const char *text)
{
    const char *at;
    while ((at = strstr(terminal->shown + from, text)) == NULL) {
        struct pollfd either[] = {{.fd = terminal->output, .events = POLLIN},
                                  {.fd = terminal->ended, .events = POLLIN}};
        poll(either, 2, -1);
        ssize_t got = -1;
        if (either[0].revents != 0) {
            got = read(terminal->output, terminal->shown + terminal->length,
                       sizeof(terminal->shown) - 1 - terminal->length);
        }
        if (got <= 0 && either[1].revents != 0) {
            return terminal->seen;
        }
        for (; got > 0; got--) { // a NUL must not end the search
            char *byte = &terminal->shown[terminal->length++];
            *byte = *byte == '\0' ? '?' : *byte;
        }
        terminal->shown[terminal->length] = '\0';
    }
    return (size_t)(at - terminal->shown) + strlen(text);
}

static void await_listening(const struct terminal *terminal)
{
    struct sockets sockets = {0};
    while (sockets.count == 0 && !has_ended(terminal)) {
        sockets_read(&sockets, 1U << TCP_LISTEN);
    }
    sockets_free(&sockets);
}

// What the turn says of its program becomes true.
static void become(struct terminal *terminal, const char *text)
{
    if (strncmp(text, "gets ", 5) == 0) {
        kill(terminal->program, signal_number(text + 5));
    } else if (strncmp(text, "listens on ", 11) == 0) {
        await_listening(terminal);
    } else if (strcmp(text, "has shown something") == 0) {
        await_text(terminal, 0, "\n");
    } else if (strncmp(text, "has shown ", 10) == 0) {
        await_text(terminal, 0, text + 10);
    } else if (strncmp(text, "exits", 5) == 0 || strcmp(text, "ends") == 0 ||
               strcmp(text, "fails") == 0 || strncmp(text, "is killed ", 10) == 0) {
        poll(&(struct pollfd){.fd = terminal->ended, .events = POLLIN}, 1, -1);
    }
}

static void type(const struct terminal *terminal, const char *text)
{
    struct iovec parts[] = {{(void *)text, strlen(text)}, {"\n", 1}};
    (void)!writev(terminal->input, parts, 2);
}

static void do_turn(const struct turn *turn, char **programs)
{
    struct terminal *terminal = &terminals[turn->terminal];
    switch (turn->sign) {
    case STARTS:
        start(terminal, turn->text, programs);
        break;
    case SHOWS:
        if (!turn->ellipsis) {
            terminal->seen = await_text(terminal, terminal->seen, turn->text);
        }
        break;
    case SHOWS_TOO: // in any order, so what follows may stand before it
        await_text(terminal, terminal->seen, turn->text);
        break;
    case TYPES:
        type(terminal, turn->text);
        break;
    case PRESSES:
        kill(-terminal->program, SIGINT);
        break;
    case BECOMES:
        become(terminal, turn->text);
        break;
    }
}

int main(int argc, char *argv[])
{
    struct values values = {0};
    struct text error = {0};
    struct isolation isolation;

    if (argc < 3 || !session_read(&session, argv[1], &values, &error) ||
        !isolation_enter(&isolation, NAMESPACES, 0, &(struct hidden){0}, &error)) {
        give_up(argc < 3 ? "usage: floor SESSION NAME=PATH..." : error.data);
    }
    for (size_t i = 0; i < session.sysctl_count; i++) {
        if (!isolation_set(&isolation, session.sysctls[i].name, session.sysctls[i].value, &error)) {
            give_up(error.data);
        }
    }
    signal(SIGPIPE, SIG_IGN);
    alarm(20);
    for (size_t i = 0; i < session.turn_count; i++) {
        do_turn(&session.turns[i], argv + 2);
    }
    for (int i = session.terminal_count - 1; i >= 0; i--) {
        end(&terminals[i]);
    }
    return 0;
}
