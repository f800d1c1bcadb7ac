// An entry of the catalogue: one mistake, as a Markdown file in grader/mistakes. docs/author.md
// says how one is written.
#ifndef DIAGNOSE_MISTAKE_H
#define DIAGNOSE_MISTAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "../text/text.h"
#include "sign.h"

// Owned; {0} is empty.
struct mistake {
    char *name;      // its file's, without ".md"
    char *exercises; // "ex11_1 ex11_2"
    char *title;
    char *seen; // what was seen, with {name} for values
    int step;   // in the order of a server's life: mistake_step
    struct sign sign;
};

// Reads an entry. Returns false if it is not one, with the file, the line and the reason in `why`.
bool mistake_read(struct mistake *mistake, const char *path, struct text *why);
void mistake_free(struct mistake *mistake);

bool mistake_belongs_to(const struct mistake *mistake, const char *exercise);

// What was seen, with the values that were found.
void mistake_tell(struct text *text, const struct mistake *mistake, const struct found *found);

#endif
