#include "sockets.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../text/text.h"

// Where struct tcp_info of <linux/tcp.h> has tcpi_snd_wnd, how much the other side has room for.
// (<netinet/tcp.h> does not know it, and the two can't be included together.)
#define WINDOW_AT 228

static void add_row(struct sockets *sockets, const struct socket_row *row)
{
    sockets->rows = must_grow(sockets->rows, sockets->count, sizeof(*sockets->rows));
    sockets->rows[sockets->count++] = *row;
}

// The address that `words` hold, as inet_diag does: sock_diag(7).
static struct in6_addr address_of(const struct inet_diag_msg *message, const uint32_t *words)
{
    struct in6_addr v6;
    memcpy(&v6, words, sizeof(v6));
    return message->idiag_family == AF_INET6 ? v6 : address_of_v4((struct in_addr){words[0]});
}

// Whether the other side has said that it has no room: from the attributes behind a message.
static bool has_no_room(const struct inet_diag_msg *message, unsigned size)
{
    const struct rtattr *attribute = (const void *)(message + 1);
    for (; RTA_OK(attribute, size); attribute = RTA_NEXT(attribute, size)) {
        uint32_t window = 1;
        if (attribute->rta_type == INET_DIAG_INFO &&
            RTA_PAYLOAD(attribute) >= WINDOW_AT + sizeof(window)) {
            memcpy(&window, (const char *)RTA_DATA(attribute) + WINDOW_AT, sizeof(window));
            return window == 0;
        }
    }
    return false;
}

static struct socket_row row_of(const struct inet_diag_msg *message, unsigned size)
{
    return (struct socket_row){.state = message->idiag_state,
                               .local_address = address_of(message, message->id.idiag_src),
                               .remote_address = address_of(message, message->id.idiag_dst),
                               .local_port = ntohs(message->id.idiag_sport),
                               .remote_port = ntohs(message->id.idiag_dport),
                               .send_queue = message->idiag_wqueue,
                               .receive_queue = message->idiag_rqueue,
                               .no_room = has_no_room(message, size),
                               .user = message->idiag_uid,
                               .inode = message->idiag_inode,
                               .owner = NO_OWNER};
}

// Takes the rows out of one answer of the kernel. Returns false after the last one. A kernel
// without IPv6 answers ENOENT, which is no error: it has no such sockets.
static bool take_answer(struct sockets *sockets, const struct nlmsghdr *header, unsigned size,
                        unsigned char family)
{
    for (; NLMSG_OK(header, size); header = NLMSG_NEXT(header, size)) {
        if (header->nlmsg_type == NLMSG_ERROR) {
            const struct nlmsgerr *error = NLMSG_DATA(header);
            if (error->error != -ENOENT || family != AF_INET6) {
                sockets->error = -error->error;
            }
            return false;
        }
        if (header->nlmsg_type == NLMSG_DONE) {
            return false;
        }
        const struct inet_diag_msg *message = NLMSG_DATA(header);
        struct socket_row row = row_of(message, (unsigned)NLMSG_PAYLOAD(header, sizeof(*message)));
        add_row(sockets, &row);
    }
    return true;
}

// Asks for the TCP sockets of one family in some states: sock_diag(7).
static void ask(struct sockets *sockets, int netlink, unsigned char family, unsigned states)
{
    struct {
        struct nlmsghdr header;
        struct inet_diag_req_v2 request;
    } question = {
        .header = {.nlmsg_len = sizeof(question),
                   .nlmsg_type = SOCK_DIAG_BY_FAMILY,
                   .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP},
        .request = {.sdiag_family = family,
                    .sdiag_protocol = IPPROTO_TCP,
                    .idiag_ext = 1 << (INET_DIAG_INFO - 1),
                    .idiag_states = states},
    };
    _Alignas(struct nlmsghdr) char answer[16384];
    ssize_t size = send(netlink, &question, sizeof(question), 0);
    do {
        size = size < 0 ? size : recv(netlink, answer, sizeof(answer), 0);
        if (size < 0) {
            sockets->error = errno;
        }
    } while (size > 0 &&
             take_answer(sockets, (const struct nlmsghdr *)(void *)answer, (unsigned)size, family));
}

static int compare_inodes(const void *a, const void *b)
{
    unsigned long first = ((const struct socket_row *)a)->inode;
    unsigned long second = ((const struct socket_row *)b)->inode;
    return (first > second) - (first < second);
}

bool sockets_read(struct sockets *sockets, unsigned states)
{
    int netlink = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    sockets->count = 0;
    sockets->error = 0;
    if (netlink == -1) {
        sockets->error = errno;
        return false;
    }
    ask(sockets, netlink, AF_INET, states);
    ask(sockets, netlink, AF_INET6, states);
    close(netlink);
    if (sockets->count > 0) {
        qsort(sockets->rows, sockets->count, sizeof(*sockets->rows), compare_inodes);
    }
    return sockets->error == 0;
}

void sockets_free(struct sockets *sockets)
{
    free(sockets->rows);
    *sockets = (struct sockets){0};
}

// The other side of a connection. NULL if it is not there.
static const struct socket_row *other_side(const struct sockets *sockets,
                                           const struct socket_row *row)
{
    for (size_t i = 0; i < sockets->count; i++) {
        const struct socket_row *other = &sockets->rows[i];
        if (other->local_port == row->remote_port && other->remote_port == row->local_port &&
            address_is_same(&other->local_address, &row->remote_address) &&
            address_is_same(&other->remote_address, &row->local_address)) {
            return other;
        }
    }
    return NULL;
}

// Whether a socket can't send because the other side has no room, and there is none before somebody
// reads. Then its kernel asks now and then whether there is room again: by probes, or by sending
// once more what the other side had to drop. (A reader who has emptied a small buffer need not have
// told yet that there is room: the next one finds out, RFC 9293 3.8.6.1.)
static bool waits_for_reader(const struct sockets *sockets, const struct socket_row *row)
{
    const struct socket_row *other = row->no_room ? other_side(sockets, row) : NULL;
    return row->no_room && (other == NULL || other->receive_queue > 0);
}

bool sockets_in_flight(const struct sockets *sockets, in_port_t port)
{
    for (size_t i = 0; i < sockets->count; i++) {
        const struct socket_row *row = &sockets->rows[i];
        if (port != 0 && row->local_port != port && row->remote_port != port) {
            continue;
        }
        bool begins = row->state == TCP_SYN_SENT || row->state == TCP_SYN_RECV;
        bool ends =
            row->state == TCP_FIN_WAIT1 || row->state == TCP_CLOSING || row->state == TCP_LAST_ACK;
        bool unacknowledged = row->send_queue > 0 && row->state != TCP_LISTEN;
        if (begins || ((ends || unacknowledged) && !waits_for_reader(sockets, row))) {
            return true;
        }
    }
    return false;
}

static struct socket_row *row_of_inode(const struct sockets *sockets, unsigned long inode)
{
    struct socket_row key = {.inode = inode};
    return sockets->count == 0 ? NULL
                               : bsearch(&key, sockets->rows, sockets->count,
                                         sizeof(*sockets->rows), compare_inodes);
}

static struct socket_row *find_row(const struct sockets *sockets, const struct thread *thread,
                                   int descriptor)
{
    char target[64];
    unsigned long inode = 0;
    return look_link(thread, descriptor, target, sizeof(target)) &&
                   sscanf(target, "socket:[%lu]", &inode) == 1
               ? row_of_inode(sockets, inode)
               : NULL;
}

const struct socket_row *sockets_of_descriptor(const struct sockets *sockets,
                                               const struct thread *thread, int descriptor)
{
    return find_row(sockets, thread, descriptor);
}

static void claim_of_process(struct sockets *sockets, const struct thread *thread, int owner)
{
    DIR *descriptors = look_descriptors(thread);
    struct dirent *entry;
    while (descriptors != NULL && (entry = readdir(descriptors)) != NULL) {
        struct socket_row *row = isdigit((unsigned char)entry->d_name[0])
                                     ? find_row(sockets, thread, atoi(entry->d_name))
                                     : NULL;
        if (row != NULL) {
            row->owner = owner;
        }
    }
    if (descriptors != NULL) {
        closedir(descriptors);
    }
}

void sockets_claim(struct sockets *sockets, const struct look *look, int owner)
{
    for (size_t t = 0; sockets->count > 0 && t < look->count; t++) {
        if (look_speaks(look, t)) {
            claim_of_process(sockets, &look->threads[t], owner);
        }
    }
}

const struct socket_row *sockets_listening(const struct sockets *sockets, int owner,
                                           const struct socket_row *previous)
{
    size_t first = previous == NULL ? 0 : (size_t)(previous - sockets->rows) + 1;
    for (size_t i = first; i < sockets->count; i++) {
        if (sockets->rows[i].state == TCP_LISTEN && sockets->rows[i].owner == owner) {
            return &sockets->rows[i];
        }
    }
    return NULL;
}
