// Looks at what programs are doing right now, as the kernel shows it in /proc.
#ifndef PLAY_LOOK_H
#define PLAY_LOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

// One thread at one moment.
struct thread {
    pid_t pid;
    pid_t tid;
    pid_t parent; // of its process
    char state;   // R, S, D, T, Z as in proc_pid_stat(5)
    long call;    // number of the system call that it is blocked in, or -1
    unsigned long arguments[6];
    unsigned long switches; // how often it has been taken off a processor until now
};

// All threads of one program, and its guard. Owned; {0} is empty.
struct look {
    struct thread guard; // its call is not known: a guard can't be looked into
    struct thread *threads;
    size_t count;
    size_t room;
};

// Looks at the program whose guard is `guard`. The thread that ThreadSanitizer starts for itself in
// a `sanitized` program is left out.
void look_at(struct look *look, pid_t guard, bool sanitized);
void look_free(struct look *look);

// Whether nobody in the program can go on by itself: each thread is a zombie, or is blocked,
// without a time-out, in a call that only another program (or its own other threads) could end.
bool look_is_blocked(const struct look *look);

// Whether a thread is on a processor, or wants to be.
bool look_is_running(const struct look *look);

// Whether nobody has run, started or ended between two looks at the same program.
bool look_is_same(const struct look *before, const struct look *now);

// Whether a thread is blocked in the call of this name: "accept", "recv", "read", "fgets" ...
// A server may wait for connections in poll, select or epoll just as well, so these count as
// "accept", too.
bool look_waits_in(const struct look *look, const char *call);

// Whether this is the first thread of its process: what belongs to the process is then told once.
bool look_is_process(const struct thread *thread);

// Open descriptors, over all processes of the program.
size_t look_descriptors(const struct look *look);

// Processor time that the program's processes have used until now, in milliseconds.
long look_cpu_ms(const struct look *look);

// Memory in use, over all processes, in bytes.
size_t look_memory(const struct look *look);

#endif
