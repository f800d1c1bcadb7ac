// The system calls that programs wait in.
#ifndef PLAY_CALLS_H
#define PLAY_CALLS_H

#include <stdbool.h>

#include "look.h"

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

// The call with this number, or NULL if it is none that we know to wait.
const struct call *call_find(long number);

// Whether any call has this name.
bool call_is_known(const char *name);

// Whether the thread, if it is blocked, waits in vfork(2) or its like.
bool call_waits_for_child(const struct thread *thread);

// Whether the thread, if it is blocked, is so without a time-out in a call that we know.
bool call_waits_for_others(const struct thread *thread);

#endif
