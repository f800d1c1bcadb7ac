// Plays a session: starts its programs, types, waits for the lines it expects, and finds the
// difference.
#ifndef PLAY_PLAYER_H
#define PLAY_PLAYER_H

#include "play.h"

// Plays the whole session. Returns false if it can't be played, with the reason in `trouble`;
// otherwise `reason` says how it went. The programs stay alive, for a last look, until play_end.
// Then fault.h finds out whether a difference is the program's doing.
bool play_session(struct play *play);

// Looks at all programs and sockets, for the report.
void play_look(struct play *play);

// Ends all programs, clients before servers.
void play_end(struct play *play);

// Frees the memory of a play that has ended.
void play_free(struct play *play);

#endif
