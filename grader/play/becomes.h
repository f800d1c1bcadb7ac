// Judges the conditions of a session, its steps with the sign '?'.
#ifndef PLAY_BECOMES_H
#define PLAY_BECOMES_H

#include "differs.h"

enum outcome becomes_try(struct play *play, size_t at);

#endif
