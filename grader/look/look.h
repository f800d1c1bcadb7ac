// Looks at what programs do right now, by /proc.
#ifndef LOOK_LOOK_H
#define LOOK_LOOK_H

#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "../text/text.h"

// Resources that a program may pile up.
enum counted {
    DESCRIPTORS,
    THREADS,
    MEMORY,
    CHILDREN, // processes besides the first
    ZOMBIES,  // those of them that have ended, and that nobody has waited for
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
    unsigned long switches; // how often it has left a processor until now
    bool alarmed;           // it has a handler for SIGALRM: a clock may wake it
    bool deaf;              // it blocks each real-time signal
};

// One look at all threads of a program, and at its guard. Owned; {0} is empty.
struct look {
    struct thread guard;  // without its call, which a guard does not show
    struct thread tracer; // of a traced program, also without its call; else asleep
    struct thread *threads;
    size_t count;
};

// Whether the kernel shows what a look needs. Returns false with the reason in `why`.
bool look_is_possible(struct text *why);

// Looks at the program of `guard`. Leaves out the thread that ThreadSanitizer starts for itself in
// a `sanitized` program, and the tracer of a `traced` one.
void look_at(struct look *look, pid_t guard, bool sanitized, bool traced);
void look_free(struct look *look);

// Whether /proc hides a program from us, even its guard, our own child. Nothing that a program does
// causes this.
bool look_is_refused(pid_t guard);

// Whether no thread of the program can go on by itself: each is a zombie, or blocked, without a
// time-out, in a call that only another program or another thread could end.
bool look_is_blocked(const struct look *look);

// Whether a thread runs, is ready to run, or waits for a disk.
bool look_is_running(const struct look *look);

// Whether no thread has run, started or ended between two looks at the same program.
bool look_is_same(const struct look *before, const struct look *now);

// Whether a thread is blocked in the call of this name: "accept", "recv", "read", "fgets" ... A
// server may also wait for connections in poll, select or epoll, so these count as "accept".
bool look_waits_in(const struct look *look, const char *call);

// Whether this thread speaks for its process, so that whatever its threads share counts once: it is
// the first that has not ended. (The main thread may end before the others.)
bool look_speaks(const struct look *look, size_t thread);

// Whether the thread waits in vfork(2) until its child runs another program or has ended. The
// kernel shows this like a wait for a disk.
bool look_waits_for_child(const struct look *look, const struct thread *thread);

// Whether the thread is the first of its process in the look: so there is one for each process.
bool look_begins(const struct look *look, size_t thread);

// Whether the thread is a process that has ended and waits for its parent. (The guard waits for its
// own children at once.)
bool look_is_zombie(const struct look *look, const struct thread *thread);

// Whether another thread of its process has not ended.
bool look_has_company(const struct look *look, const struct thread *thread);

// Opens the list of descriptors of a thread's process; the caller reads and closes it. NULL if it
// can't. And reads the target of one: "socket:[1234]", "/dev/pts/3". Returns false if it is gone.
DIR *look_descriptors(const struct thread *thread);
bool look_link(const struct thread *thread, int descriptor, char *target, size_t room);

// Counts a resource over all processes of the program: a number of descriptors, threads or children
// (zombies count), or the bytes of its data and its threads' stacks. A child counts whoever has
// forked it, also if it is an orphan by now.
size_t look_count(const struct look *look, enum counted what);

// Processor time of the program's processes until now, in milliseconds, with those that have ended.
// `faults` gets the number of pages that they have touched for the first time.
long look_cpu_ms(const struct look *look, unsigned long *faults);

// Memory in use (not just reserved), over all processes, in bytes. Page tables count: a program
// that only reads reserved memory fills mostly these.
size_t look_memory(const struct look *look);

#endif
