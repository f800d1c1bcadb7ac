// Makes the kernel refuse calls of a program: by a system call filter, seccomp(2), and for files by
// Landlock.
#ifndef CONTAIN_FENCE_H
#define CONTAIN_FENCE_H

#include "hidden.h"
#include <stdbool.h>

// What one program may do, and what it is kept from; some calls are closed to all programs.
struct fence {
    bool shares_machine; // with others: processes, files, names of sockets
    bool keeps_signals;  // it can't signal others anyway: fence_keeps_signals, or a user of its own
    bool traces;         // it may trace others, as far as Landlock allows
    bool is_ours;        // one of the grader's own. Others can't change a file by its path, nor
                         // choose the size of a socket's buffers, nor have sockets with names in
                         // the file system
    bool connects;       // others can't open a connection, not even to themselves, and have only
                         // TCP sockets
    bool links;          // it is a compiler, whose linker sets a file's mode by its path
    bool has_findings;   // it can't close the descriptor that its sanitizer writes to: findings.h
};

// Both hold for this process from now on, and for its descendants; nothing undoes them;
// no_new_privs must be set. They return false, with errno set, if the kernel refuses.

// Closes the calls that no server needs: new namespaces, mounts, keys, System V IPC and message
// queues, files in memory (memfd_create(2)), io_uring, typing into a terminal (TIOCSTI), families
// of sockets other than the internet's, AF_UNIX and AF_NETLINK, filters like this one, and system
// calls of another architecture (x32, 32 bits). A closed call fails as on a kernel without it. If
// the program shares the machine, a call on another process waits until the guard has answered:
// permit_call(listener). If the kernel can't do this (before Linux 5.0), or somebody outside uses
// it already, `listener` is -1: then `keeps_signals` must hold, and the program can change no
// priority or limit but its own.
bool fence_calls(const struct fence *fence, int *listener);

// Lets the program read, and execute, only `binary` and `other` (descriptors; -1: none), the
// system's files and /proc, but nothing `hidden`; and write only in its working directory, to
// devices that store nothing, and, with `memory`, to /dev/shm. Also returns false without Landlock
// (before Linux 5.13): landlock(7).
bool fence_files(int binary, int other, bool memory, const struct hidden *hidden);

// Keeps this process from looking into its tracer, and from taking the tracer's descriptors:
// landlock(7), "Ptrace restrictions".
bool fence_from_tracer(void);

// Whether the kernel has Landlock; and whether Landlock stops signals to processes outside (Linux
// 6.12).
bool fence_has_files(void);
bool fence_keeps_signals(void);

#endif
