// Waiting for programs, and seeing when that is of no use.
#ifndef PLAY_WAITING_H
#define PLAY_WAITING_H

#include "play.h"

// How long a conversation may stand still, in ms, when it is not seen to be stuck: programs that
// sleep; and how long in all. And how much processor time a program may use meanwhile: programs
// that spin. Who touches new memory meanwhile gets on, in some way: it starts, on a machine that is
// slow or that others share.
#define DEADLINE_MS 10000
#define SLEEP_MS 20000
#define SPIN_MS 100
#define SANITIZED_SPIN_MS 250        // its report takes 13 ms and less between two new pages
#define SANITIZED_START_SPIN_MS 2000 // until its first line
#define TRACED_SPIN_MS 20            // its tracer needs many times as much

// After so many ms without news the programs are looked at for that.
#define VAIN_MS 50

// The memory that a program may have in use, in bytes, over all its processes; and what it may take
// while it does nothing but compute.
#define MEMORY_LIMIT (512UL << 20)
#define MEMORY_GROWTH (64UL << 20)

// How long a whole conversation may take, in ms, by the clock of the play.
#define PLAY_MS 120000

// Starts the clock of a play, and sets it. It counts, in ms, what the programs could run: a player
// that is stopped, as by CTRL-Z, or a machine that is, does not see what they do, and so of each
// turn it counts a moment at most; but the player's own work it counts whole.
void play_start_clock(struct play *play);
void play_tick(struct play *play);

// Whether a program runs there, or has something to show yet.
bool seat_is_alive(const struct seat *seat);

// Waits for output or for the end of a program, at most `microseconds`. Returns whether there was
// any.
bool wait_for_news(struct play *play, long microseconds);

// Looks at a program, or at the sockets. Where the kernel tells nothing of these, that is the
// play's trouble.
void play_look_at(struct play *play, struct look *look, const struct seat *seat);
void play_read_sockets(struct play *play, unsigned states);

// Whether something is on its way between sockets.
bool play_in_flight(struct play *play);

// Whether each thread of each program waits for another, and nothing is under way that could wake
// one.
bool is_stuck(struct play *play);

// Whether a terminal shows more than anybody wants to read.
bool is_flooded(const struct play *play);

// How long we have been waiting for news.
struct patience {
    long pause;     // microseconds until the next look; longer and longer while nothing happens
    int quiet;      // looks in a row at which all were stuck
    long looked_ms; // when the programs were last looked at
};

// Looks whether waiting on is of no use, and why; PLAYED if it may be.
enum reason look_for_end(struct play *play, struct patience *patience);

#endif
