// Whether the limits of this process leave room for what it starts: getrlimit(2).
#ifndef PLAY_ROOM_H
#define PLAY_ROOM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "text.h"

// Raises each limit that is lower than what programs may need, or, if not `for_programs`, a command
// of the grader's own. Returns false, with a sentence in `why`, if one can't be raised: then
// nothing can be graded here, and no program is to blame for it.
bool room_make(bool for_programs, struct text *why);

// The threads of all processes of a user, as far as they can be seen: not those in other
// containers.
size_t threads_of_user(uid_t uid);

#endif
