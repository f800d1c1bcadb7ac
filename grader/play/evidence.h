// What was seen in a play, as a JSON file for whoever judges or shows it.
#ifndef PLAY_EVIDENCE_H
#define PLAY_EVIDENCE_H

#include "play.h"

// Makes the evidence of a play, as JSON, while its programs are still there to be looked at.
// Its first line, up to the comma, tells by itself what differed and what each program is doing.
// Where nothing differed the programs were last looked at while it was played.
void evidence_make(struct text *json, const struct play *play);

// Writes it to a file that is whole or not there. Returns false, with errno set, if it can't be.
bool evidence_save(const char *path, const struct text *json);

#endif
