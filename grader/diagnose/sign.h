// The sign of a mistake: a pattern over the lines of the evidence.
//
// A sign is made of alternatives, and each of them of lines, which are met in order:
//
//   sees PATTERN    the next line of the evidence that matches, behind the one seen before
//   never PATTERN   no line matches between the one seen before and the one seen next (or the ends)
//
// A pattern is for a whole line: * is any text, {name} any text that is remembered (the same name
// again is the same text), {a|b} one of these, and all else is itself. What some names stand for is
// known before: {PORT}, where the servers of the exercise listen, and {SWAPPED}, that number with
// its two bytes swapped.
#ifndef DIAGNOSE_SIGN_H
#define DIAGNOSE_SIGN_H

#include <stdbool.h>
#include <stddef.h>

#define VALUES 10

struct sign_line {
    bool never;
    bool alternative; // the first line of one
    char *pattern;
};

// Owned; {0} is empty.
struct sign {
    struct sign_line *lines;
    size_t count;
};

// What the names in a pattern stood for.
struct found {
    struct {
        char name[24];
        char *value;
    } values[VALUES];
    size_t count;
    size_t first; // the line of the evidence that the sign begins with
    size_t seen;  // how many lines it has seen
    size_t tried; // how much work it was
};

// Whether a whole line matches. Adds to `found` what the names stand for.
bool pattern_matches(const char *pattern, const char *line, struct found *found);

// What {PORT} and {SWAPPED} stand for, `port` in decimal digits; nothing if that is "".
void found_begin(struct found *found, const char *port);

// Whether one of the alternatives is met by the evidence; the first that is adds to `found` what
// its names stand for. One that would take too long to find out, as evidence can be made to, is not
// met.
bool sign_is_met(const struct sign *sign, char *const *evidence, size_t count, struct found *found);

void sign_free(struct sign *sign);
void found_free(struct found *found);

#endif
