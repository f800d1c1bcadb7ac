// Tries the turns of a session. Each waits only for its own terminal.
#ifndef PLAY_TURNS_H
#define PLAY_TURNS_H

#include "differs.h"

// Tries one turn.
enum outcome turn_try(struct play *play, size_t at);

// Goes on at each terminal as far as possible. Returns whether a turn was done, or differs.
bool turn_advance(struct play *play);

#endif
