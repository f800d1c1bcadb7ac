// Reads an entry of the catalogue: one mistake, a Markdown file in grader/mistakes. docs/author.md
// describes the format.
#ifndef DIAGNOSE_MISTAKE_H
#define DIAGNOSE_MISTAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "../text/text.h"
#include "sign.h"

// Owned; {0} is empty.
struct mistake {
    char *name;   // the file's, without ".md"
    char *not_in; // exercises where it is no mistake, with blanks between them, or NULL
    char *read;   // the section of the tutorial, "server.md#the-calls", or NULL
    char *title;
    char *seen;   // the sentence on what was seen, with {name} for values
    int step;     // life.h
    char **hints; // with their line breaks, without their numbers
    size_t hint_count;
    struct sign sign;
};

// Reads an entry. Returns false if it is malformed, with the file, the line and the reason in
// `why`.
bool mistake_read(struct mistake *mistake, const char *path, struct text *why);
void mistake_free(struct mistake *mistake);

// Whether it counts as a mistake in that exercise.
bool mistake_applies_to(const struct mistake *mistake, const char *exercise);

// Appends words of an entry, its title or what was seen, with the values that were found.
void mistake_tell(struct text *text, const char *words, const struct found *found);

// Appends the entry as a member of a JSON object: "name": {"title": ...}.
void mistake_write(struct text *json, const struct mistake *mistake);

#endif
