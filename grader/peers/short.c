// Linked to a student's program (grader/compile, `short` and `sends`): on a TCP socket a receive
// gives three bytes at most, and a send takes two. Both may happen on any network (recv(2),
// send(2)), and on loopback hardly ever do. So a program that doesn't look at their answers fails
// each time. (Two and not three: a server that sends back what one receive gave must meet a send
// that took less.)
//
// And when accept() has failed because a child has ended, another child seems to end, before the
// program can look at errno: its handler is called, signal(7). So a
// handler that changes errno fails each time.
//
// The linker calls __wrap_NAME where the program calls NAME: ld(1), --wrap. Left alone are a look
// ahead (MSG_PEEK), a receive that asks for all (MSG_WAITALL), and stdio on a socket, which calls
// again by itself. So are local sockets and pipes, on which threads and handlers of one program
// send each other whole structures.

#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#define RECEIVED 3
#define SENT 2

#define WHOLE (MSG_PEEK | MSG_WAITALL)

// glibc's own functions.
ssize_t __real_recv(int, void *, size_t, int);
ssize_t __real_recvfrom(int, void *, size_t, int, struct sockaddr *, socklen_t *);
ssize_t __real_recvmsg(int, struct msghdr *, int);
ssize_t __real_read(int, void *, size_t);
ssize_t __real_readv(int, const struct iovec *, int);
ssize_t __real_send(int, const void *, size_t, int);
ssize_t __real_sendto(int, const void *, size_t, int, const struct sockaddr *, socklen_t);
ssize_t __real_sendmsg(int, const struct msghdr *, int);
ssize_t __real_write(int, const void *, size_t);
ssize_t __real_writev(int, const struct iovec *, int);
int __real_accept(int, struct sockaddr *, socklen_t *);
int __real_accept4(int, struct sockaddr *, socklen_t *, int);

// The program's own calls of them.
ssize_t __wrap_recv(int, void *, size_t, int);
ssize_t __wrap_recvfrom(int, void *, size_t, int, struct sockaddr *, socklen_t *);
ssize_t __wrap_recvmsg(int, struct msghdr *, int);
ssize_t __wrap_read(int, void *, size_t);
ssize_t __wrap_readv(int, const struct iovec *, int);
ssize_t __wrap_send(int, const void *, size_t, int);
ssize_t __wrap_sendto(int, const void *, size_t, int, const struct sockaddr *, socklen_t);
ssize_t __wrap_sendmsg(int, const struct msghdr *, int);
ssize_t __wrap_write(int, const void *, size_t);
ssize_t __wrap_writev(int, const struct iovec *, int);
int __wrap_accept(int, struct sockaddr *, socklen_t *);
int __wrap_accept4(int, struct sockaddr *, socklen_t *, int);

// Whether the descriptor is a TCP socket. Leaves errno alone.
static bool is_tcp(int descriptor)
{
    int before = errno, domain = 0, type = 0;
    socklen_t size = sizeof(domain);
    bool tcp = getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 &&
               getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &size) == 0 &&
               (domain == AF_INET || domain == AF_INET6) && type == SOCK_STREAM;
    errno = before;
    return tcp;
}

// The size that is left of `size` bytes.
static size_t at_most(size_t most, int descriptor, size_t size)
{
    return size > most && is_tcp(descriptor) ? most : size;
}

// The first bytes of some pieces, `most` at most; all of them if the descriptor is no TCP socket.
struct shortened {
    struct iovec first[RECEIVED];
    const struct iovec *pieces;
    int count;
};

static void shorten(struct shortened *to, size_t most, int descriptor, const struct iovec *pieces,
                    size_t count)
{
    to->pieces = pieces;
    to->count = (int)count;
    if (!is_tcp(descriptor)) {
        return;
    }
    to->pieces = to->first;
    to->count = 0;
    for (size_t i = 0; i < count && most > 0; i++) {
        if (pieces[i].iov_len > 0) {
            size_t length = pieces[i].iov_len < most ? pieces[i].iov_len : most;
            to->first[to->count++] =
                (struct iovec){.iov_base = pieces[i].iov_base, .iov_len = length};
            most -= length;
        }
    }
}

ssize_t __wrap_recv(int descriptor, void *buffer, size_t size, int flags)
{
    size = (flags & WHOLE) != 0 ? size : at_most(RECEIVED, descriptor, size);
    return __real_recv(descriptor, buffer, size, flags);
}

ssize_t __wrap_recvfrom(int descriptor, void *buffer, size_t size, int flags,
                        struct sockaddr *address, socklen_t *length)
{
    size = (flags & WHOLE) != 0 ? size : at_most(RECEIVED, descriptor, size);
    return __real_recvfrom(descriptor, buffer, size, flags, address, length);
}

ssize_t __wrap_read(int descriptor, void *buffer, size_t size)
{
    return __real_read(descriptor, buffer, at_most(RECEIVED, descriptor, size));
}

ssize_t __wrap_readv(int descriptor, const struct iovec *pieces, int count)
{
    struct shortened few;
    if (count <= 0) {
        return __real_readv(descriptor, pieces, count);
    }
    shorten(&few, RECEIVED, descriptor, pieces, (size_t)count);
    return __real_readv(descriptor, few.pieces, few.count);
}

ssize_t __wrap_recvmsg(int descriptor, struct msghdr *message, int flags)
{
    struct shortened few;
    struct msghdr other = *message;
    if ((flags & WHOLE) != 0) {
        return __real_recvmsg(descriptor, message, flags);
    }
    shorten(&few, RECEIVED, descriptor, message->msg_iov, message->msg_iovlen);
    other.msg_iov = (struct iovec *)few.pieces;
    other.msg_iovlen = (size_t)few.count;
    ssize_t received = __real_recvmsg(descriptor, &other, flags);
    message->msg_namelen = other.msg_namelen;
    message->msg_controllen = other.msg_controllen;
    message->msg_flags = other.msg_flags;
    return received;
}

ssize_t __wrap_send(int descriptor, const void *buffer, size_t size, int flags)
{
    return __real_send(descriptor, buffer, at_most(SENT, descriptor, size), flags);
}

ssize_t __wrap_sendto(int descriptor, const void *buffer, size_t size, int flags,
                      const struct sockaddr *address, socklen_t length)
{
    size = at_most(SENT, descriptor, size);
    return __real_sendto(descriptor, buffer, size, flags, address, length);
}

ssize_t __wrap_write(int descriptor, const void *buffer, size_t size)
{
    return __real_write(descriptor, buffer, at_most(SENT, descriptor, size));
}

ssize_t __wrap_writev(int descriptor, const struct iovec *pieces, int count)
{
    struct shortened few;
    if (count <= 0) {
        return __real_writev(descriptor, pieces, count);
    }
    shorten(&few, SENT, descriptor, pieces, (size_t)count);
    return __real_writev(descriptor, few.pieces, few.count);
}

ssize_t __wrap_sendmsg(int descriptor, const struct msghdr *message, int flags)
{
    struct shortened few;
    struct msghdr other = *message;
    shorten(&few, SENT, descriptor, message->msg_iov, message->msg_iovlen);
    other.msg_iov = (struct iovec *)few.pieces;
    other.msg_iovlen = (size_t)few.count;
    return __real_sendmsg(descriptor, &other, flags);
}

int __wrap_accept(int descriptor, struct sockaddr *address, socklen_t *length)
{
    int result = __real_accept(descriptor, address, length);
    if (result == -1 && errno == EINTR) {
        raise(SIGCHLD);
    }
    return result;
}

int __wrap_accept4(int descriptor, struct sockaddr *address, socklen_t *length, int flags)
{
    int result = __real_accept4(descriptor, address, length, flags);
    if (result == -1 && errno == EINTR) {
        raise(SIGCHLD);
    }
    return result;
}
