// What was seen in a play, as a JSON file for whoever judges or shows it.
#ifndef PLAY_EVIDENCE_H
#define PLAY_EVIDENCE_H

#include "play.h"

// Makes the evidence of a play, as JSON, while its programs are still there to be looked at.
// `report` is NULL if nothing differed.
void evidence_make(struct text *json, const struct play *play, const char *report);

// Writes it to a file that is whole or not there. Returns false, with errno set, if it can't be.
bool evidence_save(const char *path, const struct text *json);

#endif
