#include "sockets.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

static void add_row(struct sockets *sockets, const struct socket_row *row)
{
    if (sockets->count == sockets->room) {
        size_t room = sockets->room == 0 ? 16 : 2 * sockets->room;
        struct socket_row *rows = must_allocate(room * sizeof(*rows));
        if (sockets->count > 0) {
            memcpy(rows, sockets->rows, sockets->count * sizeof(*rows));
        }
        free(sockets->rows);
        sockets->rows = rows;
        sockets->room = room;
    }
    sockets->rows[sockets->count++] = *row;
}

// Of an IPv6 address, 32 hex digits, the last 32 bits are the IPv4 address of a mapped one, and 0 of
// "any address". The digits are the bytes as they lie in memory, read as host integers.
static bool parse_row(struct socket_row *row, const char *line, bool v6)
{
    char local[33], remote[33];
    unsigned local_port, remote_port, state, timer;
    unsigned long send_queue, inode;
    if (sscanf(line,
               " %*d: %32[0-9A-F]:%x %32[0-9A-F]:%x %x %lx:%*x %x:%*x %*x %*u %*d %lu", local,
               &local_port, remote, &remote_port, &state, &send_queue, &timer, &inode) != 8) {
        return false;
    }
    *row = (struct socket_row){.state = state,
                               .v6 = v6,
                               .local_port = (in_port_t)local_port,
                               .remote_port = (in_port_t)remote_port,
                               .send_queue = send_queue,
                               .timer = timer,
                               .inode = inode};
    row->local_address.s_addr = (in_addr_t)strtoul(v6 ? local + 24 : local, NULL, 16);
    return true;
}

static void read_table(struct sockets *sockets, const char *path, bool v6)
{
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return; // no IPv6 in this kernel
    }
    char line[512];
    struct socket_row row;
    while (fgets(line, sizeof(line), file) != NULL) {
        if (parse_row(&row, line, v6)) {
            add_row(sockets, &row);
        }
    }
    fclose(file);
}

void sockets_read(struct sockets *sockets)
{
    sockets->count = 0;
    read_table(sockets, "/proc/self/net/tcp", false);
    read_table(sockets, "/proc/self/net/tcp6", true);
}

void sockets_free(struct sockets *sockets)
{
    free(sockets->rows);
    *sockets = (struct sockets){0};
}

bool sockets_in_flight(const struct sockets *sockets, in_port_t port)
{
    for (size_t i = 0; i < sockets->count; i++) {
        const struct socket_row *row = &sockets->rows[i];
        if (port != 0 && row->local_port != port && row->remote_port != port) {
            continue;
        }
        bool half_way = row->state == TCP_SYN_SENT || row->state == TCP_SYN_RECV ||
                        row->state == TCP_FIN_WAIT1 || row->state == TCP_CLOSING ||
                        row->state == TCP_LAST_ACK;
        bool unacknowledged = row->send_queue > 0 && row->state != TCP_LISTEN;
        if ((half_way || unacknowledged) && row->timer != 4) {
            return true;
        }
    }
    return false;
}

static const struct socket_row *row_of_inode(const struct sockets *sockets, unsigned long inode)
{
    for (size_t i = 0; i < sockets->count; i++) {
        if (sockets->rows[i].inode == inode) {
            return &sockets->rows[i];
        }
    }
    return NULL;
}

const struct socket_row *sockets_of_descriptor(const struct sockets *sockets, pid_t pid,
                                               int descriptor)
{
    char path[48], target[64];
    unsigned long inode = 0;
    snprintf(path, sizeof(path), "/proc/%d/fd/%d", (int)pid, descriptor);
    ssize_t length = readlink(path, target, sizeof(target) - 1);
    target[length < 0 ? 0 : length] = '\0';
    return sscanf(target, "socket:[%lu]", &inode) == 1 ? row_of_inode(sockets, inode) : NULL;
}

// Whether one of the program's processes has this socket open. Descriptors are asked one by one: a
// program has at most LIMIT_DESCRIPTORS of them.
static bool holds(const struct look *look, const struct sockets *sockets,
                  const struct socket_row *row)
{
    for (size_t i = 0; i < look->count; i++) {
        if (look->threads[i].pid != look->threads[i].tid) {
            continue;
        }
        for (int descriptor = 0; descriptor < 256; descriptor++) {
            if (sockets_of_descriptor(sockets, look->threads[i].pid, descriptor) == row) {
                return true;
            }
        }
    }
    return false;
}

const struct socket_row *sockets_listening(const struct sockets *sockets, const struct look *look,
                                           const struct socket_row *previous)
{
    size_t first = previous == NULL ? 0 : (size_t)(previous - sockets->rows) + 1;
    for (size_t i = first; i < sockets->count; i++) {
        const struct socket_row *row = &sockets->rows[i];
        if (row->state == TCP_LISTEN && holds(look, sockets, row)) {
            return row;
        }
    }
    return NULL;
}
