// Strangers on a network that is shared: whoever else connects to a play's servers.
#ifndef LOOK_STRANGERS_H
#define LOOK_STRANGERS_H

#include <netinet/in.h>
#include <stdbool.h>

#include "sockets.h"

// The grader's clients connect from an address of their own (peers/quiet_end.c), so a connection
// that comes from another one is a stranger's. One that is over leaves no row in the socket table,
// or none for long: but the kernel tells of each socket that it gives up, sock_diag(7).
// {0} watches nothing.
struct strangers {
    bool watches;
    in_port_t port;       // of the play's servers; both ports in host byte order
    struct in_addr own;   // where our clients connect from
    bool own_loopback;    // and from 127.0.0.1 and ::1, too
    int netlink;          // the kernel tells it here
    int marker[2];        // a connection of our own: when its end is told, so is all before it
    in_port_t marks_port; // of marker[1]
    bool marked;          // the end of the marker has been told
    bool came;            // somebody else has connected
};

// Begins to watch, before there is a program. `own` is where our clients will connect from to
// `port`; with `own_loopback` some connect from 127.0.0.1 or ::1, and nobody who does is known as a
// stranger. Where the kernel does not tell of ends, only connections that are left are seen.
void strangers_watch(struct strangers *strangers, in_port_t port, struct in_addr own,
                     bool own_loopback);

// Takes in what the kernel has told; does not wait.
void strangers_take(struct strangers *strangers);

// Ends the watch, when the programs have ended. Returns whether a stranger had a connection
// meanwhile; `sockets` are those that are there now.
bool strangers_came(struct strangers *strangers, const struct sockets *sockets);

#endif
