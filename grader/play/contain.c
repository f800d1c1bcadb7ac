#include "contain.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
    struct launch launch = {.binary = -1, .terminal = -1, .argv = command, .trace = -1};
    if (!isolation_enter_for_command(&isolation, tier, hidden, path, &why) ||
        !program_start(&program, &isolation, &launch, &why)) {
        return cannot(126, command[0], text_string(&why));
    }
    program_wait(&program);
    int status =
        WIFEXITED(program.status) ? WEXITSTATUS(program.status) : 128 + WTERMSIG(program.status);
    if (program.trouble.length > 0) {
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
