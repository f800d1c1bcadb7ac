// The state of a play: its session, its seats, and how far it has come.
#ifndef PLAY_PLAY_H
#define PLAY_PLAY_H

#include <stdbool.h>
#include <stddef.h>

#include "../contain/isolation.h"
#include "../contain/program.h"
#include "../look/look.h"
#include "../look/sockets.h"
#include "../look/strangers.h"
#include "../look/tty.h"
#include "session.h"

// The student's role, the name of the student's terminal. Programs at other terminals are ours.
#define SERVER "server" // only serves: it can't open a connection
#define CLIENT "client" // may open connections, and so needs a network of its own

// The binary of a program. A session calls it "./NAME" if --program gave it, "NAME" if it is one of
// the system's.
struct binary {
    const char *name;
    bool is_systems;
    int file; // open for reading
};

// The program at this terminal is traced.
struct recording {
    const char *terminal;
    int trace;        // strace(1) appends its system calls here
    const char *path; // and there they come in the end
};

// A row of the conversation as a person sees it.
struct event {
    int seat;
    char *text;
};

// A terminal of the session, and the program that sits at it.
struct seat {
    const char *name;
    bool is_students; // otherwise the program is ours
    bool started;     // a program has been started on it
    char *command;    // "./server"
    struct tty tty;
    struct program program;
    bool settled_end;   // the program has ended, and all its output has come
    size_t matched;     // bytes of the output that turns have dealt with
    bool skipping;      // since a "...": any other lines may come, too
    bool at_prompt;     // the last event is a prompt, and the typed text goes behind it
    struct look before; // two looks in a row
    struct look now;
    size_t typed; // bytes of the present line that the terminal has taken
    size_t remembered[COUNTED];
    long cpu_ms; // this and memory: when the conversation last went on; -1: not looked at since
    size_t memory;
    unsigned long faults; // touched pages at the last look
};

// The clock of a play, in ms: waiting.h.
struct clocks {
    long now;
    long real; // this and own: readings at the last tick
    long own;
};

enum reason {
    PLAYED = 0,      // to the end; nothing differs
    SHOWN_OTHER,     // another line came
    SHOWN_TOO_MUCH,  // text came that no turn expects here
    CONDITION_FALSE, // the condition can't become true any more
    PROGRAM_ENDED,   // the program ended before
    STUCK,           // every program waits for another one
    SLEEPING,        // the deadline passed
    SPINNING,        // it computes without end
    FLOODING,        // it shows text without end
    HOARDING,        // it uses memory, processes, threads or descriptors without end
    OVERTIME,        // the whole takes too long
    DROWSY,          // it has slept too long in total
    HINDERED,        // the program got the player into trouble
};

struct play {
    const struct session *session;
    const struct binary *binaries;
    size_t binary_count;
    const struct recording *recordings;
    size_t recording_count;
    const char *student; // SERVER or CLIENT
    bool sanitized;
    int findings;         // the sanitizer's findings come out here
    int program_findings; // and go in here; both 0 if the program is not sanitized
    struct isolation isolation;
    struct seat *seats; // one for each terminal of the session
    bool *done;         // one for each turn
    long *done_ms;      // when, since the start
    size_t first_undone;
    struct event *events;
    size_t event_count;
    struct sockets sockets;
    struct strangers strangers;
    struct clocks clocks;
    long progress_ms;     // when the conversation last went on
    long slept_ms;        // how long all programs together have slept
    bool peer_was_killed; // a program of ours, by neither the session nor the student's program
    bool begun;           // the student's program has started: from then on trouble may be its
                          // doing
    enum reason reason;   // why it differs
    size_t differs_at;    // the turn; turn_count if it is beyond the last
    int differs_on;       // the terminal
    char *received;       // the line that came instead (as shown), or NULL
    struct text trouble;  // why the player can't go on
};

#endif
