// Runs a program contained: on a terminal of its own, with nothing else open, under limits, and
// with a guard that keeps all its processes together and ends them.
#ifndef CONTAIN_PROGRAM_H
#define CONTAIN_PROGRAM_H

#include <stdbool.h>
#include <sys/types.h>

#include "../text/text.h"
#include "isolation.h"

// What to start. The descriptors stay the caller's.
struct launch {
    int binary;   // open for reading; started by fexecve(3). -1: searches the PATH for argv[0]
    int terminal; // becomes standard input, output, error and the controlling terminal; -1: none
    const int *output; // two, for standard output and error; NULL: those of the terminal or ours
    char **argv;       // ends with NULL
    bool sanitized;    // built with a sanitizer, which maps terabytes: no limit on memory
    int findings;      // descriptor that its sanitizer writes to; 0: none
    bool is_ours;      // a program of the grader: not kept from files
    bool connects;     // it may open connections
    int trace;         // strace(1) runs the program and appends to this; -1: it is not traced
};

struct program {
    pid_t guard;         // the parent of the program; in NAMESPACES its init
    int report;          // descriptor that the guard reports on; readable when news has come
    bool ended;          // the program itself has ended (its children may live on)
    int status;          // then: as from wait(2)
    bool traced;         // its parent is strace(1), whose parent is the guard
    struct text trouble; // why it could not be started: the call and the reason
};

// Starts a program. Returns false, with the reason in `why`, if even the guard can't be started. If
// only the program can't, program_news tells later, in `trouble`.
bool program_start(struct program *program, const struct isolation *isolation,
                   const struct launch *launch, struct text *why);

// Turns this process, which strace(1) has started, into the program that is open as `binary`: with
// nothing else open, and unable to look into its tracer. Returns if that fails.
void program_become(int binary, char *argv[]);

// Takes in what the guard has reported; does not wait.
void program_news(struct program *program);

// Waits until the program has ended, or could not be started.
void program_wait(struct program *program);

// Brings the program to the limit of its processes: then fork(2), and the start of a thread, fail
// with EAGAIN; or, if it `may`, sets it free again. For the processes that there are, and all that
// they start. Returns false with the reason in `why`.
bool program_may_fork(const struct program *program, const struct isolation *isolation, bool may,
                      struct text *why);

// Ends the guard and each process of the program, and returns when none of them is left.
void program_end(struct program *program, const struct isolation *isolation);

// Processor time, in milliseconds, of all processes of the program since its start; of those that
// have ended, only if their parent has waited for them (wait(2)).
long program_cpu_ms(const struct program *program);

#endif
