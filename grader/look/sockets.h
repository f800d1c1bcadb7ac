// The TCP sockets of the network that this process is in.
#ifndef LOOK_SOCKETS_H
#define LOOK_SOCKETS_H

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "address.h"
#include "look.h"

// A TCP socket, as sock_diag(7) tells of it.
struct socket_row {
    unsigned state;                // TCP_LISTEN, ... of <netinet/tcp.h>
    struct in6_addr local_address; // of IPv4: as in address.h
    struct in6_addr remote_address;
    in_port_t local_port; // host byte order
    in_port_t remote_port;
    uid_t user;               // who made it; of one that no program has open, anybody
    unsigned long send_queue; // bytes that the peer has not acknowledged
    unsigned timer;           // 4: the peer's window is closed, nothing is on its way
    unsigned long inode;      // 0 when no program has it open
    int owner;                // the seat whose program has it, see sockets_claim; NO_OWNER: none
};

#define NO_OWNER (-1)

// Sorted by inode.
struct sockets {
    struct socket_row *rows;
    size_t count;
    int error; // the last reading was refused: errno
};

// Reads those in `states`, a bit (1 << TCP_LISTEN) for each. TCP_LISTEN alone is cheap; for other
// states the kernel scans its whole table of connections, and for sockets that are only bound,
// which are not asked for, a larger one. Returns false if the kernel does not tell, with errno in
// `error`.
#define ALL_STATES ((1U << (TCP_CLOSING + 2)) - 1) // up to TCP_NEW_SYN_RECV, the kernel's own
bool sockets_read(struct sockets *sockets, unsigned states);
void sockets_free(struct sockets *sockets);

// Whether bytes or a handshake are on their way between sockets, so that somebody may be woken yet.
// Where the network is shared with strangers (`port` not 0), only rows with this port are asked.
bool sockets_in_flight(const struct sockets *sockets, in_port_t port);

// The row of the socket that the thread has open as `descriptor`, or NULL.
const struct socket_row *sockets_of_descriptor(const struct sockets *sockets,
                                               const struct thread *thread, int descriptor);

// Notes that `owner` has whatever the program's processes have open: one pass over their
// descriptors.
void sockets_claim(struct sockets *sockets, const struct look *look, int owner);

// The next row after `previous` (NULL: the first) that listens and is claimed by `owner`.
const struct socket_row *sockets_listening(const struct sockets *sockets, int owner,
                                           const struct socket_row *previous);

#endif
