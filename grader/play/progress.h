// Keeps track of the turns that are done, and of the next ones.
#ifndef PLAY_PROGRESS_H
#define PLAY_PROGRESS_H

#include "play.h"

// The first undone turn of a terminal, at `from` or after it. turn_count if none is left.
size_t turn_next(const struct play *play, int seat, size_t from);

// Notes that a turn is done, and when.
void turn_done(struct play *play, size_t turn);

#endif
