// The sign of a mistake: a pattern over the lines of the evidence.
//
// A sign consists of alternatives, and each of lines that must be met in order:
//
//   sees PATTERN    the next line of the evidence that matches, behind the one seen before
//   never PATTERN   no line matches between the one seen before and the one seen next (or the ends)
//
// A pattern matches a whole line: * any text, {name} any text, which it remembers (the same name
// again matches the same text), {a|b} one of these, and all else itself. Two names have a value
// before: {PORT}, the port of the exercise's servers, and {SWAPPED}, that number with its two bytes
// swapped.
#ifndef DIAGNOSE_SIGN_H
#define DIAGNOSE_SIGN_H

#include <stdbool.h>
#include <stddef.h>

#define VALUES 10

struct sign_line {
    bool never;
    bool alternative; // begins an alternative
    char *pattern;
};

// Owned; {0} is empty.
struct sign {
    struct sign_line *lines;
    size_t count;
};

// The result of comparing a sign, with the values of its names.
struct found {
    struct {
        char name[24];
        char *value;
    } values[VALUES];
    size_t count;
    size_t first; // the first line of the evidence that it sees
    size_t seen;  // the number of lines that it sees
    size_t tried; // comparisons so far
};

// Whether a whole line matches. Adds the values of the names to `found`.
bool pattern_matches(const char *pattern, const char *line, struct found *found);

// Sets {PORT} and {SWAPPED} from `port`, decimal digits; sets nothing if that is "".
void found_begin(struct found *found, const char *port);

// Whether the evidence meets one of the alternatives; the first that it meets adds its values to
// `found`. An alternative that takes too long to compare, as hostile evidence may make it, counts
// as not met.
bool sign_is_met(const struct sign *sign, char *const *evidence, size_t count, struct found *found);

void sign_free(struct sign *sign);
void found_free(struct found *found);

#endif
