#include "strangers.h"

#include <linux/filter.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// How long the report of the marker's end may take, in ms.
#define MARKER_MS 1000

#define PORT_OF(field)                                                                             \
    (unsigned)(sizeof(struct nlmsghdr) + offsetof(struct inet_diag_msg, id.field))

// Lets only the ends of connections to the port, and of the marker, pass: so nothing else on this
// machine can fill the queue.
static bool keep_ours_only(int netlink, in_port_t port, in_port_t marker)
{
    struct sock_filter statements[] = {
        BPF_STMT(BPF_LD | BPF_H | BPF_ABS, PORT_OF(idiag_dport)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 3, 0), // it was never connected
        BPF_STMT(BPF_LD | BPF_H | BPF_ABS, PORT_OF(idiag_sport)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, port, 2, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, marker, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, 0),
        BPF_STMT(BPF_RET | BPF_K, 0xffffffffU),
    };
    struct sock_fprog program = {sizeof(statements) / sizeof(statements[0]), statements};
    return setsockopt(netlink, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof(program)) == 0;
}

// Connects this process with itself, so that no TIME_WAIT stays behind. Returns false if that
// fails.
static bool make_marker(struct strangers *strangers)
{
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct linger none = {.l_onoff = 1, .l_linger = 0};
    socklen_t size = sizeof(name);
    int listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    strangers->marker[0] = client;
    strangers->marker[1] = -1;
    if (bind(listening, (struct sockaddr *)&name, size) == 0 && listen(listening, 1) == 0 &&
        getsockname(listening, (struct sockaddr *)&name, &size) == 0 &&
        setsockopt(client, SOL_SOCKET, SO_LINGER, &none, sizeof(none)) == 0 &&
        connect(client, (struct sockaddr *)&name, size) == 0) {
        strangers->marker[1] = accept4(listening, NULL, NULL, SOCK_CLOEXEC);
        strangers->marks_port = ntohs(name.sin_port);
    }
    close(listening);
    return strangers->marker[1] != -1;
}

void strangers_watch(struct strangers *strangers, in_port_t port, struct in_addr own,
                     bool own_loopback)
{
    struct sockaddr_nl ends = {.nl_family = AF_NETLINK,
                               .nl_groups = 1U << (SKNLGRP_INET_TCP_DESTROY - 1) |
                                            1U << (SKNLGRP_INET6_TCP_DESTROY - 1)};
    *strangers = (struct strangers){
        .watches = true, .port = port, .own = own, .own_loopback = own_loopback, .netlink = -1};
    strangers->netlink = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (!make_marker(strangers) ||
        !keep_ours_only(strangers->netlink, port, strangers->marks_port) ||
        bind(strangers->netlink, (struct sockaddr *)&ends, sizeof(ends)) == -1) {
        strangers->marked = true; // the kernel will report nothing
    }
}

// `from` is an address of IPv4, or the last four bytes of one of IPv6.
static bool is_strange(const struct strangers *strangers, in_addr_t from)
{
    bool is_loopback = from == htonl(INADDR_LOOPBACK) || from == htonl(1);
    return from != strangers->own.s_addr && !(strangers->own_loopback && is_loopback);
}

void strangers_take(struct strangers *strangers)
{
    _Alignas(struct nlmsghdr) char news[8192];
    const struct inet_diag_msg *end = NLMSG_DATA((struct nlmsghdr *)(void *)news);
    while (strangers->watches && recv(strangers->netlink, news, sizeof(news), MSG_DONTWAIT) >
                                     (ssize_t)NLMSG_LENGTH(sizeof(*end))) {
        in_addr_t from = end->id.idiag_dst[end->idiag_family == AF_INET6 ? 3 : 0];
        if (ntohs(end->id.idiag_sport) == strangers->port) {
            strangers->came = strangers->came || is_strange(strangers, from);
        } else {
            strangers->marked = true;
        }
    }
}

static bool is_strangers(const struct strangers *strangers, const struct socket_row *row)
{
    return row->local_port == strangers->port && row->remote_port != 0 &&
           is_strange(strangers, row->remote_address.s6_addr32[3]);
}

bool strangers_came(struct strangers *strangers, const struct sockets *sockets)
{
    struct pollfd told = {.fd = strangers->netlink, .events = POLLIN};
    if (!strangers->watches) {
        return false;
    }
    close(strangers->marker[0]);
    close(strangers->marker[1]);
    do {
        strangers_take(strangers);
    } while (!strangers->marked && poll(&told, 1, MARKER_MS) == 1);
    close(strangers->netlink);
    strangers->watches = false;
    for (size_t i = 0; i < sockets->count; i++) {
        strangers->came = strangers->came || is_strangers(strangers, &sockets->rows[i]);
    }
    return strangers->came;
}
