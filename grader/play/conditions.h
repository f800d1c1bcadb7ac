// The conditions of a session, its turns with the sign '?': parses, tries and words them.
#ifndef PLAY_CONDITIONS_H
#define PLAY_CONDITIONS_H

#include "differs.h"

// Parses a condition like "exits 0"; `session` has the terminals that were named so far. Returns
// NULL, or what is wrong; `word` gets the text that the error is about.
const char *condition_parse(struct condition *condition, const char *text,
                            const struct session *session, const char **word);

// Tries the turn `at`.
enum outcome condition_try(struct play *play, size_t at);

// Appends what the turn waits for: "`server` ends by itself"; if an unwanted line came, "nothing
// more, until `server` ends by itself".
void condition_expected(struct text *text, const struct play *play, const struct turn *turn);

// Appends what was counted instead: "54 descriptors; before it had 4 descriptors". Returns false if
// the condition counts nothing. Needs play_look() before.
bool condition_instead(struct text *text, const struct play *play, const struct turn *turn);

// The numbers of a condition that counts. Memory is in bytes.
struct count {
    enum counted what;
    size_t now;
    bool is_compared; // with the remembered number
    size_t before;
};

// Counts what the turn is about. Returns false if it counts nothing, or if the program has ended.
// Needs play_look() before.
bool condition_counts(struct count *count, const struct play *play, const struct turn *turn);

#endif
