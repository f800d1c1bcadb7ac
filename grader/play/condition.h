// What a step with the sign '?' waits for: parsed here, judged by the player.
#ifndef PLAY_CONDITION_H
#define PLAY_CONDITION_H

#include <netinet/in.h>
#include <stdbool.h>

enum condition_kind {
    EXITS_WITH, // "exits 0"                 by itself, with this status
    EXITS,      // "exits"                   by itself, with any status
    FAILS,      // "fails"                   by itself, with a status that is not 0
    KILLED_BY,  // "is killed by SIGPIPE"
    ENDS,       // "ends"                    by itself or by a signal
    LISTENS_ON, // "listens on 0.0.0.0:5000" 0.0.0.0 is met by [::] as well
    WAITS_IN,   // "waits in accept"
    COUNTS,     // "holds 4 descriptors", "runs 1 thread"
    REMEMBERS,  // "remembers its descriptors", "... threads", "... memory"
    NO_MORE,    // "holds no more descriptors", "runs no more threads", "holds no more memory"
    AFTER,      // "after client"            that terminal has done all that is written above
    HAS_SHOWN_SOMETHING, // "has shown something"
    HAS_SHOWN,           // "has shown TEXT"          TEXT stands in a line on its terminal
    HAS_NEVER_SHOWN,     // "has never shown TEXT"
};

// What COUNTS, REMEMBERS and NO_MORE are about.
enum counted {
    DESCRIPTORS,
    THREADS,
    MEMORY,
    COUNTED
};

struct condition {
    enum condition_kind kind;
    enum counted what;
    int number;              // status, signal, count; of AFTER the index of the terminal
    struct sockaddr_in name; // of LISTENS_ON
    char *text;              // of WAITS_IN and HAS_...SHOWN; of AFTER the terminal. Owned
};

// Parses "exits 0" and the like. Returns false if it is no condition.
bool condition_parse(struct condition *condition, const char *text);

// Signals by name, as in signal(7): "SIGPIPE". 0 if there is none.
int signal_number(const char *name);

// "SIGPIPE", "SIGSEGV", ... or "signal 42". Valid until the next call.
const char *signal_name(int number);

#endif
