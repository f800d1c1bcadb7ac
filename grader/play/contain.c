#include "contain.h"

#include <errno.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "program.h"

static int cannot(int status, const char *what, const char *reason)
{
    fprintf(stderr, "play: %s: %s\n", what, reason);
    return status;
}

static int take_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status, (void)kind, (void)place;
    return lchown(path, geteuid(), getegid());
}

// As root: what the command's user has written is ours again.
static void take_back(const char *path)
{
    if (geteuid() == 0) {
        nftw(path, take_one, 8, FTW_PHYS | FTW_MOUNT);
    }
}

// What a command says comes to us through a socket, which can't be opened by a path of /proc, as
// the pipe could that we may write to: then it would wait for itself. `output` are our ends.
static bool open_output(int output[2], int command[2])
{
    for (int i = 0; i < 2; i++) {
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == -1) {
            return false;
        }
        output[i] = ends[0];
        command[i] = ends[1];
    }
    return true;
}

// Passes on what has come until now, or drops it if nobody wants it; `end` of it is -1 then.
// Returns false if somebody does not want it any more.
static bool pass_on(int *from, int to)
{
    char bytes[1 << 16];
    ssize_t count = 1;
    while (*from != -1 && (count = recv(*from, bytes, sizeof(bytes), MSG_DONTWAIT)) > 0) {
        for (ssize_t done = 0, more; done < count; done += more) {
            more = write(to, bytes + done, (size_t)(count - done));
            if (more == -1) {
                return false;
            }
        }
    }
    if (count == 0) {
        close(*from);
        *from = -1;
    }
    return true;
}

// Passes on what the command says until it is over, or nobody listens. Returns false in that case.
static bool listen_to(struct program *program, int output[2])
{
    bool heard = true;
    bool guarded = true;
    while (heard && guarded && !program->ended && program->trouble.length == 0) {
        struct pollfd polled[] = {{.fd = program->report, .events = POLLIN},
                                  {.fd = output[0], .events = POLLIN},
                                  {.fd = output[1], .events = POLLIN}};
        poll(polled, 3, -1);
        if ((polled[0].revents & POLLIN) != 0) {
            program_news(program);
        }
        guarded = polled[0].revents == 0 || (polled[0].revents & POLLIN) != 0;
        heard = pass_on(&output[0], 1) && pass_on(&output[1], 2);
    }
    return heard;
}

int contain(enum isolation_tier tier, const struct hidden *hidden, const char *folder,
            char **command)
{
    struct isolation isolation;
    struct program program;
    struct text why = {0};
    char *path = realpath(folder, NULL);
    if (path == NULL) {
        return cannot(126, folder, strerror(errno));
    }
    int output[2] = {-1, -1}, ends[2] = {-1, -1};
    struct launch launch = {
        .binary = -1, .terminal = -1, .output = ends, .argv = command, .trace = -1};
    if (!open_output(output, ends)) {
        return cannot(126, "socketpair", strerror(errno));
    }
    if (!isolation_enter_for_command(&isolation, tier, hidden, path, &why) ||
        !program_start(&program, &isolation, &launch, &why)) {
        return cannot(126, command[0], text_string(&why));
    }
    close(ends[0]);
    close(ends[1]);
    bool heard = listen_to(&program, output);
    int status =
        WIFEXITED(program.status) ? WEXITSTATUS(program.status) : 128 + WTERMSIG(program.status);
    if (!heard) {
        status = 128 + SIGPIPE; // as if it had written there itself
    } else if (program.trouble.length > 0) {
        status = cannot(127, command[0], text_string(&program.trouble));
    } else if (!program.ended) {
        status = cannot(126, command[0], "its guard was killed");
    }
    program_end(&program, &isolation);
    isolation_leave(&isolation);
    take_back(path);
    free(path);
    return status;
}
