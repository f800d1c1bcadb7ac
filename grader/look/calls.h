// The system calls that programs wait in.
#ifndef LOOK_CALLS_H
#define LOOK_CALLS_H

#include <stdbool.h>

struct call {
    long number;
    const char *name; // as the student writes it: recvfrom(2) is "recv"
    enum {
        CALL_DESCRIPTOR, // waits on the descriptor that is its first argument
        CALL_MANY,       // waits on many descriptors: poll(2) and its kin
        CALL_OTHERS,     // waits for another thread or process, or for a signal
        CALL_SLEEPS,     // waits for the clock
    } kind;
    int timeout; // index of its time-out argument, or -1
    enum {
        NO_TIMEOUT,
        MILLISECONDS,
        POINTER
    } unit; // none: a negative number; a NULL pointer
};

// The call with this number, or NULL if it is not in the table of calls that wait.
const struct call *call_find(long number);

// Whether any call has this name.
bool call_is_known(const char *name);

// Whether this is vfork(2), or a clone(2) with these arguments that waits as vfork does.
bool call_is_vfork(const struct call *call, const unsigned long *arguments);

// Whether the call, with these six arguments, waits without a time-out for something that only
// others can do.
bool call_waits_for_others(const struct call *call, const unsigned long *arguments);

#endif
