// Makes sure that the limits of this process leave room for the programs it starts: getrlimit(2).
#ifndef CONTAIN_ROOM_H
#define CONTAIN_ROOM_H

#include <stdbool.h>

#include "../text/text.h"

// Raises each limit that is too low for programs or, if not `for_programs`, for a command of the
// grader. Returns false, with a sentence in `why`, if it can't raise one: then nothing can be
// graded here, and no program is to blame.
bool room_make(bool for_programs, struct text *why);

#endif
