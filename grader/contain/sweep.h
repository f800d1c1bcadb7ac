// Finds and ends the descendants of a process, without a PID namespace.
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

// Counts the threads of all processes of a user that we can see: not those in other containers.
size_t threads_of_user(uid_t uid);

// Ends all descendants of this process, which must be a subreaper (prctl(2)), and reaps them. It
// stops all of them before it kills any: otherwise a program that forks and forks stays one process
// ahead.
void sweep_descendants(void);

#endif
