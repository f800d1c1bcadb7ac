#include "room.h"

#include <sys/resource.h>
#include <unistd.h>

#include "bounds.h"
#include "sweep.h"

// A user with a higher limit on processes needs no count of the present ones.
#define MANY_PROCESSES 10000

// The least limits, for programs and for a command. Programs get lower limits of their own; but a
// sanitizer maps terabytes, and if that fails, it ends in a way of its own.
static const struct need {
    __rlimit_resource_t resource;
    rlim_t programs;
    rlim_t command;
    const char *what;
    char option;
} needs[] = {
    {RLIMIT_AS, RLIM_INFINITY, 1UL << 30, "more address space", 'v'},
    {RLIMIT_DATA, RLIM_INFINITY, 1UL << 30, "more memory", 'd'},
    {RLIMIT_STACK, LIMIT_STACK, LIMIT_STACK, "a larger stack", 's'},
    {RLIMIT_FSIZE, LIMIT_FILE, LIMIT_FILE, "larger files", 'f'},
    {RLIMIT_NOFILE, LIMIT_DESCRIPTORS, LIMIT_DESCRIPTORS, "more descriptors", 'n'},
    {RLIMIT_CPU, LIMIT_CPU, LIMIT_CPU, "more processor time", 't'},
    {RLIMIT_NPROC, LIMIT_PROCESSES, 16, "more processes and threads", 'u'},
};

// Raises a limit to `needed`, if it is lower. Returns false if it stays lower.
static bool raise_limit(__rlimit_resource_t resource, rlim_t needed)
{
    struct rlimit limit;
    if (getrlimit(resource, &limit) == -1 || limit.rlim_cur >= needed) {
        return true;
    }
    struct rlimit raised = {needed, limit.rlim_max < needed ? needed : limit.rlim_max};
    if (setrlimit(resource, &raised) == 0) {
        return true;
    }
    limit.rlim_cur = limit.rlim_max; // as far as that goes
    setrlimit(resource, &limit);
    return false;
}

// All processes of an ordinary user count against the limit, those of root do not.
static rlim_t processes_there_are(void)
{
    struct rlimit limit;
    if (geteuid() == 0 || getrlimit(RLIMIT_NPROC, &limit) == -1 ||
        limit.rlim_max >= MANY_PROCESSES) {
        return 0;
    }
    return threads_of_user(getuid());
}

bool room_make(bool for_programs, struct text *why)
{
    for (size_t i = 0; i < sizeof(needs) / sizeof(needs[0]); i++) {
        const struct need *need = &needs[i];
        rlim_t needed = for_programs ? need->programs : need->command;
        if (need->resource == RLIMIT_NPROC) {
            needed += processes_there_are();
        }
        if (!raise_limit(need->resource, needed)) {
            text_print(why,
                       "programs that are graded need %s than this system allows: see `ulimit -%c`",
                       need->what, need->option);
            return false;
        }
    }
    return true;
}
