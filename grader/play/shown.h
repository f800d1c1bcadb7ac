// Takes apart what terminals have shown, and makes the conversation that a person sees.
#ifndef PLAY_SHOWN_H
#define PLAY_SHOWN_H

#include "play.h"

// A piece of a terminal's output: a line, or the beginning of one. It points into the output.
struct line {
    const char *start;
    size_t length; // without blanks at its end, and without the newline
    size_t size;   // with them
    bool whole;    // its newline has come
};

// The next piece of output that no turn has dealt with.
struct line shown_line(const struct seat *seat);

// The same, after skipping blank lines, which never count.
struct line shown_next(struct play *play, int number);

// Takes a line: adds it to the conversation and moves on behind it.
void shown_take(struct play *play, int number, const struct line *line);

// Adds a row to the conversation.
void shown_event(struct play *play, int number, const char *bytes, size_t length);

// Adds typed text: behind its prompt, if the terminal is at one.
void shown_typed(struct play *play, int number, const char *typed);

bool shown_is(const struct line *line, const char *text);

// Whether the line is the prompt. While any text may come (`skipping`), more may follow it already:
// then cuts `line` to the prompt.
bool shown_is_prompt(struct line *line, const char *text, bool skipping);

// How many lines of the terminal have ever shown `text`; if it is NULL, anything at all. And
// whether one has.
size_t shown_often(const struct seat *seat, const char *text);
bool shown_has(const struct seat *seat, const char *text);

#endif
