// Plays a session: starts its programs, types, waits for what it says, and sees where it differs.
#ifndef PLAY_PLAYER_H
#define PLAY_PLAYER_H

#include "play.h"

// Plays the whole session. Returns false if it can't be played, with the reason in `trouble`;
// otherwise `reason` tells how it went. The programs are still alive, for a last look: play_end.
// Whether a difference is the program's doing, fault.h tells then.
bool play_session(struct play *play);

// Looks at all programs and sockets, for the report.
void play_look(struct play *play);

// Ends all programs, clients before servers.
void play_end(struct play *play);

// Frees what a play has that has ended.
void play_free(struct play *play);

#endif
