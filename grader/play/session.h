// Session files: conversations, one step a line. The format is described in docs/author.md.
#ifndef PLAY_SESSION_H
#define PLAY_SESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "condition.h"
#include "text.h"

enum sign {
    STARTS = '$',
    SHOWS = '|',
    SHOWS_TOO = '&', // like '|', in any order with the '&' steps next to it on its terminal
    TYPES = '<',
    PRESSES = '^',
    BECOMES = '?',
};

struct step {
    enum sign sign;
    int terminal;               // index into session.terminals
    int line;                   // in the file, for messages
    char *text;                 // with its {names} filled in, without blanks at its end
    bool prompt;                // a SHOWS before a TYPES: no newline needs to follow
    bool ellipsis;              // a SHOWS of "...": from here on any other lines may come, too
    struct condition condition; // of a BECOMES
};

struct values;

struct session {
    char *path;
    char *title;
    char **terminals; // names, in the order in which they are first used
    int terminal_count;
    struct step *steps;
    size_t step_count;
    const struct values *values; // of its {names}; the caller's
};

// Values for the {names} of a session. A name without a value gets fresh random words.
struct value {
    char *name;
    char *value;
};

struct values {
    struct value *items;
    size_t count;
};

// Adds a value; both strings are copied.
void values_set(struct values *values, const char *name, const char *value);

// Reads the session file at `path`. Returns false after putting "PATH:LINE: what is wrong" into
// `error`. Random words are added to `values`.
bool session_read(struct session *session, const char *path, struct values *values,
                  struct text *error);

#endif
