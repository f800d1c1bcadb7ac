#include "calls.h"

#include <sched.h>
#include <stddef.h>
#include <string.h>
#include <sys/syscall.h>

// Newer architectures lack poll, select and pause: there the C library calls their successors.
static const struct call calls[] = {
    {SYS_accept, "accept", CALL_DESCRIPTOR, -1, NO_TIMEOUT},
    {SYS_accept4, "accept", CALL_DESCRIPTOR, -1, NO_TIMEOUT},
    {SYS_connect, "connect", CALL_DESCRIPTOR, -1, NO_TIMEOUT},
    {SYS_recvfrom, "recv", CALL_DESCRIPTOR, -1, NO_TIMEOUT},
    {SYS_recvmsg, "recvmsg", CALL_DESCRIPTOR, -1, NO_TIMEOUT},
    {SYS_sendto, "send", CALL_DESCRIPTOR, -1, NO_TIMEOUT},
    {SYS_sendmsg, "sendmsg", CALL_DESCRIPTOR, -1, NO_TIMEOUT},
    {SYS_read, "read", CALL_DESCRIPTOR, -1, NO_TIMEOUT},
    {SYS_readv, "readv", CALL_DESCRIPTOR, -1, NO_TIMEOUT},
    {SYS_write, "write", CALL_DESCRIPTOR, -1, NO_TIMEOUT},
    {SYS_writev, "writev", CALL_DESCRIPTOR, -1, NO_TIMEOUT},
    {SYS_sendfile, "sendfile", CALL_DESCRIPTOR, -1, NO_TIMEOUT},
    {SYS_flock, "flock", CALL_DESCRIPTOR, -1, NO_TIMEOUT},
    {SYS_ppoll, "poll", CALL_MANY, 2, POINTER},
    {SYS_pselect6, "select", CALL_MANY, 4, POINTER},
    {SYS_epoll_pwait, "epoll_wait", CALL_MANY, 3, MILLISECONDS},
#ifdef SYS_poll
    {SYS_poll, "poll", CALL_MANY, 2, MILLISECONDS},
    {SYS_select, "select", CALL_MANY, 4, POINTER},
    {SYS_epoll_wait, "epoll_wait", CALL_MANY, 3, MILLISECONDS},
    {SYS_pause, "pause", CALL_OTHERS, -1, NO_TIMEOUT},
    {SYS_vfork, "vfork", CALL_OTHERS, -1, NO_TIMEOUT},
#endif
    {SYS_clone, "vfork", CALL_OTHERS, -1, NO_TIMEOUT}, // with CLONE_VFORK: call_is_vfork
#ifdef SYS_epoll_pwait2
    {SYS_epoll_pwait2, "epoll_wait", CALL_MANY, 3, POINTER},
#endif
    {SYS_futex, "futex", CALL_OTHERS, 3, POINTER},
    {SYS_wait4, "waitpid", CALL_OTHERS, -1, NO_TIMEOUT},
    {SYS_waitid, "waitid", CALL_OTHERS, -1, NO_TIMEOUT},
    {SYS_rt_sigsuspend, "sigsuspend", CALL_OTHERS, -1, NO_TIMEOUT},
    {SYS_rt_sigtimedwait, "sigwait", CALL_OTHERS, 2, POINTER},
    {SYS_nanosleep, "sleep", CALL_SLEEPS, -1, NO_TIMEOUT},
    {SYS_clock_nanosleep, "sleep", CALL_SLEEPS, -1, NO_TIMEOUT},
};

const struct call *call_find(long number)
{
    for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
        if (calls[i].number == number) {
            return &calls[i];
        }
    }
    return NULL;
}

bool call_is_known(const char *name)
{
    for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
        if (strcmp(calls[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

bool call_is_vfork(const struct call *call, const unsigned long *arguments)
{
    return strcmp(call->name, "vfork") == 0 &&
           (call->number != SYS_clone || (arguments[0] & CLONE_VFORK) != 0);
}

bool call_waits_for_others(const struct call *call, const unsigned long *arguments)
{
    if (call->kind == CALL_SLEEPS) {
        return false;
    }
    if (call->timeout == -1) {
        return true;
    }
    unsigned long timeout = arguments[call->timeout];
    return call->unit == POINTER ? timeout == 0 : (int)timeout < 0;
}
