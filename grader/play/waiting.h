// Waiting for programs, and seeing when that is of no use.
#ifndef PLAY_WAITING_H
#define PLAY_WAITING_H

#include "player.h"

// The time since some moment, in ms.
long now_ms(void);

// Whether a program runs there, or has something to show yet.
bool seat_is_alive(const struct seat *seat);

// Waits for output or for the end of a program, at most `microseconds`. Returns whether there was
// any.
bool wait_for_news(struct play *play, long microseconds);

// Looks at a program, or at the sockets. Where the kernel won't let us, that is the play's trouble.
void play_look_at(struct play *play, struct look *look, const struct seat *seat);
void play_read_sockets(struct play *play, unsigned states);

// Whether something is on its way between sockets.
bool play_in_flight(struct play *play);

// Whether each thread of each program waits for another, and nothing is under way that could wake
// one.
bool is_stuck(struct play *play);

// FLOODING if a terminal shows more than anybody wants to read, otherwise PLAYED.
enum reason is_flooded(const struct play *play);

// How long we have been waiting for news.
struct patience {
    long pause;     // microseconds until the next look; longer and longer while nothing happens
    int quiet;      // looks in a row at which all were stuck
    long looked_ms; // when the programs were last looked at
};

// Looks whether waiting on is of no use, and why; PLAYED if it may be.
enum reason look_for_end(struct play *play, struct patience *patience);

#endif
