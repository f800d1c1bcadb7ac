// Whether the limits of this process leave room for what it starts: getrlimit(2).
#ifndef CONTAIN_ROOM_H
#define CONTAIN_ROOM_H

#include <stdbool.h>

#include "../text/text.h"

// Raises each limit that is lower than what programs may need, or, if not `for_programs`, a command
// of the grader's own. Returns false, with a sentence in `why`, if one can't be raised: then
// nothing can be graded here, and no program is to blame for it.
bool room_make(bool for_programs, struct text *why);

#endif
