// Keeps track of the steps that are done, and of the next ones.
#ifndef PLAY_PROGRESS_H
#define PLAY_PROGRESS_H

#include "play.h"

// The first undone step of a terminal, at `from` or after it. step_count if none is left.
size_t step_next(const struct play *play, int seat, size_t from);

// Notes that a step is done, and when.
void step_done(struct play *play, size_t step);

#endif
