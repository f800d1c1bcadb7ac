// Runs a command of the grader's own, the compiler, on what a student has written: contained.
#ifndef PLAY_CONTAIN_H
#define PLAY_CONTAIN_H

#include "isolation.h"

// Runs `command`, which ends with NULL, in `folder`. It has this process's standard descriptors and
// limits, and reads nothing but the system's files and `folder`, where it can write, too. (As root
// without Landlock: what everybody may read.) Returns its exit status, 128 and more if it was
// killed by a signal; 126 or 127, with the reason on standard error, if it can't be contained or
// not be started.
int contain(enum isolation_tier tier, const struct hidden *hidden, const char *folder,
            char **command);

#endif
