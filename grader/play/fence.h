// What holds a program back where it has no processes of its own, a system call filter, and where
// it has no files of its own, Landlock. It keeps a program from the player, and from the files of
// the user that it runs as.
#ifndef PLAY_FENCE_H
#define PLAY_FENCE_H

#include <stdbool.h>
#include <sys/types.h>

// For both: they hold for this process from now on, and for all that come from it; they can't be
// undone; no_new_privs must be set. They return false, with errno set, if the kernel refuses.

// Whoever signals `guard`, `player`, everybody (kill -1) or a process group by its number gets
// EPERM, and so does who reaches into another process: its memory, descriptors or limits. System
// calls of another architecture (x32, 32 bits) are refused: seccomp(2). Who `traces` may trace what
// Landlock lets it; without Landlock that is EPERM.
bool fence_processes(pid_t guard, pid_t player, bool traces);

// The program can read, and execute, only `binary` (a descriptor), the system's files and /proc; it
// can write only in `folder` and /dev/shm, and to devices that keep nothing. Where the kernel knows
// how (Linux 6.12), no process outside can be signalled. Without Landlock (before Linux 5.13)
// nothing happens: landlock(7).
bool fence_files(int binary, const char *folder);

#endif
