// Notes in the play how the conversation differs from the session, for the report.
#ifndef PLAY_DIFFERS_H
#define PLAY_DIFFERS_H

#include "play.h"
#include "shown.h"

// The result of trying a turn.
enum outcome {
    DONE,
    WAITS,
    DIFFERS
};

// Both note why and where, and return DIFFERS. The second also keeps the line that came instead.
enum outcome differs(struct play *play, size_t turn, enum reason reason);
enum outcome differs_by_line(struct play *play, size_t turn, enum reason reason,
                             const struct line *line);

// The terminal shows text that none of its turns before `turn` asks for.
enum outcome differs_by_too_much(struct play *play, size_t turn, int number);

// Whether the terminal shows text that no turn has dealt with, and may not.
bool shows_too_much(struct play *play, int number);

#endif
