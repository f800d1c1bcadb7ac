// The stream, and most commands: RFC 854 and 855.
#include "telnet.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define SE 240
#define SB 250
#define WILL 251
#define IAC 255

// From SE on, as RFC 854 calls them in its text: a student need not know the abbreviations.
static const char *const commands[] = {
    "SE",
    "no operation",
    "data mark",
    "break",
    "interrupt process",
    "abort output",
    "are you there",
    "erase character",
    "erase line",
    "go ahead",
    "SB",
    "WILL",
    "WONT",
    "DO",
    "DONT",
};

static const struct {
    unsigned char number;
    const char *name;
} options[] = {
    {0, "binary"},            // RFC 856
    {1, "echo"},              // RFC 857
    {3, "suppress go ahead"}, // RFC 858
    {5, "status"},            // RFC 859
    {6, "timing mark"},       // RFC 860
    {24, "terminal type"},    // RFC 1091
    {31, "window size"},      // RFC 1073
    {32, "terminal speed"},   // RFC 1079
    {33, "flow control"},     // RFC 1372
    {34, "line mode"},        // RFC 1184
    {38, "encryption"},       // RFC 2946
    {39, "environment"},      // RFC 1572
};

// Where the writing has got to.
struct writer {
    char *end;
    bool empty;  // nothing stands there yet
    bool quoted; // a text is open
};

static void end_text(struct writer *writer)
{
    writer->end += sprintf(writer->end, "%s", writer->quoted ? "\"" : "");
    writer->quoted = false;
}

// Writes one word or more, behind `gap` if it is not the first.
static void add(struct writer *writer, const char *gap, const char *words)
{
    end_text(writer);
    writer->end += sprintf(writer->end, "%s%s", writer->empty ? "" : gap, words);
    writer->empty = false;
}

static void add_text(struct writer *writer, char letter)
{
    if (!writer->quoted) {
        add(writer, ", ", "\"");
        writer->quoted = true;
    }
    *writer->end++ = letter;
    *writer->end = '\0';
}

static void add_byte(struct writer *writer, const char *gap, unsigned char byte)
{
    char hex[3];
    sprintf(hex, "%02x", byte);
    add(writer, gap, hex);
}

static void add_option(struct writer *writer, unsigned char option)
{
    char number[16];
    const char *name = NULL;
    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
        if (options[i].number == option) {
            name = options[i].name;
        }
    }
    sprintf(number, "option %d", option);
    add(writer, " ", name != NULL ? name : number);
}

// A byte outside of all commands.
static void add_data(struct writer *writer, unsigned char byte)
{
    if (isprint(byte)) {
        add_text(writer, (char)byte);
    } else if (byte == '\r') {
        add(writer, " ", "CR");
    } else if (byte == '\n') {
        add(writer, " ", "LF");
    } else if (byte == '\0') {
        add(writer, " ", "NUL");
    } else {
        add_byte(writer, " ", byte);
    }
}

// Writes the command at `bytes`, and returns its length.
static size_t add_command(struct writer *writer, const unsigned char *bytes, size_t length)
{
    size_t used = 2;
    if (length < 2) {
        add(writer, ", ", "IAC");
        return length;
    }
    if (bytes[1] == IAC) {
        add(writer, ", ", "a byte 255");
        return used;
    }
    if (bytes[1] < SE) {
        add(writer, ", ", "IAC");
        return 1;
    }
    add(writer, ", ", commands[bytes[1] - SE]);
    if (bytes[1] >= SB && length > 2) {
        add_option(writer, bytes[used++]);
    }
    // Up to IAC SE; in between IAC IAC is a byte 255.
    while (bytes[1] == SB && used < length && bytes[used] != IAC) {
        add_byte(writer, " ", bytes[used++]);
    }
    return used;
}

void telnet_meaning(char *meaning, const char *bytes, size_t length)
{
    const unsigned char *next = (const unsigned char *)bytes;
    const unsigned char *end = next + length;
    struct writer writer = {.end = meaning, .empty = true};
    *meaning = '\0';
    while (next < end) {
        if (*next == IAC) {
            next += add_command(&writer, next, (size_t)(end - next));
        } else {
            add_data(&writer, *next++);
        }
    }
    end_text(&writer);
}
