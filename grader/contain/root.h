// The file system as a contained program sees it: a root of its own.
#ifndef CONTAIN_ROOT_H
#define CONTAIN_ROOT_H

#include <stdbool.h>

#include "hidden.h"

// Gives this process, which must be the first of a PID namespace and alone in a mount namespace, a
// root that holds only the system's programs and libraries and a few files of /etc, read-only; six
// devices, none of them another's terminal; /proc; and fresh /tmp and /dev/shm. It also shows
// `folder`, an absolute path without links, writable; NULL: none. It covers each `hidden` path with
// something empty. The working directory is `folder`, or else /tmp. Returns NULL, or the call that
// failed (see errno): then this process must end.
const char *root_enter(const char *folder, const struct hidden *hidden, bool in_user_namespace);

#endif
