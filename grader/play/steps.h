// Tries the steps of a session. Each waits only for its own terminal.
#ifndef PLAY_STEPS_H
#define PLAY_STEPS_H

#include "differs.h"

// Tries one step.
enum outcome step_try(struct play *play, size_t at);

// Goes on at each terminal as far as possible. Returns whether a step was done, or differs.
bool step_advance(struct play *play);

#endif
