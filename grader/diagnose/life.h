// The steps in the life of a server or a client, in their order: where a mistake belongs, and what
// `make steps` ticks off.
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

// The steps that each server, or each client, takes, in their order. Some take more behind them.
struct course {
    const char *title; // "seven steps of a server"
    const char *own;   // "your server"
    const char *other; // "client": who talks with it
    bool is_clients;
    int meets; // the step in which it meets the other one
    int count;
    int steps[LIFE_STEPS];
};

// "socket", "Create a socket". `step` is 0 to LIFE_STEPS - 1.
const char *life_name(int step);
const char *life_title(int step);

// The step of that name; -1 if there is none.
int life_step(const char *name);

// The course of a life in `role`, "server" or "client"; NULL if it is neither.
const struct course *life_course(const char *role);

// Whether such a program takes that step, or one that belongs to it: the building of each, and a
// server's loop and threads.
bool life_has(const struct course *course, int step);

// The number of the step in the course, from 1 on; 0 if it is none of its steps.
int life_number(const struct course *course, int step);

#endif
