// A play: a session that is played, who sits where, and how far it has gone.
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

// What the student has written, by the name of its terminal. Programs at other terminals are ours.
#define SERVER "server" // it only serves: it can open no connection
#define CLIENT "client" // it may open connections, and so needs a network of its own

// Where a program's binary is, by the name that sessions use: "./NAME" for one that play was given,
// "NAME" for one of the system's.
struct binary {
    const char *name;
    bool is_systems;
    int file;  // open for reading
    int trace; // its system calls are written down here; -1: they are not
};

// A row of the conversation as a person sees it.
struct event {
    int seat;
    char *text;
};

// A terminal of the session, and who sits at it.
struct seat {
    const char *name;
    bool is_students; // or else the program is ours
    bool started;     // a program has been started on it
    char *command;    // "./server"
    struct tty tty;
    struct program program;
    bool settled_end;   // the program is over, and all that it has shown has come
    size_t matched;     // bytes of the terminal's output that steps have dealt with
    bool skipping;      // since a "...", any other lines may come as well
    bool at_prompt;     // the last event is a prompt: what is typed goes behind it
    struct look before; // two looks in a row
    struct look now;
    size_t typed; // bytes of the line being typed that have been taken
    size_t remembered[COUNTED];
    long cpu_ms; // these two when the conversation last went on; -1 until they are looked at
    size_t memory;
    unsigned long faults; // pages that the program had touched when it was last looked at
};

// The clock of a play: waiting.h. In ms.
struct clocks {
    long now;
    long real; // and these two when it was last looked at
    long own;
};

enum reason {
    PLAYED = 0,      // to the end: nothing differs
    SHOWN_OTHER,     // another line came
    SHOWN_TOO_MUCH,  // text came that no step expects here
    CONDITION_FALSE, // the opposite of the condition is certain
    PROGRAM_ENDED,   // it can't come any more
    STUCK,           // every program waits for another one
    SLEEPING,        // the deadline passed
    SPINNING,        // it computes without end
    FLOODING,        // it shows text without end
    HOARDING,        // it uses memory, processes, threads or descriptors without end
    OVERTIME,        // the whole takes too long
    DROWSY,          // it has slept too long, all in all
    HINDERED,        // the player has trouble that it would not have without the program
};

struct play {
    const struct session *session;
    const struct binary *binaries;
    size_t binary_count;
    const char *student; // SERVER or CLIENT
    bool sanitized;
    int findings;         // what a sanitizer has found comes out here,
    int program_findings; // and goes in here; 0 if the program is not sanitized
    struct isolation isolation;
    struct seat *seats; // one for each terminal of the session
    bool *done;         // one for each step
    long *done_ms;      // when, since the start
    size_t first_undone;
    struct event *events;
    size_t event_count;
    struct sockets sockets;
    struct strangers strangers;
    struct clocks clocks;
    long progress_ms;     // when the conversation last went on
    long slept_ms;        // how long all programs have slept until now
    bool peer_was_killed; // a program of ours, in a way that no session knows and no other can
    bool begun;           // the student's program has been started: what it can't do, others may
    enum reason reason;   // why it differs
    size_t differs_at;    // the step; step_count if it is beyond the last
    int differs_on;       // the terminal
    char *received;       // the line that came instead (shown form), or NULL if none
    struct text trouble;  // the player's own; if `begun`, it may be the program's doing
};

#endif
