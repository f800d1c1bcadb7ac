// Places that no program may look into: the kit, the results, the submissions of others.
#ifndef CONTAIN_HIDDEN_H
#define CONTAIN_HIDDEN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "../text/text.h"

// Absolute paths without links, owned. {0} is none.
struct hidden {
    char **paths;
    size_t count;
};

// Adds a file or folder, and the other places where a mount shows it: mount(8), --bind. Skips a
// path that does not exist. Returns false, with the reason in `why`, if programs need it.
bool hidden_add(struct hidden *hidden, const char *path, struct text *why);

// Adds the kit that this program was built in: KIT/build/bin/PROGRAM.
bool hidden_add_kit(struct hidden *hidden, struct text *why);

// Whether a path is hidden; and whether a hidden one is below it.
bool hidden_is(const struct hidden *hidden, const char *path);
bool hidden_is_below(const struct hidden *hidden, const char *path);

// Whether this process, as its present user, can reach a hidden path. (Ignores folders that
// everybody may write to, as /tmp, and the root.)
bool hidden_can_be_reached(const struct hidden *hidden);

#endif
