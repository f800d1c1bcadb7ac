// What was seen in a play, as a JSON file for whoever judges or shows it.
#ifndef PLAY_EVIDENCE_H
#define PLAY_EVIDENCE_H

#include <stdbool.h>

#include "player.h"

// Writes the file whole or not at all. `report` is what report_print() made, or NULL if nothing
// differs; then the look at programs and sockets may be an old one. Returns false with errno set if
// it can't be written.
bool evidence_write(const char *path, const struct play *play, const char *report);

#endif
