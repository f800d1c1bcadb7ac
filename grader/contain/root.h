// The file system as a contained program sees it: a root of its own.
#ifndef CONTAIN_ROOT_H
#define CONTAIN_ROOT_H

#include <stdbool.h>

#include "hidden.h"

// Gives this process, which must be the first of a PID namespace and alone in a mount namespace, a
// root with nothing in it but: the system's programs and libraries and a few files of /etc,
// read-only; six devices, none of them another's terminal; /proc; and fresh /tmp and /dev/shm.
// `folder`, an absolute path without links, is there as well, and can be written to; NULL: none.
// `hidden` is not to be seen there: something empty is in its place. The working directory is
// `folder`, or else /tmp. Returns NULL, or the call that failed (see errno): then this process must
// end.
const char *root_enter(const char *folder, const struct hidden *hidden, bool in_user_namespace);

#endif
