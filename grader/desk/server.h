// The server that a crowd calls: a student's program, contained, in a network of its own.
#ifndef DESK_SERVER_H
#define DESK_SERVER_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>

#include "../contain/isolation.h"
#include "../contain/program.h"
#include "../look/look.h"
#include "../look/sockets.h"
#include "../text/text.h"

struct server {
    struct isolation *isolation; // the caller's
    struct program program;
    int output[2];      // our ends of its output and its errors; we never type
    struct text said;   // its first line of errors
    struct look before; // two looks in a row
    struct look now;
    struct sockets sockets;
};

// What a server costs at one moment, in bytes over all its processes.
struct cost {
    long pages;       // its share of the memory in use: Pss of proc_pid_smaps_rollup(5); -1: hidden
    long page_tables; // that the kernel keeps for it: VmPTE of proc_pid_status(5)
    size_t processes;
    size_t threads;
};

// Starts the program that is open as `binary`, and waits until it listens. For each line that it
// wants from the keyboard one is there. Returns false with the reason in `why`: a sentence on the
// program if `is_programs`, else what failed here. In both cases server_end must follow.
bool server_start(struct server *server, struct isolation *isolation, int binary, const char *name,
                  struct text *why, bool *is_programs);

// Ends it with all its processes.
void server_end(struct server *server);

// Takes in what it has shown; does not wait.
void server_hear(struct server *server);

// Whether the program has ended, or is to be ended because it has used more memory, or processor
// time, than all its processes may. This second question takes time: only if `is_thorough`.
bool server_is_gone(struct server *server, bool is_thorough);

// Whether each of its threads waits for others, and nothing is on its way that could wake one. (A
// caller in between must not have done anything either.)
bool server_is_at_rest(struct server *server);

// Counts the connections to the server that it has accepted, and those that wait in the queue of
// its listening socket.
void server_count(struct server *server, size_t *accepted, size_t *queued);

void server_cost(struct server *server, struct cost *cost);

#endif
