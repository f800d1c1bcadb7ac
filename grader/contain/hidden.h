// Places that no program may look into, wherever they are: the kit, the results, what others have
// handed in.
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

// Adds a file or folder, and the other places where a mount shows it: mount(8), --bind. What is not
// there is not added. Returns false, with the reason in `why`, if programs can't do without it.
bool hidden_add(struct hidden *hidden, const char *path, struct text *why);

// Adds the kit that this program was built in: KIT/build/bin/PROGRAM.
bool hidden_add_kit(struct hidden *hidden, struct text *why);

// Whether a path is one of them; and whether one of them is below it.
bool hidden_is(const struct hidden *hidden, const char *path);
bool hidden_is_below(const struct hidden *hidden, const char *path);

// Whether this process, as the user that it is now, can get at one of them by its path. (Folders
// that belong to everybody, as / and /tmp do, are not looked at.)
bool hidden_can_be_reached(const struct hidden *hidden);

#endif
