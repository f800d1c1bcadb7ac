// What separates one play from the rest of the machine: its network, and the port of its
// servers.
#ifndef CONTAIN_ISOLATION_H
#define CONTAIN_ISOLATION_H

#include <netinet/in.h>
#include <stdbool.h>
#include <sys/types.h>

#include "../text/text.h"
#include "hidden.h"

enum isolation_tier {
    NAMESPACES, // a network of its own, and for each program its own processes and files
    PORT_LOCK,  // programs are swept away; the port of the machine is under a lock, but for root,
                // who may have a network of its own here, too; Landlock, or a user of their own,
                // keeps them from files
    NONE,       // the same, and nothing keeps them from the files of their user
};

struct isolation {
    enum isolation_tier tier;
    bool in_user_namespace; // the right to make namespaces comes from one, not from being root
    uid_t uid;              // the programs run as this user and group: never as root
    gid_t gid;
    bool own_user;     // nobody else is this user: what it has left is known to be the programs'
    size_t neighbours; // threads that count against the same limit as the programs: getrlimit(2)
    bool own_network;  // nobody else is in it
    in_port_t port;    // of the play's servers, in host byte order; 0: of a command, which has none
    int lock;          // descriptor of the lock on the port, else -1
    const struct hidden *hidden; // what programs must not see, wherever it is; the caller's
    char place[24]; // without a root of their own programs have their folders in this one

    struct in_addr
        clients;        // where the network is shared: the address that our clients connect from
    const char *folder; // of a command: all that it sees of the machine; NULL for programs
};

const char *isolation_name(enum isolation_tier tier);

// The other way round. Returns false if there is none of that name.
bool isolation_by_name(enum isolation_tier *tier, const char *name);

// Puts this process into `tier`. Returns false with the reason in `why`. On the machine's network
// it waits until other plays are done with `port`, five minutes at most; after a while it says
// so on standard error. It fails if a stranger has the port.
bool isolation_enter(struct isolation *isolation, enum isolation_tier tier, in_port_t port,
                     const struct hidden *hidden, struct text *why);

// The same without a port, on the machine's network without waiting. With a `folder`, for a
// command of the grader's own, such as the compiler: it works in there, and has the limits of this
// process where bounds.h says nothing else.
bool isolation_enter_without_port(struct isolation *isolation, enum isolation_tier tier,
                                  const struct hidden *hidden, const char *folder,
                                  struct text *why);

// Whether this process can connect to itself over 127.0.0.1. Returns false with the reason in
// `why`.
bool isolation_connects(struct text *why);

// Makes it as it was when it was entered: nothing is left of the programs before, nor of their
// connections. Returns false with the reason in `why`.
bool isolation_renew(struct isolation *isolation, struct text *why);

// Ends and removes whatever a program may have left behind, and gives the port back.
void isolation_leave(struct isolation *isolation);

#endif
