// Ticks the steps of a server or a client off against the program's calls.
#ifndef DIAGNOSE_STEPS_H
#define DIAGNOSE_STEPS_H

#include "../text/text.h"
#include "life.h"
#include "lifecycle.h"

struct marker {
    char *words; // the skeleton's words below it
    long line;   // its line in the student's source; 0 if it is gone
};

// The exercise, and the lives of the program and of the one that it talks with.
struct journey {
    const char *exercise;
    const char *port; // of the server
    const struct course *course;
    bool asked[LIFE_STEPS]; // the steps that the exercise asks for; always with closing
    struct lifecycle own;   // of the student's program
    struct lifecycle other; // of those that it talks with, together; empty if none was traced
    int other_count;        // how many they are
    struct marker markers[LIFE_STEPS];
};

// Shows the steps on a terminal of 80 columns. Returns whether all were taken.
bool steps_show(struct text *text, const struct journey *journey);

// Draws the conversation as a sequence diagram: an SVG image, with fonts and colours of its own.
void steps_draw(struct text *text, const struct journey *journey);

// Words a deed of a client or a server: "bind() gave it every address, port 80". Returns false if
// it belongs to no step.
bool steps_words(struct text *text, const struct deed *deed, bool is_clients);

// Whether another program's deed comes before the student's own: the earlier one first, and of
// two that are nearly simultaneous the cause before its effect. One of them may be NULL.
bool steps_other_first(const struct deed *own, const struct deed *other);

// The step of the life that a deed belongs to; -1 if to none.
int steps_of(const struct course *course, const struct deed *deed);

#endif
