#include "fence.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define IF_EQUAL(value, then, otherwise)                                                           \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)(value), then, otherwise)
#define IF_AT_LEAST(value, then, otherwise)                                                        \
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, (unsigned)(value), then, otherwise)

bool fence_signals(pid_t guard, pid_t player)
{
    // The low half of the first argument is the process: pid_t has 32 bits. Negative ones, which
    // are groups and everybody, are from 0x80000000 on. A jump counts the statements that it leaves
    // out.
    struct sock_filter statements[] = {
        LOAD(nr),
        IF_EQUAL(SYS_kill, 6, 0),
        IF_EQUAL(SYS_tkill, 5, 0),
        IF_EQUAL(SYS_tgkill, 4, 0),
        IF_EQUAL(SYS_rt_sigqueueinfo, 3, 0),
        IF_EQUAL(SYS_pidfd_open, 6, 0),
        IF_EQUAL(SYS_ptrace, 5, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        LOAD(args[0]),
        IF_AT_LEAST(0x80000000U, 2, 0),
        IF_EQUAL(guard, 1, 0),
        IF_EQUAL(player, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof(statements) / sizeof(statements[0]), statements};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}
