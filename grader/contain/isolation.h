// Separates one play from the rest of the machine: its network, and the port of its servers.
#ifndef CONTAIN_ISOLATION_H
#define CONTAIN_ISOLATION_H

#include <netinet/in.h>
#include <stdbool.h>
#include <sys/types.h>

#include "../text/text.h"
#include "hidden.h"

enum isolation_tier {
    NAMESPACES, // a network of its own, and for each program its own processes and files
    PORT_LOCK,  // programs are swept away; plays lock the machine's port (root may get a network of
                // its own here, too); Landlock, or a user of their own, keeps them from files
    NONE,       // the same, and nothing keeps them from the files of their user
};

struct isolation {
    enum isolation_tier tier;
    bool in_user_namespace; // it gives the right to make the others: we are not root
    uid_t uid;              // the programs run as this user and group: never as root
    gid_t gid;
    bool own_user;     // nobody else is this user: all its files are the programs'
    size_t neighbours; // threads that count against the same limit as the programs: getrlimit(2)
    bool own_network;  // nobody else is in it
    in_port_t port;    // of the play's servers, in host byte order; 0 for a command
    int lock;          // descriptor of the lock on the port, else -1
    const struct hidden *hidden; // what programs must not see; the caller's
    char place[24];              // holds the folders of programs that have no root of their own

    struct in_addr
        clients;        // the address that our clients connect from, where the network is shared
    const char *folder; // that a command works in, besides the system's files; NULL for programs
};

const char *isolation_name(enum isolation_tier tier);

// Finds the tier of a name. Returns false if no tier has it.
bool isolation_by_name(enum isolation_tier *tier, const char *name);

// Puts this process into `tier`. Returns false with the reason in `why`. On the machine's network
// it waits until other plays are done with `port`, five minutes at most; after a while it says
// so on standard error. It fails if a stranger has the port.
bool isolation_enter(struct isolation *isolation, enum isolation_tier tier, in_port_t port,
                     const struct hidden *hidden, struct text *why);

// The same without a port, so it never waits. A `folder` is for a command of the grader, such as
// the compiler: it works in there, and keeps the limits of this process on files, stack, memory and
// time.
bool isolation_enter_without_port(struct isolation *isolation, enum isolation_tier tier,
                                  const struct hidden *hidden, const char *folder,
                                  struct text *why);

// Whether this process can connect to itself over 127.0.0.1. Returns false with the reason in
// `why`.
bool isolation_connects(struct text *why);

// Makes it fresh again: removes what earlier programs and their connections have left. Returns
// false with the reason in `why`.
bool isolation_renew(struct isolation *isolation, struct text *why);

// Sets a variable of sysctl(8), such as "net.ipv4.tcp_rmem", for the play's network. Where others
// are in it, too, or the machine does not let us, it stays as it is. Returns false with the reason
// in `why` if the kernel has no such variable, or does not take the value.
bool isolation_set(const struct isolation *isolation, const char *name, const char *value,
                   struct text *why);

// Ends and removes whatever a program may have left behind, and gives the port back.
void isolation_leave(struct isolation *isolation);

#endif
