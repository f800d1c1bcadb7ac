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

// Whether something is on its way between sockets.
bool play_in_flight(struct play *play);

// Whether each thread of each program waits for another, and nothing is under way that could wake
// one.
bool is_stuck(struct play *play);

// FLOODING if a terminal shows more than anybody wants to read, otherwise PLAYED.
enum reason is_flooded(const struct play *play);

// Looks whether waiting on is of no use, and why; PLAYED if it may be. `quiet` counts the looks in
// a row at which nothing moved, `looked_ms` is when the programs were last looked at.
enum reason look_for_end(struct play *play, int *quiet, long *looked_ms);

#endif
