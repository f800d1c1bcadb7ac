// Reads the output of strace(1) about a program: strace -f -ttt -T.
#ifndef DIAGNOSE_TRACE_H
#define DIAGNOSE_TRACE_H

#include <stdbool.h>
#include <stddef.h>

// The player writes this line when the conversation is over: the calls behind it are shutdown.
#define TRACE_END "+++ play ended +++"

#define ARGUMENTS 6
#define CALLS 20000

enum traced_kind {
    CALLED, // a system call, with its result
    BEGUN,  // a call whose result comes on a later line, because another thread's line came between
    WAITS,  // a call that had not returned when the conversation was over
    KILLED, // the process died by the signal `name`
    EXITED, // the thread or process has ended
    GOT,    // the process got the signal `name`, and `text` tells about it
};

struct traced {
    enum traced_kind kind;
    int tid;
    double time;                // when it began, in seconds since the epoch
    double until;               // when it returned
    char *name;                 // "recvfrom", "SIGPIPE"
    char *text;                 // all arguments, as strace writes them
    char *arguments[ARGUMENTS]; // the first ones; "" if it has fewer
    char *result;               // "3", "-1", "0x7f...", "?"
    char *error;                // "EINVAL", or "" if it has not failed
};

// In the order in which the calls returned. Owned; {0} is empty.
struct trace {
    struct traced *calls;
    size_t count;
};

// Reads a trace, up to CALLS calls. Drops unparsable lines, and lines with a byte that strace never
// writes, which is printable ASCII only: the traced program may have tampered with its trace, and
// its bytes must not reach a terminal. Returns false if the file can't be read, or is empty: strace
// could not trace.
bool trace_read(struct trace *trace, const char *path);
void trace_free(struct trace *trace);

#endif
