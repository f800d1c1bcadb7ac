// A terminal of our own: a pty(7) whose master we hold.
#ifndef LOOK_TTY_H
#define LOOK_TTY_H

#include <stdbool.h>

#include "../text/text.h"

// The output, in bytes, after which a program is not read any more.
#define OUTPUT_LIMIT (1 << 18)

struct tty {
    int master;
    int slave;          // ours, for tty_settle; the program gets a descriptor of its own
    struct text output; // everything shown until now
    char token[18];     // the last one, see tty_settle
    bool awaits_token;
    bool is_late; // the token did not come in time, and may be lost: tcflush(3)
};

// Opens a terminal: lines are edited and CTRL-C works as for a person, echo is off, newlines stay
// single. Returns false with the reason in `why`.
bool tty_open(struct tty *tty, struct text *why);
void tty_close(struct tty *tty);

// A descriptor of the terminal for a program; the caller closes it. -1, with the reason in `why`,
// if that fails.
int tty_for_program(const struct tty *tty, struct text *why);

// Whether it has reached OUTPUT_LIMIT: then nothing more is read, and its writers wait.
bool tty_is_full(const struct tty *tty);

// Adds to `output` what has come; does not wait. Returns whether something came.
bool tty_read(struct tty *tty);

// Turns the echo off again, if a program has turned it on.
void tty_hide_typing(const struct tty *tty);

// Types bytes. Returns how many the terminal takes now.
size_t tty_type(struct tty *tty, const char *bytes, size_t length);

// Makes sure that nothing is under way between the two ends: all output of the program is in
// `output`, and the program can read all that was typed. A terminal's output passes through a
// kernel worker; so we write a token behind the program's output, and take it out again: once it
// comes, so has everything before it. Returns false if it did not come in 100 ms (the program has
// stopped its output, or the machine is busy): then nothing is known. Returns true for a full one.
bool tty_settle(struct tty *tty);

#endif
