// What a peer sees, a line each.
#ifndef PEERS_SEEN_H
#define PEERS_SEEN_H

#include <stddef.h>

// Collects the lines of one round. {0} is empty.
struct seen {
    char text[20000];
};

// Shows a line; with `seen`, adds it there instead, behind a comma.
__attribute__((format(printf, 2, 3))) void see(struct seen *seen, const char *format, ...);

// Writes the bytes into `shown`, unprintable ones as \0, \xff. It needs room for four characters a
// byte and one more.
void show_bytes(char *shown, const char *bytes, size_t length);

#endif
