// Without a PID namespace a program could signal its guard, the player and the user's other
// processes. This keeps it from the worst.
#ifndef PLAY_FENCE_H
#define PLAY_FENCE_H

#include <stdbool.h>
#include <sys/types.h>

// From now on this process and its descendants get EPERM when they signal `guard`, `player`,
// everybody (kill -1) or a foreign process group, and when they take a descriptor from another
// process. It can't be undone (seccomp(2)); no_new_privs must be set. Returns false if the kernel
// refuses.
bool fence_signals(pid_t guard, pid_t player);

#endif
