// Lists the TCP sockets of this process's network.
#ifndef LOOK_SOCKETS_H
#define LOOK_SOCKETS_H

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "address.h"
#include "look.h"

// A TCP socket, as sock_diag(7) reports it.
struct socket_row {
    unsigned state;                // TCP_LISTEN, ... of <netinet/tcp.h>
    struct in6_addr local_address; // of IPv4: as in address.h
    struct in6_addr remote_address;
    in_port_t local_port; // host byte order
    in_port_t remote_port;
    uid_t user;                  // who made it; meaningless if no program has it open
    unsigned long send_queue;    // bytes that the peer has not acknowledged
    unsigned long receive_queue; // bytes that nobody has received
    bool no_room;                // the peer has closed its window; see sockets_in_flight
    unsigned long inode;         // 0 when no program has it open
    int owner;                   // the seat whose program has it open, see sockets_claim; else
                                 // NO_OWNER
};

#define NO_OWNER (-1)

// Sorted by inode.
struct sockets {
    struct socket_row *rows;
    size_t count;
    int error; // errno of the last reading if the kernel refused it, else 0
};

// Reads the sockets in `states`, a bit (1 << TCP_LISTEN) for each. TCP_LISTEN alone is cheap; for
// other states the kernel scans its whole table of connections. (ALL_STATES leaves out sockets that
// are only bound: their table is larger still.) Returns false if the kernel refuses, with errno in
// `error`.
#define ALL_STATES ((1U << (TCP_CLOSING + 2)) - 1) // up to TCP_NEW_SYN_RECV, the kernel's own
bool sockets_read(struct sockets *sockets, unsigned states);
void sockets_free(struct sockets *sockets);

// Whether bytes or a handshake are on their way between sockets, and may yet wake somebody. Bytes
// for a peer that has no room for them because it does not read are not. On a network shared with
// strangers (`port` not 0) only rows with this port count.
bool sockets_in_flight(const struct sockets *sockets, in_port_t port);

// The row of the socket that is the thread's `descriptor`, or NULL.
const struct socket_row *sockets_of_descriptor(const struct sockets *sockets,
                                               const struct thread *thread, int descriptor);

// Marks the sockets that the program's processes have open as the seat `owner`'s.
void sockets_claim(struct sockets *sockets, const struct look *look, int owner);

// The next listening row of `owner` after `previous` (NULL: the first), or NULL.
const struct socket_row *sockets_listening(const struct sockets *sockets, int owner,
                                           const struct socket_row *previous);

#endif
