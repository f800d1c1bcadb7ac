// What a peer does on one connection: most of the words of peer.c.
#ifndef PEERS_TALK_H
#define PEERS_TALK_H

#include <stdbool.h>
#include <stddef.h>

#include "seen.h"

// The most bytes that one word shows.
#define HEARD 4000

struct connection {
    int sock;             // -1: closed
    bool telnet;          // say what bytes mean in telnet
    struct seen *seen;    // where to say what it sees: see()
    char *lines;          // those of `fill` or `pour`, owned; NULL: there are none
    size_t length;        // of them
    size_t sent;          // how much of them has been sent
    size_t drained;       // and how much has come back
    unsigned long number; // of the next line
};

// Whether `text` is an even number of hexadecimal digits, for HEARD bytes at most.
bool is_hex(const char *text);

// The words of the same names. They return false if that could not be done, and have said why.
bool talk_say(struct connection *connection, const char *text);
bool talk_bytes(struct connection *connection, const char *hex);
bool talk_drip(struct connection *connection, const char *text);
bool talk_drips(struct connection *connection, const char *hex);
bool talk_fill(struct connection *connection, const char *text);
bool talk_pour(struct connection *connection, const char *text);
bool talk_hear(struct connection *connection, const char *text);
bool talk_hears(struct connection *connection, const char *hex);
bool talk_lines(struct connection *connection, const char *number);
bool talk_drain(struct connection *connection, const char *none);
bool talk_sip(struct connection *connection, const char *none);
bool talk_end(struct connection *connection, const char *none);
bool talk_shut(struct connection *connection, const char *none);
bool talk_leave(struct connection *connection, const char *none);
bool talk_reset(struct connection *connection, const char *none);

// Reads a line from the terminal, or its end. Returns whether there was a line.
bool take_line(void);

#endif
