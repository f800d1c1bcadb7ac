// Finds out who made a play differ: the program, or somebody else.
#ifndef PLAY_FAULT_H
#define PLAY_FAULT_H

#include "play.h"

// The most times that a session is played.
#define TRIES 5

enum fault {
    ITS_OWN, // the play shows what the program does
    UNKNOWN, // it shows nothing: the session must be played once more
    OTHERS,  // it can't be played here: `trouble` says why
};

// Judges a play after its programs have ended (play_end): a trouble that persists was not their
// doing, one that is over may have been. A stranger's connection, or the death of a program of
// ours, can't be checked afterwards: then UNKNOWN, if `more` tries are left. Nothing that a program
// does leads to OTHERS.
enum fault fault_of(struct play *play, bool more);

#endif
