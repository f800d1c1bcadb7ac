// Reads session files. Their format is described in docs/author.md.
#ifndef PLAY_READER_H
#define PLAY_READER_H

#include "../text/text.h"
#include "session.h"

// Reads the session file at `path`. Returns false after putting "PATH:LINE: what is wrong" into
// `error`. Random words are added to `values`.
bool session_read(struct session *session, const char *path, struct values *values,
                  struct text *error);

#endif
