// Waiting for programs, and seeing when that is of no use.
#ifndef PLAY_WAITING_H
#define PLAY_WAITING_H

#include "player.h"

// Starts the clock of a play, and sets it. It counts, in ms, what the programs could run: a player
// that is stopped, as by CTRL-Z, or a machine that is, does not see what they do, and so of each
// turn it counts a moment at most; but the player's own work it counts whole.
void play_start_clock(struct play *play);
void play_tick(struct play *play);

// Whether the student's program sits there, and not a client of ours.
bool seat_is_students(const struct seat *seat);

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
