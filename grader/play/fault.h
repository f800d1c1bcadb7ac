// Whose doing it was that a play did not go as written.
#ifndef PLAY_FAULT_H
#define PLAY_FAULT_H

#include "play.h"

// How often a session is played, at most.
#define TRIES 5

enum fault {
    ITS_OWN, // the play tells how the program is
    UNKNOWN, // it tells nothing: the session is to be played once more
    OTHERS,  // it can't be played here: `trouble` tells why
};

// Tells it of a play whose programs have ended (play_end): what is still so now was not their
// doing, and what is over may have been. A stranger's connection, and a program of ours that was
// killed, leave nothing behind: so there may be `more` tries. Nothing that a program does comes to
// OTHERS.
enum fault fault_of(struct play *play, bool more);

#endif
