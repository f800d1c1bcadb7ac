// What a student reads when a conversation differs.
#ifndef PLAY_REPORT_H
#define PLAY_REPORT_H

#include "../text/text.h"
#include "play.h"

// The conversation in columns, what was expected and what came, with a caret under the first
// character that differs, and where each program is now. At most 80 columns wide, but for the two
// lines that are compared. Needs play_look() before.
void report_print(struct text *report, const struct play *play);

// What the step that differs wants, as a sentence: "the server's terminal shows: ...".
void report_expected(struct text *text, const struct play *play);

// What came instead, as a sentence.
void report_received(struct text *text, const struct play *play);

#endif
