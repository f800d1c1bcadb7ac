// Looks at what programs are doing right now, as the kernel shows it in /proc.
#ifndef LOOK_LOOK_H
#define LOOK_LOOK_H

#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "../text/text.h"

// What a program may have more and more of.
enum counted {
    DESCRIPTORS,
    THREADS,
    MEMORY,
    COUNTED
};

// One thread at one moment.
struct thread {
    pid_t pid;
    pid_t tid;
    pid_t parent; // of its process
    char state;   // R, S, D, T, t, Z as in proc_pid_stat(5)
    long call;    // number of the system call that it is blocked in, or -1
    unsigned long arguments[6];
    unsigned long switches; // how often it has been taken off a processor until now
    bool alarmed;           // it has a handler for SIGALRM: a clock may wake it
};

// All threads of one program, and its guard. Owned; {0} is empty.
struct look {
    struct thread guard;  // its call is not known: a guard can't be looked into
    struct thread tracer; // of one that is traced, else asleep; so is its call
    struct thread *threads;
    size_t count;
};

// Whether the kernel tells what a look needs. Returns false with the reason in `why`.
bool look_is_possible(struct text *why);

// Looks at the program whose guard is `guard`. The thread that ThreadSanitizer starts for itself in
// a `sanitized` program is left out, and so is the tracer of one that is `traced`.
void look_at(struct look *look, pid_t guard, bool sanitized, bool traced);
void look_free(struct look *look);

// Whether /proc hides a program from us: not even its guard, our own child, is to be seen. Nothing
// that a program does makes it so.
bool look_is_refused(pid_t guard);

// Whether nobody in the program can go on by itself: each thread is a zombie, or is blocked,
// without a time-out, in a call that only another program (or its own other threads) could end.
bool look_is_blocked(const struct look *look);

// Whether a thread is on a processor, or wants to be, or waits for a disk.
bool look_is_running(const struct look *look);

// Whether nobody has run, started or ended between two looks at the same program.
bool look_is_same(const struct look *before, const struct look *now);

// Whether a thread is blocked in the call of this name: "accept", "recv", "read", "fgets" ...
// A server may wait for connections in poll, select or epoll just as well, so these count as
// "accept", too.
bool look_waits_in(const struct look *look, const char *call);

// Whether this thread is the one to ask for what its process has in common, so that it is told
// once: the first that has not ended. (The first of all may end before the others.)
bool look_speaks(const struct look *look, size_t thread);

// Whether the thread waits in vfork(2) until its child is another program, or has ended. To the
// kernel that is as if it waited for a disk.
bool look_waits_for_child(const struct look *look, const struct thread *thread);

// Whether other threads of its process go on.
bool look_has_company(const struct look *look, const struct thread *thread);

// The descriptors of a thread's process, to be read and closed, or NULL; and what one of them is:
// "socket:[1234]", "/dev/pts/3". Returns false if it is gone.
DIR *look_descriptors(const struct thread *thread);
bool look_link(const struct thread *thread, int descriptor, char *target, size_t room);

// How much the program has, over all its processes: of descriptors and threads a number (zombies
// are threads, too), of memory the bytes of its data and its threads' stacks.
size_t look_count(const struct look *look, enum counted what);

// Processor time that the program's processes have used until now, in milliseconds; those that have
// ended, too. `faults` gets how many pages they have touched for the first time.
long look_cpu_ms(const struct look *look, unsigned long *faults);

// Memory in use (not just reserved), over all processes, in bytes; the tables of their pages, too,
// which are most of it where only reserved memory is read.
size_t look_memory(const struct look *look);

#endif
