// Reads what strace(1) tells of a program: strace -f -ttt -T.
#ifndef DIAGNOSE_TRACE_H
#define DIAGNOSE_TRACE_H

#include <stdbool.h>
#include <stddef.h>

// The player writes this line where the conversation is over: what comes then is its cleaning up.
#define TRACE_END "+++ play ended +++"

#define ARGUMENTS 6
#define CALLS 20000

enum traced_kind {
    CALLED, // a system call, with its result
    BEGUN,  // one that another thread's line came in between of; its result comes later
    WAITS,  // one that had not come back when the conversation was over
    KILLED, // the process died by the signal `name`
    EXITED, // the thread, or process, is gone
};

struct traced {
    enum traced_kind kind;
    int tid;
    double time;                // when it began, in seconds since the epoch
    double until;               // when it came back
    char *name;                 // "recvfrom", "SIGPIPE"
    char *text;                 // all arguments, as strace writes them
    char *arguments[ARGUMENTS]; // the first of them, one by one; "" if there are fewer
    char *result;               // "3", "-1", "0x7f...", "?"
    char *error;                // "EINVAL", or "" if it has not failed
};

// In the order in which the calls came back. Owned; {0} is empty.
struct trace {
    struct traced *calls;
    size_t count;
};

// Reads a trace, up to CALLS calls. A line that it does not understand is left out, and so is one
// with a byte that is not printable ASCII: strace writes none, so the program has got at its trace,
// which it can (it is its own user's), but nothing that it says so must reach a terminal. Returns
// false if the file can't be read, or is empty: strace could not trace.
bool trace_read(struct trace *trace, const char *path);
void trace_free(struct trace *trace);

#endif
