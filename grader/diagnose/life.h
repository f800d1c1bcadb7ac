// The steps in the life of a server or a client, in their order. Each mistake belongs to one, and
// `make steps` ticks them off.
#ifndef DIAGNOSE_LIFE_H
#define DIAGNOSE_LIFE_H

#include <stdbool.h>

enum {
    LIFE_BUILD,
    LIFE_ADDRESS,
    LIFE_SOCKET,
    LIFE_BIND,
    LIFE_LISTEN,
    LIFE_ACCEPT,
    LIFE_CONNECT,
    LIFE_TALK,
    LIFE_CLOSE,
    LIFE_LOOP,
    LIFE_THREAD,
    LIFE_STEPS,
};

// The course of a server's, or of a client's, life: its steps in their order. Some lives have more
// steps behind these.
struct course {
    const char *title; // "seven steps of a server"
    const char *own;   // "your server"
    const char *other; // "client": the program that it talks with
    bool is_clients;
    int meets; // the step in which it meets the other program
    int count;
    int steps[LIFE_STEPS];
};

// "socket", "Create a socket". `step` is 0 to LIFE_STEPS - 1.
const char *life_name(int step);
const char *life_title(int step);

// The step of that name; -1 if no step has it.
int life_step(const char *name);

// The course of `role`, "server" or "client"; NULL for another word.
const struct course *life_course(const char *role);

// Whether the step is in that life: also "build" in both, and a server's loop and threads.
bool life_has(const struct course *course, int step);

// The number of the step in the course, from 1 on; 0 if it is not one of its steps.
int life_number(const struct course *course, int step);

#endif
