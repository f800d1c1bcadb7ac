// How a conversation differs from the session: noted in the play, for the report.
#ifndef PLAY_DIFFERS_H
#define PLAY_DIFFERS_H

#include "play.h"
#include "shown.h"

// What trying a step comes to.
enum outcome {
    DONE,
    WAITS,
    DIFFERS
};

// Each notes why and where, and returns DIFFERS. The second keeps the line that came instead.
enum outcome differs(struct play *play, size_t step, enum reason reason);
enum outcome differs_by_line(struct play *play, size_t step, enum reason reason,
                             const struct line *line);

// The terminal shows what no step of it has asked for until `step`.
enum outcome differs_by_too_much(struct play *play, size_t step, int number);

// Whether it does.
bool shows_too_much(struct play *play, int number);

#endif
