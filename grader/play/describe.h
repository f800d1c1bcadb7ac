// Says in words what a program is doing.
#ifndef PLAY_DESCRIBE_H
#define PLAY_DESCRIBE_H

#include "../text/text.h"
#include "play.h"

// "Your server", "The client", or `NAME` of another terminal: how a sentence about it begins.
void describe_name(struct text *text, const struct seat *seat);

// One sentence a thread, or one on how the program ended, each on a line of its own. Where it has
// listening sockets that nobody waits on, a sentence says on which ports. Needs play_look() before.
void describe_seat(struct text *text, const struct play *play, int number);

// "ended with status 1", "was killed by SIGSEGV": a wait status in words.
void describe_end(struct text *text, int status);

#endif
