// Notices strangers on a shared network: others that connect to a play's servers.
#ifndef LOOK_STRANGERS_H
#define LOOK_STRANGERS_H

#include <netinet/in.h>
#include <stdbool.h>

#include "sockets.h"

// The grader's clients connect from an address of their own (peers/quiet_end.c), so a connection
// from another address is a stranger's. A finished connection soon leaves the socket table, but the
// kernel reports each socket that it destroys, sock_diag(7). {0} watches nothing.
struct strangers {
    bool watches;
    in_port_t port;       // of the play's servers; both ports in host byte order
    struct in_addr own;   // the address of our clients
    bool own_loopback;    // some of ours connect from 127.0.0.1 or ::1, too
    int netlink;          // the kernel reports here
    int marker[2];        // a connection of our own: once its end is reported, so are all before it
    in_port_t marks_port; // of marker[1]
    bool marked;          // the marker's end has been reported
    bool came;            // a stranger has connected
};

// Begins to watch, before any program starts. Our clients will connect from `own` to `port`; with
// `own_loopback` some connect from 127.0.0.1 or ::1, and nobody there counts as a stranger. If the
// kernel does not report ends, only connections that still stand are noticed.
void strangers_watch(struct strangers *strangers, in_port_t port, struct in_addr own,
                     bool own_loopback);

// Takes in the kernel's reports; does not wait.
void strangers_take(struct strangers *strangers);

// Ends the watch, after the programs. Returns whether a stranger connected meanwhile; `sockets` are
// the present ones.
bool strangers_came(struct strangers *strangers, const struct sockets *sockets);

#endif
