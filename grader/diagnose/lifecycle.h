// Tells the life of a program that speaks over sockets from its system calls: a line for each call,
// with the roles of its descriptors in place of their numbers.
#ifndef DIAGNOSE_LIFECYCLE_H
#define DIAGNOSE_LIFECYCLE_H

#include <stdbool.h>
#include <stddef.h>

#include "trace.h"

enum verb {
    SOCKET,
    SET_OPTION,
    BIND,
    LISTEN,
    CONNECT,
    ACCEPT,
    RECEIVE,
    SEND,
    CLOSE,
    SHUT_DOWN,
    SHOW,  // a line on the terminal
    TYPE,  // a line from the keyboard
    BEGIN, // a thread or a child
    NEWS,  // the signal SIGCHLD: a child has ended
    WAIT,  // waitpid(2)
    END,   // of this thread
    EXIT,
    DIE,
    OTHER,
};

struct deed {
    enum verb verb;
    double time;     // when it returned, if it waits for others; else when it began
    const char *who; // "" for main, else "thread 1" or "child 1"; owned by the lifecycle
    char *name;      // the call as the program made it: "read"
    char *role;  // of its descriptor: "server", "connection 1", "keyboard"; "" if none. Of BEGIN,
                 // NEWS and WAIT: the thread or child
    char *text;  // the line, without `who`: "recv(connection 1, 2000) = 9 \"hello wo\\n\""
    char *data;  // bytes received, sent, shown or typed, as strace writes them
    char *error; // "EINVAL", or "" if it has not failed
    bool waits;  // it had not returned when the conversation was over
    long amount; // bytes received or sent
    long asked;  // bytes asked for
    // What both programs know together (cast.h). Of BEGIN, NEWS, WAIT and others: 0 and "".
    int connection;   // as the server numbers it
    const char *peer; // the client that has it; "" if there is only one, or it is not known
    bool ends;        // the connection is closed, and no other process holds it any more
};

// Owned; {0} is empty.
struct lifecycle {
    struct deed *deeds;
    size_t count;
    char **names; // of threads and children
    size_t name_count;
    bool leaves_open; // a connection, at the end: cast.h
};

// Tells the life in a trace. Leaves out the loading of libraries, files, and the C library's own
// sockets.
void lifecycle_tell(struct lifecycle *life, const struct trace *trace);
void lifecycle_free(struct lifecycle *life);

// The whole line of a deed: "thread 1: recv(...". The caller frees it.
char *lifecycle_line(const struct deed *deed);

#endif
