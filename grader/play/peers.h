// Checks whether the kit's own programs in a play have ended as they should.
#ifndef PLAY_PEERS_H
#define PLAY_PEERS_H

#include "play.h"

// After a play that differs: whether one of the kit's programs was killed, as by the kernel for
// lack of memory, or could not be loaded. Such a program otherwise ends only by itself, with a
// status of its own, or by the key that the session presses; its peers can't end it.
bool peers_have_failed(struct play *play);

#endif
