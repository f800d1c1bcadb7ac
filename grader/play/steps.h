// The steps of a session: each waits for its own terminal only.
#ifndef PLAY_STEPS_H
#define PLAY_STEPS_H

#include "differs.h"

// The first step of a terminal, at `from` or behind it, that is not done. step_count if none is
// left.
size_t step_next(const struct play *play, int seat, size_t from);

void step_done(struct play *play, size_t step);

// Tries one step.
enum outcome step_try(struct play *play, size_t at);

// Goes as far as it goes at each terminal. Returns whether anything moved, or differs.
bool step_advance(struct play *play);

#endif
