// Text that grows, and bytes made safe to show.
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>

// Owned bytes, always followed by a '\0' that `length` does not count. {0} is an empty text.
// Memory that runs out ends the program with status 2: nothing was graded.
struct text {
    char *data;
    size_t length;
    size_t room;
};

void text_add(struct text *text, const char *bytes, size_t length);
void text_print(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_free(struct text *text);

// The content as a string, also of an empty text. It is the text's: do not free it.
const char *text_string(const struct text *text);

// Hands the content over as a string that the caller frees, and empties the text.
char *text_take(struct text *text);

// Appends bytes that came from a program, as valid UTF-8 that is safe on a terminal: control
// characters, direction marks (U+202A..) and bytes that are no UTF-8 are written out as \n, \x1b,
// \u202e; one that repeats often is written once, with its count. Printable characters stay as they
// are.
void text_show(struct text *text, const char *bytes, size_t length);

// Appends a JSON string (RFC 8259, section 7) for valid UTF-8.
void text_json(struct text *text, const char *string);

// The columns that a valid UTF-8 string takes on a terminal, counting each character as one.
size_t text_columns(const char *string);

// malloc and strdup that do not return NULL (see struct text).
void *must_allocate(size_t size);
char *must_copy(const char *string);

// Makes room for one more element of `size` bytes behind the first `count` of an array that only
// this function has grown. Returns the array, which may have moved. Begin with NULL and 0.
void *must_grow(void *array, size_t count, size_t size);

// Fills `bytes`, at most 256 (up to there getrandom(2) gives all or fails), with random ones.
void must_be_random(unsigned char *bytes, size_t length);

#endif
