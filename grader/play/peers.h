// The kit's own programs in a play: whether they have ended as they should.
#ifndef PLAY_PEERS_H
#define PLAY_PEERS_H

#include "play.h"

// After a play that differs: whether one of the kit's programs was killed, as by the kernel when
// there is no memory left, or could not be loaded. It ends by itself, with a status of its own, or
// by the key that the session presses; nothing that its peers do ends it in another way.
bool peers_have_failed(struct play *play);

#endif
