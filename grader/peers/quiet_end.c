// Linked into the grader's clients, so that they leave the port free, and differ from strangers.
//
// If a server closes a connection first, its side stays in TIME_WAIT for a minute after the client
// has closed, too; a server without SO_REUSEADDR can't bind the port meanwhile. That is correct,
// and the tutorial explains it, but on a shared network each play would have to wait that minute.
// There the player sets LAB_QUIET, and a client whose server has closed already answers with a
// reset, which nobody can see any more: it removes the server's side at once. The value of
// LAB_QUIET is the address that this play's clients connect from: a stranger has another one.
//
// "Closed" means close(). After shutdown(SHUT_WR) alone a server may still wait in recv for our
// end, and a reset would be an error to it: so we close normally, and the next play waits the
// minute.

#include "quiet_end.h"

#include <arpa/inet.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

int __real_connect(int descriptor, const struct sockaddr *name, socklen_t size);
int __wrap_connect(int descriptor, const struct sockaddr *name, socklen_t size);
int __real_close(int descriptor);
int __wrap_close(int descriptor);

static void make_reset(int descriptor)
{
    struct linger none = {.l_onoff = 1, .l_linger = 0};
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
}

// The name of one side of a connection.
union name {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

// We ask for this one connection, because the whole table takes long to read.
static bool ask(int netlink, const union name *server, const union name *client,
                struct inet_diag_msg *message)
{
    struct {
        struct nlmsghdr header;
        struct inet_diag_req_v2 request;
    } question = {
        .header = {.nlmsg_len = sizeof(question),
                   .nlmsg_type = SOCK_DIAG_BY_FAMILY,
                   .nlmsg_flags = NLM_F_REQUEST},
        .request = {.sdiag_family = (unsigned char)server->any.sa_family,
                    .sdiag_protocol = IPPROTO_TCP,
                    .idiag_states = ~0U,
                    .id = {.idiag_sport = server->v4.sin_port, // where that of IPv6 is, too
                           .idiag_dport = client->v4.sin_port,
                           .idiag_cookie = {INET_DIAG_NOCOOKIE, INET_DIAG_NOCOOKIE}}},
    };
    struct {
        struct nlmsghdr header;
        struct inet_diag_msg message;
        char more[1024];
    } answer;
    if (server->any.sa_family == AF_INET6) {
        memcpy(question.request.id.idiag_src, &server->v6.sin6_addr, sizeof(struct in6_addr));
        memcpy(question.request.id.idiag_dst, &client->v6.sin6_addr, sizeof(struct in6_addr));
    } else {
        question.request.id.idiag_src[0] = server->v4.sin_addr.s_addr;
        question.request.id.idiag_dst[0] = client->v4.sin_addr.s_addr;
    }
    if (send(netlink, &question, sizeof(question), 0) != sizeof(question) ||
        recv(netlink, &answer, sizeof(answer), 0) <= 0 ||
        answer.header.nlmsg_type != SOCK_DIAG_BY_FAMILY) {
        return false;
    }
    *message = answer.message;
    return true;
}

bool find_other_side(int descriptor, struct inet_diag_msg *message)
{
    union name server;
    union name client;
    socklen_t size = sizeof(server);
    socklen_t own_size = sizeof(client);
    int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    bool found = netlink != -1 && getpeername(descriptor, &server.any, &size) == 0 &&
                 getsockname(descriptor, &client.any, &own_size) == 0 &&
                 ask(netlink, &server, &client, message);
    __real_close(netlink);
    return found;
}

// The server's end may reach us while the server is still in close() and waits for a processor: so
// we look up to 40 times, 5 ms apart. If it has not closed one connection in that time, it only
// shuts its connections down: then the others get a single look, because 50 of them would take too
// long.
static bool server_has_closed(int descriptor)
{
    static int patience = 40;
    struct timespec pause = {.tv_nsec = 5 * 1000 * 1000};
    struct inet_diag_msg server;
    bool closed = false;
    for (int looks = 0; !closed && looks < patience; looks++) {
        if (looks > 0) {
            nanosleep(&pause, NULL);
        }
        closed = find_other_side(descriptor, &server) && server.idiag_inode == 0; // orphaned
    }
    patience = closed ? patience : 1;
    return closed;
}

// In place of connect(2), by the linker's --wrap=connect: connects from the address in LAB_QUIET.
// connect chooses the port, as always. (Over IPv6 this machine has only one address.)
int __wrap_connect(int descriptor, const struct sockaddr *name, socklen_t size)
{
    struct sockaddr_in own = {.sin_family = AF_INET};
    int yes = 1;
    if (name->sa_family == AF_INET && getenv("LAB_QUIET") != NULL &&
        inet_aton(getenv("LAB_QUIET"), &own.sin_addr) != 0) {
        setsockopt(descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof(yes));
        bind(descriptor, (struct sockaddr *)&own, sizeof(own));
    }
    return __real_connect(descriptor, name, size);
}

// In place of close(2), by the linker's --wrap=close.
int __wrap_close(int descriptor)
{
    struct tcp_info info;
    socklen_t size = sizeof(info);
    memset(&info, 0, sizeof(info));
    if (getenv("LAB_QUIET") != NULL &&
        getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 &&
        info.tcpi_state == TCP_CLOSE_WAIT && server_has_closed(descriptor)) {
        make_reset(descriptor);
    }
    return __real_close(descriptor);
}

// More descriptors than a program may have: contain/bounds.h.
#define DESCRIPTORS 256

// For a program that ends without closing its connections.
__attribute__((destructor)) static void end(void)
{
    for (int descriptor = 3; descriptor < DESCRIPTORS; descriptor++) {
        __wrap_close(descriptor);
    }
}

// The play is over: its terminal has hung up.
static void hang_up(int number)
{
    for (int descriptor = 3; descriptor < DESCRIPTORS; descriptor++) {
        make_reset(descriptor);
    }
    _exit(128 + number);
}

__attribute__((constructor)) static void begin(void)
{
    if (getenv("LAB_QUIET") != NULL) {
        signal(SIGHUP, hang_up);
    }
}
