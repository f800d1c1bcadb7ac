// A process and all that come from it, without the help of a PID namespace.
#ifndef CONTAIN_SWEEP_H
#define CONTAIN_SWEEP_H

#include <stddef.h>
#include <sys/types.h>

// Process ids, owned. {0} is none.
struct family {
    pid_t *pids;
    size_t count;
};

// Lists the descendants of `root`, parents before children; `root` itself is not among them.
void family_list(struct family *family, pid_t root);
void family_free(struct family *family);

// The threads of all processes of a user, as far as they can be seen: not those in other
// containers.
size_t threads_of_user(uid_t uid);

// Ends all descendants of this process, and reaps those that come to it: it must be a subreaper
// (prctl(2)). They are stopped first, all of them, and only then killed: otherwise a program that
// forks and forks is always one process ahead.
void sweep_descendants(void);

#endif
