// The steps of a server or a client, ticked off against what a program has really called.
#ifndef DIAGNOSE_STEPS_H
#define DIAGNOSE_STEPS_H

#include "../text/text.h"
#include "life.h"
#include "lifecycle.h"

struct marker {
    char *words; // what the skeleton says there
    long line;   // where it stands in the student's source; 0 if it doesn't any more
};

// What a program was asked for, and what it and the one that it talks with have called.
struct journey {
    const char *exercise;
    const char *port; // of the server
    const struct course *course;
    bool asked[LIFE_STEPS]; // which steps it has to take; closing always
    struct lifecycle own;   // of the student's program
    struct lifecycle other; // of who talks with it; empty if nobody was traced
    struct marker markers[LIFE_STEPS];
};

// Shows the steps on a terminal of 80 columns. Returns whether all were taken.
bool steps_show(struct text *text, const struct journey *journey);

// The conversation as a sequence diagram: an SVG image, with fonts and colours of its own.
void steps_draw(struct text *text, const struct journey *journey);

// A deed in words, of a client or a server: "bind() gave it every address, port 80". Returns false
// for one that has no place among the steps.
bool steps_words(struct text *text, const struct deed *deed, bool is_clients);

// Whether the deed of the other one is to be told before the student's own: the earlier one, and of
// two that are as good as simultaneous the cause before its effect. One of them may be NULL.
bool steps_other_first(const struct deed *own, const struct deed *other);

// To which step of the life a deed belongs; -1 if to none.
int steps_of(const struct course *course, const struct deed *deed);

#endif
