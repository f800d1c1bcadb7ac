// The conditions of a session, its steps with the sign '?': how each is written, tried and told.
#ifndef PLAY_CONDITIONS_H
#define PLAY_CONDITIONS_H

#include "differs.h"

// Parses "exits 0" and the like, in a session that has these terminals until now. Returns NULL, or
// what is wrong; `word` gets the text that is meant by that.
const char *condition_parse(struct condition *condition, const char *text,
                            const struct session *session, const char **word);

// Tries the step `at`.
enum outcome condition_try(struct play *play, size_t at);

// What the step waits for, as a sentence: "`server` ends by itself". Where a line came that was not
// wanted: "nothing more, until `server` ends by itself".
void condition_expected(struct text *text, const struct play *play, const struct step *step);

// What the program has instead: "54 descriptors; before it had 4 descriptors". Returns false if
// there is nothing to tell. Needs play_look() before.
bool condition_instead(struct text *text, const struct play *play, const struct step *step);

// What a condition has counted. Memory is in bytes.
struct count {
    enum counted what;
    size_t now;
    bool is_compared; // with what there was before
    size_t before;
};

// What the program has of that which the step counts. Returns false if it counts nothing, or if the
// program is over. Needs play_look() before.
bool condition_counts(struct count *count, const struct play *play, const struct step *step);

#endif
