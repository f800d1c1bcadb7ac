// Plays a session: starts its programs, types, waits for what it says, and sees where it differs.
#ifndef PLAY_PLAYER_H
#define PLAY_PLAYER_H

#include <stdbool.h>
#include <stddef.h>

#include "isolation.h"
#include "look.h"
#include "program.h"
#include "session.h"
#include "sockets.h"
#include "strangers.h"
#include "tty.h"

// How long a conversation may stand still, in ms, when it is not seen to be stuck: programs that
// sleep; and how long in all. And how much processor time a program may use meanwhile: programs
// that spin. Who touches new memory meanwhile gets on, in some way: it starts, on a machine that is
// slow or that others share.
#define DEADLINE_MS 10000
#define SLEEP_MS 20000
#define SPIN_MS 100
#define SANITIZED_SPIN_MS 400        // to write its report
#define SANITIZED_START_SPIN_MS 2000 // until its first line
#define TRACED_SPIN_MS 20            // its tracer needs many times as much

// After so many ms without news the programs are looked at for that.
#define VAIN_MS 50

// The memory that a program may have in use, in bytes, over all its processes; and what it may take
// while it does nothing but compute.
#define MEMORY_LIMIT (512UL << 20)
#define MEMORY_GROWTH (64UL << 20)

// How long a whole conversation may take, in ms, by the clock of the play (waiting.h).
#define PLAY_MS 120000

// Who sits here is the student's program. The others are clients of ours.
#define STUDENTS_SEAT "server"

// Where a program's binary is, by the name that sessions use.
struct binary {
    const char *name;
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
    bool started;  // a program has been started on it
    char *command; // "./ex11_3"
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
    long progress_ms;       // when the conversation last went on
    long slept_ms;          // how long all programs have slept until now
    bool client_was_killed; // a client of ours, in a way that no session knows and no program can
    bool begun;             // the student's program has been started: what it can't do, others may
    enum reason reason;     // why it differs
    size_t differs_at;      // the step; step_count if it is beyond the last
    int differs_on;         // the terminal
    char *received;         // the line that came instead (shown form), or NULL if none
    struct text trouble;    // the player's own; if `begun`, it may be the program's doing
};

// Plays the whole session. Returns false if it can't be played, with the reason in `trouble`;
// otherwise `reason` tells how it went. The programs are still alive, for a last look: play_end.
// Whether a difference is the program's doing, fault.h tells then.
bool play_session(struct play *play);

// Looks at all programs and sockets, for the report.
void play_look(struct play *play);

// Ends all programs, clients before servers.
void play_end(struct play *play);

// Frees what a play has that has ended.
void play_free(struct play *play);

#endif
