#include "fence.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/netlink.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "findings.h"

// ---- System calls ---------------------------------------------------------------------------

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__riscv)
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#endif

// The system calls of x32, which have the same architecture: linux/Documentation seccomp_filter.
#define X32_BIT 0x40000000U

// Newer than the headers of some systems; the numbers are the same everywhere.
#define PIDFD_SEND_SIGNAL 424
#define PIDFD_OPEN 434
#define PIDFD_GETFD 438
#define PROCESS_MADVISE 440
#define MEMFD_SECRET 447
#define PROCESS_MRELEASE 448
#define FCHMODAT2 452
#define SETXATTRAT 463
#define REMOVEXATTRAT 466
#define FILE_SETATTR 469
#define SCHEDULE_WITH 62 // PR_SCHED_CORE: shares a processor's core with another process

// The `which` of ioprio_set(2), which has no header.
#define OF_GROUP 2
#define OF_USER 3

#define ANY 0xffffffffU
#define MOST 0xffffffffU
#define NEGATIVE 0x80000000U // and more: pid_t has 32 bits

#define NEW_NAMESPACE                                                                              \
    (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID |  \
     CLONE_NEWNET)

// A type of socket comes with flags: socket(2).
#define TYPE 0xfU

// Met if from <= (argument & mask) <= to. Looks only at the low half of an argument: those below
// have 32 bits. A mask of 0: no test.
struct test {
    unsigned argument;
    unsigned mask;
    unsigned from;
    unsigned to;
};

// In place of an error: ask the guard.
#define ASK (-1)

// The call fails with the error if all tests are met.
struct row {
    int call;
    int error;
    struct test tests[2];
};

// Calls that no program needs, in any tier. The errors are those of a kernel or container without
// them. (clone3 keeps its flags in memory, where a filter can't see them: if it fails, libc takes
// clone. System V objects outlive their processes, and no limit counts them, nor files in memory.)
static const struct row rows_for_all[] = {
    {SYS_clone, EPERM, {{0, NEW_NAMESPACE, 1, MOST}}},
    {SYS_clone3, ENOSYS, {{0}}},
    {SYS_unshare, EPERM, {{0}}},
    {SYS_setns, EPERM, {{0}}},
    {SYS_mount, EPERM, {{0}}},
    {SYS_umount2, EPERM, {{0}}},
    {SYS_pivot_root, EPERM, {{0}}},
    {SYS_chroot, EPERM, {{0}}},
    {SYS_open_tree, EPERM, {{0}}},
    {SYS_move_mount, EPERM, {{0}}},
    {SYS_fsopen, EPERM, {{0}}},
    {SYS_fsmount, EPERM, {{0}}},
    {SYS_fspick, EPERM, {{0}}},
    {SYS_mount_setattr, EPERM, {{0}}},
    {SYS_shmget, ENOSYS, {{0}}},
    {SYS_msgget, ENOSYS, {{0}}},
    {SYS_semget, ENOSYS, {{0}}},
    {SYS_mq_open, ENOSYS, {{0}}},
    {SYS_memfd_create, ENOSYS, {{0}}},
    {MEMFD_SECRET, ENOSYS, {{0}}},
    {SYS_io_uring_setup, ENOSYS, {{0}}},
    {SYS_add_key, ENOSYS, {{0}}},
    {SYS_request_key, ENOSYS, {{0}}},
    {SYS_keyctl, ENOSYS, {{0}}},
    {SYS_bpf, ENOSYS, {{0}}},
    {SYS_perf_event_open, ENOSYS, {{0}}},
    {SYS_userfaultfd, ENOSYS, {{0}}},
    {SYS_ioctl, EIO, {{1, ANY, TIOCSTI, TIOCSTI}}},
    // Answers 0 without effect: the player must see what the program does, and its descriptors. For
    // the same reason the threads of a process must share their descriptors.
    {SYS_prctl, 0, {{0, ANY, PR_SET_DUMPABLE, PR_SET_DUMPABLE}}},
    // With a filter of its own, a program could keep a sanitizer from saying what it has found.
    {SYS_prctl, EINVAL, {{0, ANY, PR_SET_SECCOMP, PR_SET_SECCOMP}}},
    {SYS_seccomp, ENOSYS, {{0}}},
    {SYS_clone, EINVAL, {{0, CLONE_THREAD | CLONE_FILES, CLONE_THREAD, CLONE_THREAD}}},
    {SYS_close_range, EINVAL, {{2, CLOSE_RANGE_UNSHARE, 1, MOST}}},
    // A page in a pipe may pin 2 MiB.
    {SYS_vmsplice, ENOSYS, {{0}}},
    // AF_UNIX is 1, AF_INET 2, AF_INET6 10; AF_NETLINK, 16, tells getaddrinfo(3) of addresses.
    {SYS_socket, EAFNOSUPPORT, {{0, ANY, AF_INET + 1, AF_INET6 - 1}}},
    {SYS_socket, EAFNOSUPPORT, {{0, ANY, AF_INET6 + 1, AF_NETLINK - 1}}},
    {SYS_socket, EAFNOSUPPORT, {{0, ANY, AF_NETLINK + 1, MOST}}},
};

// For programs that share the machine's processes and files. A descriptor can send its owner any
// signal (fcntl(2), F_SETSIG).
static const struct row rows_for_shared[] = {
    {PIDFD_OPEN, EPERM, {{0}}},
    {PIDFD_SEND_SIGNAL, EPERM, {{0}}},
    {PIDFD_GETFD, EPERM, {{0}}},
    {SYS_process_vm_writev, EPERM, {{0}}},
    {PROCESS_MADVISE, EPERM, {{0}}},
    {PROCESS_MRELEASE, EPERM, {{0}}},
    {SYS_kcmp, EPERM, {{0}}},
    {SYS_migrate_pages, EPERM, {{0}}},
    {SYS_move_pages, EPERM, {{0}}},
    {SYS_prctl, EINVAL, {{0, ANY, SCHEDULE_WITH, SCHEDULE_WITH}}},
    {SYS_ioctl, EPERM, {{1, ANY, FIOSETOWN, FIOSETOWN}}},
    {SYS_ioctl, EPERM, {{1, ANY, SIOCSPGRP, SIOCSPGRP}}},
    {SYS_fcntl, EPERM, {{1, ANY, F_SETOWN_EX, F_SETOWN_EX}}},
    {SYS_fcntl, EPERM, {{1, ANY, F_SETOWN, F_SETOWN}, {2, ANY, NEGATIVE, MOST}}},
    {SYS_fcntl, EPERM, {{1, ANY, F_SETLEASE, F_SETLEASE}}},
    // The priority of a group, but 0 is one's own; or of all processes of a user.
    {SYS_setpriority, EPERM, {{0, ANY, PRIO_PGRP, PRIO_PGRP}, {1, ANY, 1, MOST}}},
    {SYS_setpriority, EPERM, {{0, ANY, PRIO_USER, MOST}}},
    {SYS_ioprio_set, EPERM, {{0, ANY, OF_GROUP, OF_GROUP}, {1, ANY, 1, MOST}}},
    {SYS_ioprio_set, EPERM, {{0, ANY, OF_USER, MOST}}},
};

// Calls on a process by its number, but 0 is the caller. The guard knows whether the process
// belongs to the program (permit.h).
static const struct row rows_for_guard[] = {
    {SYS_setpriority, ASK, {{1, ANY, 1, MOST}}},
    {SYS_ioprio_set, ASK, {{1, ANY, 1, MOST}}},
    {SYS_sched_setaffinity, ASK, {{0, ANY, 1, MOST}}},
    {SYS_sched_setscheduler, ASK, {{0, ANY, 1, MOST}}},
    {SYS_sched_setparam, ASK, {{0, ANY, 1, MOST}}},
    {SYS_sched_setattr, ASK, {{0, ANY, 1, MOST}}},
    {SYS_prlimit64, ASK, {{0, ANY, 1, MOST}}},
    {SYS_fcntl, ASK, {{1, ANY, F_SETOWN, F_SETOWN}, {2, ANY, 1, MOST}}},
};

// A signal to 0 goes to one's own group, whose processes are all the guard's.
static const struct row rows_of_signals[] = {
    {SYS_kill, ASK, {{0, ANY, 1, MOST}}},
    {SYS_tkill, ASK, {{0}}},
    {SYS_tgkill, ASK, {{0}}},
    {SYS_rt_sigqueueinfo, ASK, {{0}}},
    {SYS_rt_tgsigqueueinfo, ASK, {{0}}},
};

// Calls that change a file without opening it: Landlock does not cover them, and truncation only
// from version 3 on. Or with the file open only for reading: so the program could change its own,
// which may belong to its user, and is started again.
static const int calls_on_files[] = {
#ifdef SYS_chmod // newer architectures do not have these
    SYS_chmod,    SYS_chown,     SYS_lchown,       SYS_utime,        SYS_utimes,    SYS_futimesat,
#endif
    SYS_fchmodat, FCHMODAT2,     SYS_fchownat,     SYS_setxattr,     SYS_lsetxattr, SETXATTRAT,
    SYS_truncate, FILE_SETATTR,  SYS_removexattr,  SYS_lremovexattr, REMOVEXATTRAT, SYS_fchmod,
    SYS_fchown,   SYS_fsetxattr, SYS_fremovexattr,
};

// Only with a path; without one the call is for an open file: utimensat(2).
static const struct row rows_for_files[] = {{SYS_utimensat, EPERM, {{1, ANY, 1, MOST}}}};

static const struct row rows_against_tracing[] = {
    {SYS_ptrace, EPERM, {{0}}},
    {SYS_process_vm_readv, EPERM, {{0}}},
};

// A descriptor may hold only what the kernel gives by default, because the limit counts
// descriptors. Ignoring a socket's buffer size is allowed: socket(7).
static const struct row rows_against_buffers[] = {
    {SYS_setsockopt, 0, {{1, ANY, SOL_SOCKET, SOL_SOCKET}, {2, ANY, SO_SNDBUF, SO_RCVBUF}}},
};

// A program that only serves gets only TCP, and can connect to nobody: on a shared network others
// would answer, and a program must get the same verdict in each tier. (0 is also AF_NETLINK's
// protocol for addresses.)
static const struct row rows_against_calling[] = {
    {SYS_connect, ECONNREFUSED, {{0}}},
    {SYS_sendto, EOPNOTSUPP, {{3, MSG_FASTOPEN, 1, MOST}}}, // connects as well: tcp(7)
    {SYS_sendmsg, EOPNOTSUPP, {{2, MSG_FASTOPEN, 1, MOST}}},
    {SYS_sendmmsg, EOPNOTSUPP, {{3, MSG_FASTOPEN, 1, MOST}}},
    {SYS_socket, ESOCKTNOSUPPORT, {{1, TYPE, SOCK_DGRAM, SOCK_DGRAM}}},
    {SYS_socket, ESOCKTNOSUPPORT, {{1, TYPE, SOCK_RAW + 1, TYPE}}},
    {SYS_socket, EPROTONOSUPPORT, {{2, ANY, NETLINK_ROUTE + 1, IPPROTO_TCP - 1}}},
    {SYS_socket, EPROTONOSUPPORT, {{2, ANY, IPPROTO_TCP + 1, MOST}}},
    {SYS_socketpair, ESOCKTNOSUPPORT, {{1, TYPE, SOCK_DGRAM, SOCK_DGRAM}}},
};

// Such a socket reaches its peer by a name in the file system, which may be shared.
static const struct row rows_against_names[] = {
    {SYS_socket, EAFNOSUPPORT, {{0, ANY, AF_UNIX, AF_UNIX}}},
};

// For the program this descriptor does not exist. (close_range(2) over it answers 0 and closes
// nothing.)
static const struct row rows_for_findings[] = {
    {SYS_close, EBADF, {{0, ANY, FINDINGS, FINDINGS}}},
    {SYS_close_range, 0, {{0, ANY, 0, FINDINGS}, {1, ANY, FINDINGS, MOST}}},
#ifdef SYS_dup2 // newer architectures have dup3 only
    {SYS_dup2, EBADF, {{1, ANY, FINDINGS, FINDINGS}}},
#endif
    {SYS_dup3, EBADF, {{1, ANY, FINDINGS, FINDINGS}}},
    {SYS_fcntl, EBADF, {{0, ANY, FINDINGS, FINDINGS}}},
    {SYS_ioctl, EBADF, {{0, ANY, FINDINGS, FINDINGS}}},
};

struct filter {
    struct sock_filter statements[1000];
    size_t count;
    unsigned asking; // the answer to a call that the guard decides
};

#define LOAD(field)                                                                                \
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)offsetof(struct seccomp_data, field))
#define ANSWER(answer) BPF_STMT(BPF_RET | BPF_K, answer)
#define FAIL_WITH(error) (SECCOMP_RET_ERRNO | (unsigned)(error))
// A jump counts the statements that it skips.
#define JUMP(test, value, then, otherwise)                                                         \
    BPF_JUMP(BPF_JMP | (test) | BPF_K, (unsigned)(value), (unsigned char)(then),                   \
             (unsigned char)(otherwise))

static void add(struct filter *filter, struct sock_filter statement)
{
    filter->statements[filter->count++] = statement;
}

// Adds four statements. If the test is not met they skip `rest` more.
static void add_test(struct filter *filter, const struct test *test, size_t rest)
{
    unsigned argument =
        (unsigned)(offsetof(struct seccomp_data, args) + test->argument * sizeof(uint64_t));
    add(filter, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, argument));
    add(filter, (struct sock_filter)BPF_STMT(BPF_ALU | BPF_AND | BPF_K, test->mask));
    add(filter, (struct sock_filter)JUMP(BPF_JGE, test->from, 0, rest + 1));
    add(filter, (struct sock_filter)JUMP(BPF_JGT, test->to, rest, 0));
}

// Before and after a row the accumulator holds the number of the call.
static void add_row(struct filter *filter, const struct row *row)
{
    size_t tests = row->tests[0].mask == 0 ? 0 : row->tests[1].mask == 0 ? 1 : 2;
    add(filter, (struct sock_filter)JUMP(BPF_JEQ, row->call, 0, 4 * tests + 1 + (tests > 0)));
    for (size_t i = 0; i < tests; i++) {
        add_test(filter, &row->tests[i], 4 * (tests - i - 1) + 1);
    }
    unsigned answer = row->error == ASK ? filter->asking : FAIL_WITH(row->error);
    add(filter, (struct sock_filter)ANSWER(answer));
    if (tests > 0) {
        add(filter, (struct sock_filter)LOAD(nr));
    }
}

static void add_rows(struct filter *filter, const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        add_row(filter, &rows[i]);
    }
}

#define ADD_ROWS(filter, rows) add_rows(filter, rows, sizeof(rows) / sizeof((rows)[0]))

static void refuse_other_architectures(struct filter *filter)
{
    add(filter, (struct sock_filter)LOAD(arch));
    add(filter, (struct sock_filter)JUMP(BPF_JEQ, ARCHITECTURE, 1, 0));
    add(filter, (struct sock_filter)ANSWER(FAIL_WITH(ENOSYS)));
    add(filter, (struct sock_filter)LOAD(nr));
    add(filter, (struct sock_filter)JUMP(BPF_JGE, X32_BIT, 0, 1));
    add(filter, (struct sock_filter)ANSWER(FAIL_WITH(ENOSYS)));
}

static void keep_from_files(struct filter *filter)
{
    for (size_t i = 0; i < sizeof(calls_on_files) / sizeof(calls_on_files[0]); i++) {
        add_row(filter, &(struct row){calls_on_files[i], EPERM, {{0}}});
    }
    ADD_ROWS(filter, rows_for_files);
}

static void make_filter(struct filter *filter, const struct fence *fence)
{
    bool asks = filter->asking == SECCOMP_RET_USER_NOTIF;
    refuse_other_architectures(filter);
    ADD_ROWS(filter, rows_for_all);
    if (fence->shares_machine) {
        ADD_ROWS(filter, rows_for_shared);
        ADD_ROWS(filter, rows_for_guard);
    }
    if (fence->shares_machine && asks) {
        ADD_ROWS(filter, rows_of_signals);
    }
    if (fence->shares_machine && !fence->traces) {
        ADD_ROWS(filter, rows_against_tracing);
    }
    if (!fence->connects) {
        ADD_ROWS(filter, rows_against_calling);
    }
    if (!fence->is_ours) {
        ADD_ROWS(filter, rows_against_buffers);
        ADD_ROWS(filter, rows_against_names);
    }
    if (!fence->is_ours && !fence->links) {
        keep_from_files(filter);
    }
    if (fence->has_findings) {
        ADD_ROWS(filter, rows_for_findings);
    }
    add(filter, (struct sock_filter)ANSWER(SECCOMP_RET_ALLOW));
}

// A signal does not interrupt a call while the guard decides on it: since Linux 5.19.
#define WAITS_FOR_ANSWER (1UL << 5)

// Installs the filter. Returns the descriptor on which the kernel asks the guard, or -1.
static int put_up_asking(struct filter *filter)
{
    struct sock_fprog program = {(unsigned short)filter->count, filter->statements};
    unsigned long flags = SECCOMP_FILTER_FLAG_NEW_LISTENER;
    int listener =
        (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags | WAITS_FOR_ANSWER, &program);
    if (listener == -1 && errno == EINVAL) {
        listener = (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
    }
    return listener;
}

bool fence_calls(const struct fence *fence, int *listener)
{
    *listener = -1;
    if (fence->shares_machine) {
        struct filter filter = {.asking = SECCOMP_RET_USER_NOTIF};
        make_filter(&filter, fence);
        *listener = put_up_asking(&filter);
        if (*listener != -1 || !fence->keeps_signals) {
            return *listener != -1;
        }
    }
    struct filter filter = {.asking = FAIL_WITH(EPERM)};
    make_filter(&filter, fence);
    struct sock_fprog program = {(unsigned short)filter.count, filter.statements};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

// ---- Files ----------------------------------------------------------------------------------

// Landlock's interface, linux/landlock.h; the headers of a system may be older than its kernel.
#define LANDLOCK_CREATE_RULESET 444
#define LANDLOCK_VERSION 1U
#define LANDLOCK_ADD_RULE 445
#define LANDLOCK_RESTRICT_SELF 446
#define LANDLOCK_PATH_BENEATH 1
#define SCOPE 6 // since this version ("ABI")

enum right {
    EXECUTE = 1 << 0,
    WRITE_FILE = 1 << 1,
    READ_FILE = 1 << 2,
    READ_DIR = 1 << 3,
    MAKE_BLOCK = 1 << 11,
    TRUNCATE = 1 << 14,
};

#define READ (EXECUTE | READ_FILE | READ_DIR)
#define WRITE (READ_FILE | WRITE_FILE | TRUNCATE)
#define ALL ((1U << 15) - 1)

struct ruleset {
    uint64_t files;
    uint64_t network;
    uint64_t scope;
};

struct rule {
    uint64_t rights;
    int32_t parent;
} __attribute__((packed));

// All rights that this version knows: 13 of them at first, then REFER, then TRUNCATE.
static uint64_t rights_of(long version)
{
    return version >= 3 ? ALL : version == 2 ? ALL >> 1 : ALL >> 2;
}

// A file has fewer rights than a directory.
static bool allow_file(int rules, int file, uint64_t rights)
{
    struct stat status;
    if (fstat(file, &status) == -1) {
        return false;
    }
    if (!S_ISDIR(status.st_mode)) {
        rights &= EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE;
    }
    struct rule rule = {rights, file};
    return syscall(LANDLOCK_ADD_RULE, rules, LANDLOCK_PATH_BENEATH, &rule, 0) == 0;
}

static bool allow(int rules, const char *path, uint64_t rights)
{
    int file = open(path, O_PATH | O_CLOEXEC);
    if (file == -1) {
        return errno == ENOENT;
    }
    bool good = allow_file(rules, file, rights);
    int error = errno;
    close(file);
    errno = error;
    return good;
}

// Lets a folder be read, except hidden paths: a rule holds for everything below its folder, so each
// folder that leads to a hidden one gets none, but its other entries do.
static bool allow_around(int rules, const char *path, const struct hidden *hidden)
{
    if (hidden_is(hidden, path)) {
        return true;
    }
    if (!hidden_is_below(hidden, path)) {
        return allow(rules, path, READ);
    }
    bool good = true;
    DIR *entries = opendir(path);
    struct dirent *entry;
    while (good && entries != NULL && (entry = readdir(entries)) != NULL) {
        char inner[PATH_MAX];
        struct stat status;
        int length = snprintf(inner, sizeof(inner), "%s/%s", path, entry->d_name);
        if (entry->d_name[0] != '.' && length < PATH_MAX && lstat(inner, &status) == 0 &&
            !S_ISLNK(status.st_mode)) {
            good = allow_around(rules, inner, hidden);
        }
    }
    if (entries != NULL) {
        closedir(entries);
    }
    return good;
}

// The same for a path that may be a link, as /lib often is.
static bool allow_tree(int rules, const char *path, const struct hidden *hidden)
{
    char *real = realpath(path, NULL);
    bool good = real == NULL ? errno == ENOENT : allow_around(rules, real, hidden);
    free(real);
    return good;
}

static bool allow_all(int rules, int binary, int other, bool memory, const struct hidden *hidden,
                      uint64_t known)
{
    static const char *const readable[] = {"/usr",   "/bin",    "/sbin", "/lib", "/lib32",
                                           "/lib64", "/libx32", "/etc",  "/proc"};
    static const char *const writable[] = {"/dev/null",   "/dev/zero",    "/dev/full",
                                           "/dev/random", "/dev/urandom", "/dev/tty"};
    bool good = allow(rules, ".", known) && (!memory || allow(rules, "/dev/shm", known)) &&
                (binary == -1 || allow_file(rules, binary, READ)) &&
                (other == -1 || allow_file(rules, other, READ));
    for (size_t i = 0; good && i < sizeof(readable) / sizeof(readable[0]); i++) {
        good = allow_tree(rules, readable[i], hidden);
    }
    for (size_t i = 0; good && i < sizeof(writable) / sizeof(writable[0]); i++) {
        good = allow(rules, writable[i], WRITE & known);
    }
    return good;
}

// Less than 1: this kernel has no Landlock.
static long landlock_version(void)
{
    return syscall(LANDLOCK_CREATE_RULESET, NULL, 0, LANDLOCK_VERSION);
}

bool fence_has_files(void)
{
    return landlock_version() >= 1;
}

bool fence_keeps_signals(void)
{
    return landlock_version() >= SCOPE;
}

bool fence_from_tracer(void)
{
    // A ruleset must take some right; only root can make a device anyway.
    struct ruleset handled = {.files = MAKE_BLOCK};
    int rules = (int)syscall(LANDLOCK_CREATE_RULESET, &handled, sizeof(handled.files), 0);
    bool good = rules != -1 && syscall(LANDLOCK_RESTRICT_SELF, rules, 0) == 0;
    close(rules);
    return good;
}

bool fence_files(int binary, int other, bool memory, const struct hidden *hidden)
{
    long version = landlock_version();
    if (version < 1) {
        return false;
    }
    // Version 4 added the network, version 6 the scope: abstract sockets, and signals.
    struct ruleset handled = {.files = rights_of(version), .scope = version >= SCOPE ? 3 : 0};
    size_t size = version >= SCOPE ? sizeof(handled)
                  : version >= 4   ? offsetof(struct ruleset, scope)
                                   : offsetof(struct ruleset, network);
    int rules = (int)syscall(LANDLOCK_CREATE_RULESET, &handled, size, 0);
    bool good = rules != -1 && allow_all(rules, binary, other, memory, hidden, handled.files) &&
                syscall(LANDLOCK_RESTRICT_SELF, rules, 0) == 0;
    int error = errno;
    close(rules);
    errno = error;
    return good;
}
