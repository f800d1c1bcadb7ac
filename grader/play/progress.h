// How far a play has gone: which steps are done, and which comes next.
#ifndef PLAY_PROGRESS_H
#define PLAY_PROGRESS_H

#include "play.h"

// The first step of a terminal, at `from` or behind it, that is not done. step_count if none is
// left.
size_t step_next(const struct play *play, int seat, size_t from);

// Notes that a step is done, and when.
void step_done(struct play *play, size_t step);

#endif
