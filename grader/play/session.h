// A session: a conversation, one turn a line of its file.
#ifndef PLAY_SESSION_H
#define PLAY_SESSION_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>

enum sign {
    STARTS = '$',
    SHOWS = '|',
    SHOWS_TOO = '&', // like '|', in any order with the '&' turns next to it on its terminal
    TYPES = '<',
    PRESSES = '^',
    BECOMES = '?',
};

// The condition that a turn with the sign '?' waits for.
struct condition {
    const struct condition_kind *kind; // its entry in the table of conditions.c
    int number;                        // a status, signal, count or terminal
    struct in6_addr address;           // as in ../look/address.h
    in_port_t port;                    // host byte order
    char *text;                        // owned
};

struct turn {
    enum sign sign;
    int terminal;               // index into session.terminals
    int line;                   // in the file, for messages
    char *text;                 // with {names} filled in, without trailing blanks
    bool prompt;                // a SHOWS before a TYPES: no newline needs to follow
    bool ellipsis;              // a SHOWS of "...": from here on other lines may come, too
    struct condition condition; // of a BECOMES
};

// A variable of sysctl(8) for the play's network. Both strings are owned.
struct sysctl {
    char *name; // "net.ipv4.tcp_rmem"
    char *value;
    int line; // in the file, for messages
};

struct values;

struct session {
    char *path;
    char *title;
    struct sysctl *sysctls;
    size_t sysctl_count;
    char **terminals; // names, in the order in which they are first used
    int terminal_count;
    struct turn *turns;
    size_t turn_count;
    const struct values *values; // of its {names}; the caller's
};

// The values of the {names} of a session. A name without a value gets fresh random words.
struct value {
    char *name;
    char *value;
};

struct values {
    struct value *items;
    size_t count;
};

// Adds a value; both strings are copied.
void values_set(struct values *values, const char *name, const char *value);

// The value of a name, or NULL.
const char *values_get(const struct values *values, const char *name);

// The index of the terminal of this name, or -1.
int session_terminal(const struct session *session, const char *name);

// Whether a command names a program of the system's, "nc -C", and not one of --program, "./NAME".
bool is_of_system(const char *command);

#endif
