// floor SESSION NAME=PATH...: runs the programs of a session and nothing else.
//
// Each program gets the lines that are typed on its terminal from a pipe, at once, and its output
// goes nowhere. It uses no terminals, checks or limits, but a network for the session alone. `make
// bench` measures the player against it.

#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../contain/isolation.h"
#include "../look/sockets.h"
#include "../play/reader.h"

static void give_up(const char *what)
{
    fprintf(stderr, "floor: %s\n", what);
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

// Opens a pipe with the lines that are typed on a terminal from turn `from` on, until its next
// program.
static int typed_lines(const struct session *session, size_t from)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) == -1) {
        give_up("pipe");
    }
    for (size_t i = from + 1; i < session->turn_count; i++) {
        const struct turn *turn = &session->turns[i];
        if (turn->terminal == session->turns[from].terminal && turn->sign == STARTS) {
            break;
        }
        if (turn->terminal == session->turns[from].terminal && turn->sign == TYPES) {
            (void)!write(ends[1], turn->text, strlen(turn->text));
            (void)!write(ends[1], "\n", 1);
        }
    }
    close(ends[1]);
    return ends[0];
}

// `output` gets its lines; -1: nothing does.
static pid_t start(const struct session *session, size_t at, char **programs, int output)
{
    const char *name = session->turns[at].text + 2;
    const char *path = path_of(programs, name, strcspn(name, " "));
    int input = typed_lines(session, at);
    pid_t child = path == NULL ? -1 : fork();
    if (child == -1) {
        give_up(name);
    }
    if (child == 0) {
        char *words[64] = {0};
        size_t count = 0;
        for (char *word = strtok(session->turns[at].text, " "); word != NULL && count < 63;
             word = strtok(NULL, " ")) {
            words[count++] = word;
        }
        int nowhere = open("/dev/null", O_WRONLY);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        dup2(input, 0);
        dup2(output == -1 ? nowhere : output, 1);
        dup2(nowhere, 2);
        execv(path, words);
        _exit(127);
    }
    close(input);
    return child;
}

// Returns when the first program listens, has shown something (the peer that holds the port says
// so), or has ended.
static void await_first(pid_t first, int output)
{
    struct sockets sockets = {0};
    siginfo_t ended = {0};
    struct pollfd shown = {.fd = output, .events = POLLIN};
    while (sockets.count == 0 && ended.si_pid == 0 && poll(&shown, 1, 0) == 0) {
        sockets_read(&sockets, 1U << TCP_LISTEN);
        waitid(P_PID, (id_t)first, &ended, WEXITED | WNOHANG | WNOWAIT);
    }
    sockets_free(&sockets);
}

int main(int argc, char *argv[])
{
    struct session session;
    struct values values = {0};
    struct text error = {0};
    struct isolation isolation;
    pid_t running[64] = {0}; // the program of each terminal

    if (argc < 3 || !session_read(&session, argv[1], &values, &error) ||
        !isolation_enter(&isolation, NAMESPACES, 0, &(struct hidden){0}, &error)) {
        give_up(argc < 3 ? "usage: floor SESSION NAME=PATH..." : error.data);
    }
    int output[2];
    if (pipe2(output, O_CLOEXEC) == -1) {
        give_up("pipe");
    }
    alarm(20);
    for (size_t i = 0; i < session.turn_count; i++) {
        int terminal = session.turns[i].terminal;
        if (session.turns[i].sign != STARTS) {
            continue;
        }
        if (running[terminal] > 0) {
            waitpid(running[terminal], NULL, 0);
        }
        running[terminal] = start(&session, i, argv + 2, i == 0 ? output[1] : -1);
        if (i == 0) {
            await_first(running[terminal], output[0]);
        }
    }
    for (int i = session.terminal_count - 1; i > 0; i--) {
        waitpid(running[i], NULL, 0);
    }
    kill(running[0], SIGKILL);
    waitpid(running[0], NULL, 0);
    return 0;
}
