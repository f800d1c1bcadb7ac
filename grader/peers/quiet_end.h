// The other side of a connection.
#ifndef PEERS_QUIET_END_H
#define PEERS_QUIET_END_H

#include <linux/inet_diag.h>
#include <stdbool.h>

// Asks the kernel (sock_diag(7)) for the socket at the other end of the connection `descriptor`, on
// this machine. Its inode is 0 if no process has it open. Returns false if there is none, or if the
// kernel refuses.
bool find_other_side(int descriptor, struct inet_diag_msg *message);

#endif
