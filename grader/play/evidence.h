// Writes what was seen in a play as JSON, for the rooms that judge and show it.
#ifndef PLAY_EVIDENCE_H
#define PLAY_EVIDENCE_H

#include "play.h"

// Makes the evidence while the programs still live. The first line, up to its last comma, holds the
// difference and what each program is doing. If nothing differed, that is from the last look during
// the play.
void evidence_make(struct text *json, const struct play *play);

// Writes it to a file that is either complete or missing. Returns false, with errno set, if that
// fails.
bool evidence_save(const char *path, const struct text *json);

#endif
