// Who takes part in a conversation: the threads and children of the student's program, and the
// programs that it talks with.
#ifndef DIAGNOSE_CAST_H
#define DIAGNOSE_CAST_H

#include "../text/text.h"
#include "lifecycle.h"

// Adds a life to those of the other programs, in the order of time: its deeds are then by `name`.
// Takes over what `life` owns.
void cast_join(struct lifecycle *others, struct lifecycle *life, const char *name);

// Tells each deed its connection, and which client has that: a server accepts connections in the
// order in which they are made. Names no client if there is only one, or if one was not traced.
// Finds out where each connection ends, and whether one is left open. `own` is the life of the
// student's program, which is a client or a server.
void cast_meet(struct lifecycle *own, struct lifecycle *others, bool is_clients);

// Shows who did what: a row for each thread and each child. Shows nothing of a program that has
// one thread at most beside main().
void cast_show(struct text *text, const struct lifecycle *life);

#endif
