// Reads session files. Their format is described in docs/author.md.
#ifndef PLAY_READER_H
#define PLAY_READER_H

#include "../text/text.h"
#include "session.h"

// Reads the session file at `path`, and adds its random words to `values`. Returns false with
// "PATH:LINE: what is wrong" in `error`.
bool session_read(struct session *session, const char *path, struct values *values,
                  struct text *error);

#endif
