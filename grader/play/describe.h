// Says in words what a program is doing.
#ifndef PLAY_DESCRIBE_H
#define PLAY_DESCRIBE_H

#include "../text/text.h"
#include "play.h"

// The most threads of a program that are described one by one.
#define THREADS_TOLD 4

// Which of a program's processes and threads one is. Numbers begin with 1; they count zombies,
// which nobody has waited for, not.
struct place {
    size_t process;
    size_t processes;
    size_t parent; // the number of its process's parent; 0: that has ended, or the first
    size_t thread; // within the process
    size_t threads;
};

// Finds the place of a thread of the look.
struct place describe_place(const struct look *look, size_t number);

// What a thread is doing, as data. A word that does not apply is "", a number -1.
struct doing {
    const char *state; // "waiting", "computing", "sleeping", "stopped"; "ended" while others go on
    const char *call;  // as the student writes it: "recv"
    int descriptor;    // that it waits on
    const char *role;  // of the descriptor: "terminal", "listening socket", "connection",
                       // "unaccepted connection", "closed connection"; without one "any of
                       // several", "another thread, process or signal"
    const char *peer;  // the terminal at the other end of the connection
    int port;          // of the listening socket
};

// Finds out what a thread of a seat's look is doing. Needs play_look() before.
struct doing describe_doing(const struct play *play, const struct look *look,
                            const struct thread *thread);

// Begins a sentence: "Your server", "The client", or `NAME` of another terminal.
void describe_name(struct text *text, const struct seat *seat);

// One sentence for each thread, or one on how the program ended, each on its own line; one for all
// children that have ended and that nobody has waited for; and one for each listening socket on
// another port or address than the play's. Needs play_look() before.
void describe_seat(struct text *text, const struct play *play, int number);

// "56 children have ended, and nobody has waited for them"
void describe_zombies(struct text *text, size_t count);

// "ended with status 1", "was killed by SIGSEGV": a wait status in words.
void describe_end(struct text *text, int status);

#endif
