// The seven steps of a server, ticked off against what a program has really called.
#ifndef DIAGNOSE_STEPS_H
#define DIAGNOSE_STEPS_H

#include "../text/text.h"
#include "life.h"
#include "lifecycle.h"

#define SEVEN LIFE_SEVEN

struct marker {
    char *words; // what the skeleton says there
    long line;   // where it stands in the student's source; 0 if it doesn't any more
};

// What a program was asked for, and what it and its client have called.
struct journey {
    const char *exercise;
    const char *port; // where it is to listen
    int steps; // how many of the seven it has to take; the last one always
    struct lifecycle server;
    struct lifecycle client; // empty if there is none
    struct marker markers[SEVEN];
};

// Shows the steps on a terminal of 80 columns. Returns whether all were taken.
bool steps_show(struct text *text, const struct journey *journey);

// The conversation as a sequence diagram: an SVG image, with fonts and colours of its own.
void steps_draw(struct text *text, const struct journey *journey);

// A deed in words: "bind() gave it every address, port 80". Returns false for one that has no
// place among the steps.
bool steps_words(struct text *text, const struct deed *deed);

// Whether the client's deed is to be told before the server's: the earlier one, and of two that are
// as good as simultaneous the cause before its effect. One of them may be NULL.
bool steps_client_first(const struct deed *server, const struct deed *client);

// To which of the steps, 0 to 6, a deed belongs; -1 if to none.
int steps_of(const struct deed *deed);

#endif
