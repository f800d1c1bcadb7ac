// The steps of a session: each waits for its own terminal only.
#ifndef PLAY_STEPS_H
#define PLAY_STEPS_H

#include "differs.h"

// Tries one step.
enum outcome step_try(struct play *play, size_t at);

// Goes as far as it goes at each terminal. Returns whether anything moved, or differs.
bool step_advance(struct play *play);

#endif
