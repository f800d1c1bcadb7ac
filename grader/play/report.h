// Words what a student reads when a conversation differs.
#ifndef PLAY_REPORT_H
#define PLAY_REPORT_H

#include "../text/text.h"
#include "play.h"

// Prints the conversation in columns, what was expected and what came, with a caret under the first
// character that differs, and where each program is now. Needs play_look() before.
void report_print(struct text *report, const struct play *play);

// Appends what the turn that differs expects: the line, or the condition in words.
void report_expected(struct text *text, const struct play *play);

// Appends what came instead: the line, a count, or in parentheses why nothing came.
void report_received(struct text *text, const struct play *play);

#endif
