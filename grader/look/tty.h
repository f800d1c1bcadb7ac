// A terminal of our own: a pty(7) whose master we hold.
#ifndef LOOK_TTY_H
#define LOOK_TTY_H

#include <stdbool.h>

#include "../text/text.h"

// A program that shows more than this gets no further: bytes.
#define OUTPUT_LIMIT (1 << 18)

struct tty {
    int master;
    int slave;          // ours, to know what is under way; the program gets one of its own
    struct text output; // all that was shown until now
    char token[18];     // the last one, see tty_settle
    bool awaits_token;
    bool is_late; // it did not come in time, and may be lost: tcflush(3)
};

// Opens a terminal: lines are edited and CTRL-C works as for a person, echo is off, newlines stay
// single. Returns false with the reason in `why`.
bool tty_open(struct tty *tty, struct text *why);
void tty_close(struct tty *tty);

// A descriptor of the terminal for a program; the caller closes it. -1, with the reason in `why`,
// if there is none to be had.
int tty_for_program(const struct tty *tty, struct text *why);

// Whether it has shown all that it may: nothing more is read, and whoever writes on waits.
bool tty_is_full(const struct tty *tty);

// Adds to `output` what has come; does not wait. Returns whether something came.
bool tty_read(struct tty *tty);

// Types bytes. Returns how many the terminal takes now.
size_t tty_type(struct tty *tty, const char *bytes, size_t length);

// Makes sure that nothing is under way between the two ends: what the program has written is in
// `output`, what was typed can be read by the program. What a terminal carries passes through a
// kernel worker; so a token that we write behind the program's output, and take out again, tells
// that all before it has come. Returns false if it did not come in 100 ms (the program has stopped
// its output, or the machine is busy): then nothing is known. Of a full one, no more is wanted.
bool tty_settle(struct tty *tty);

#endif
