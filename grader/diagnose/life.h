// The steps of a server's life, in their order: where a mistake belongs, and what `make steps`
// ticks off.
#ifndef DIAGNOSE_LIFE_H
#define DIAGNOSE_LIFE_H

// The seven steps that a server takes follow the first; some have more behind them.
enum {
    LIFE_STEPS = 10,
    LIFE_FIRST = 1,
    LIFE_SEVEN = 7,
};

// "socket", "Create a socket". `step` is 0 to LIFE_STEPS - 1.
const char *life_name(int step);
const char *life_title(int step);

// The step of that name; -1 if there is none.
int life_step(const char *name);

#endif
