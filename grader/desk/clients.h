// A crowd of clients that all want to be served now.
#ifndef DESK_CLIENTS_H
#define DESK_CLIENTS_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>

#include "server.h"

enum fate {
    OUTSIDE,     // could not connect yet: the queue of the listening socket is full
    CONNECTED,   // has said its line, and waits for an answer
    ANSWERED,    // has got one
    TURNED_AWAY, // the server has ended the connection without one
};

struct client {
    int socket; // -1: none
    enum fate fate;
};

// Owned. The clients stand in one line: only the first that is outside calls.
struct clients {
    struct client *list;
    size_t count;
    size_t next; // the first that is outside
    bool stay;   // they keep their connection when they have been answered
    int epoll;
    size_t answered;
    size_t turned_away;
    long begun_us;
    long last_us; // when the last one was answered, since the beginning
};

// Makes the clients; they come from now on. Returns false, with errno set, if that fails.
bool clients_come(struct clients *clients, size_t count, bool stay, struct server *server);

// Lets one of them call and speak, and all of them listen; if nothing happens, waits for `ms` at
// most. Returns whether something has happened.
bool clients_go_on(struct clients *clients, struct server *server, int ms);

// How many have no answer, and may still get one.
size_t clients_waiting(const struct clients *clients);

// They close their connections.
void clients_leave(struct clients *clients);

// Connects, at once or not at all, because on loopback the other side has answered, or not, before
// connect(2) returns. Returns the descriptor, or -1 with errno set.
int client_calls(in_port_t port);

// Says the line that wants an answer.
void client_speaks(int client);

#endif
