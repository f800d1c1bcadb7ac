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
    char *name;   // its file's, without ".md"
    char *not_in; // exercises where it is none, with blanks between them; NULL: it is one in all
    char *read;   // the section of the tutorial: "server.md#the-calls"; NULL: none is named
    char *title;
    char *seen;   // what was seen, with {name} for values
    int step;     // life.h
    char **hints; // the lines of each as they are, without the number
    size_t hint_count;
    struct sign sign;
};

// Reads an entry. Returns false if it is not one, with the file, the line and the reason in `why`.
bool mistake_read(struct mistake *mistake, const char *path, struct text *why);
void mistake_free(struct mistake *mistake);

// Whether it is a mistake in that exercise.
bool mistake_applies_to(const struct mistake *mistake, const char *exercise);

// Words of an entry, its title or what was seen, with the values that were found.
void mistake_tell(struct text *text, const char *words, const struct found *found);

// The entry as a member of a JSON object: "name": {"title": ...}.
void mistake_write(struct text *json, const struct mistake *mistake);

#endif
