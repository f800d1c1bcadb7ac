// What holds a program back by the kernel's answers to its calls: a system call filter, seccomp(2),
// and Landlock for its files.
#ifndef CONTAIN_FENCE_H
#define CONTAIN_FENCE_H

#include "hidden.h"
#include <stdbool.h>

// What a program is kept from beyond what no program may do.
struct fence {
    bool shares_machine; // with others: processes, files, names of sockets
    bool keeps_signals;  // already: fence_keeps_signals, or it runs as a user that nobody else is
    bool traces;         // it may trace what Landlock lets it
    bool is_ours;        // it is one of the grader's own: else it changes no file by its path, and
                         // has no sockets that have names in the file system
    bool connects;       // else it opens no connection, not even to itself, and has no sockets but
                         // TCP's
    bool links;          // it is a compiler, whose linker sets a file's mode by its path
    bool has_findings;   // what its sanitizer writes to stays open: findings.h
};

// For both: they hold for this process from now on, and for all that come from it; they can't be
// undone; no_new_privs must be set. They return false, with errno set, if the kernel refuses.

// Closes what no server needs: new namespaces, mounts, keys, System V IPC and message queues,
// files of memory only (memfd_create(2)), io_uring, typing into a terminal (TIOCSTI), other
// families of sockets than the internet's, AF_UNIX and AF_NETLINK, filters like this one, and
// system calls of another architecture (x32, 32 bits). A call that is closed fails as where it does
// not exist. If the program shares the machine, what it does to a process waits until its guard has
// answered: permit_call(listener). Where the kernel has no such thing (Linux 5.0), or somebody
// outside uses it already, `listener` is -1: then it must be kept from others' signals by something
// else, and can change no priority or limit but its own.
bool fence_calls(const struct fence *fence, int *listener);

// The program can read, and execute, only `binary` and `other` (descriptors; -1: none), the
// system's files and /proc; it can write only in its working directory, to devices that keep
// nothing, and, with `memory`, to /dev/shm. It can't read what is `hidden` even there. Also false
// without Landlock (before Linux 5.13): landlock(7).
bool fence_files(int binary, int other, bool memory, const struct hidden *hidden);

// From now on this process can't look into the one that traces it, nor take its descriptors:
// landlock(7), "Ptrace restrictions".
bool fence_from_tracer(void);

// Whether there is Landlock; and whether it lets no process outside be signalled (Linux 6.12).
bool fence_has_files(void);
bool fence_keeps_signals(void);

#endif
