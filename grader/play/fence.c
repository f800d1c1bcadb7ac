#include "fence.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <linux/sockios.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// Landlock's interface, of which headers know only what was there when they were made; a version of
// it ("ABI") each. linux/landlock.h.
#define LANDLOCK_CREATE_RULESET 444
#define LANDLOCK_VERSION 1U

// Less than 1: there is none.
static long landlock_version(void)
{
    return syscall(LANDLOCK_CREATE_RULESET, NULL, 0, LANDLOCK_VERSION);
}

// ---- Processes ------------------------------------------------------------------------------

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__riscv)
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#endif

// The system calls of x32, which have the same architecture: linux/Documentation seccomp_filter.
#define X32_BIT 0x40000000U

// Newer than the headers of some systems; the same number everywhere.
#define PIDFD_SEND_SIGNAL 424
#define PIDFD_OPEN 434
#define PIDFD_GETFD 438
#define PROCESS_MADVISE 440
#define PROCESS_MRELEASE 448

#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define REFUSE BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)
#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
// A jump counts the statements that it leaves out.
#define IF_EQUAL(value, then, otherwise)                                                           \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)(value), then, otherwise)
#define IF_AT_LEAST(value, then, otherwise)                                                        \
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, (unsigned)(value), then, otherwise)

struct filter {
    struct sock_filter statements[160];
    size_t count;
};

static void add(struct filter *filter, const struct sock_filter *statements, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        filter->statements[filter->count++] = statements[i];
    }
}

#define ADD(filter, ...)                                                                           \
    add(filter, (struct sock_filter[]){__VA_ARGS__},                                               \
        sizeof((struct sock_filter[]){__VA_ARGS__}) / sizeof(struct sock_filter))

static void refuse_other_architectures(struct filter *filter)
{
    ADD(filter, LOAD(arch), IF_EQUAL(ARCHITECTURE, 1, 0), REFUSE, LOAD(nr),
        IF_AT_LEAST(X32_BIT, 0, 1), REFUSE);
}

static void refuse(struct filter *filter, int call)
{
    ADD(filter, IF_EQUAL(call, 0, 1), REFUSE);
}

// Refuses a call whose first argument is the guard, the player, a group or everybody: these two are
// negative, from 0x80000000 on in the low half of the argument, as pid_t has 32 bits.
static void refuse_for(struct filter *filter, int call, pid_t guard, pid_t player)
{
    ADD(filter, IF_EQUAL(call, 0, 6), LOAD(args[0]), IF_AT_LEAST(0x80000000U, 2, 0),
        IF_EQUAL(guard, 1, 0), IF_EQUAL(player, 0, 1), REFUSE, ALLOW);
}

// A descriptor can send its owner any signal: fcntl(2), F_SETSIG. So nobody else becomes the owner.
static void refuse_owners(struct filter *filter, pid_t guard, pid_t player)
{
    ADD(filter, IF_EQUAL(SYS_ioctl, 0, 5), LOAD(args[1]), IF_EQUAL(FIOSETOWN, 1, 0),
        IF_EQUAL(SIOCSPGRP, 0, 1), REFUSE, ALLOW);
    ADD(filter, IF_EQUAL(SYS_fcntl, 0, 9), LOAD(args[1]), IF_EQUAL(F_SETOWN_EX, 5, 0),
        IF_EQUAL(F_SETOWN, 0, 5), LOAD(args[2]), IF_AT_LEAST(0x80000000U, 2, 0),
        IF_EQUAL(guard, 1, 0), IF_EQUAL(player, 0, 1), REFUSE, ALLOW);
}

bool fence_processes(pid_t guard, pid_t player, bool traces)
{
    static const int calls[] = {
        PIDFD_OPEN,
        PIDFD_SEND_SIGNAL,
        PIDFD_GETFD,
        SYS_process_vm_readv,
        SYS_process_vm_writev,
        PROCESS_MADVISE,
        PROCESS_MRELEASE,
        SYS_ptrace,
        SYS_kcmp,
        SYS_migrate_pages,
        SYS_move_pages,
        SYS_setns,
    };
    static const int signals[] = {SYS_kill, SYS_tkill, SYS_tgkill, SYS_rt_sigqueueinfo,
                                  SYS_rt_tgsigqueueinfo};
    struct filter filter = {.count = 0};
    refuse_other_architectures(&filter);
    if (traces && landlock_version() < 1) {
        errno = EPERM;
        return false; // nothing would keep it from tracing others
    }
    for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
        if (!traces || (calls[i] != SYS_ptrace && calls[i] != SYS_process_vm_readv)) {
            refuse(&filter, calls[i]);
        }
    }
    for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
        refuse_for(&filter, signals[i], guard, player);
    }
    refuse_owners(&filter, guard, player);
    ADD(&filter, IF_EQUAL(SYS_prlimit64, 0, 4), LOAD(args[0]), IF_EQUAL(0, 1, 0), REFUSE, ALLOW,
        ALLOW);
    struct sock_fprog program = {(unsigned short)filter.count, filter.statements};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

// ---- Files ----------------------------------------------------------------------------------

#define LANDLOCK_ADD_RULE 445
#define LANDLOCK_RESTRICT_SELF 446
#define LANDLOCK_PATH_BENEATH 1

enum right {
    EXECUTE = 1 << 0,
    WRITE_FILE = 1 << 1,
    READ_FILE = 1 << 2,
    READ_DIR = 1 << 3,
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

// A file has fewer rights than a directory. Who is not there needs no rule.
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

static bool allow_all(int rules, int binary, const char *folder, uint64_t known)
{
    static const char *const readable[] = {"/usr",   "/bin",    "/sbin", "/lib", "/lib32",
                                           "/lib64", "/libx32", "/etc",  "/proc"};
    static const char *const writable[] = {"/dev/null",   "/dev/zero",    "/dev/full",
                                           "/dev/random", "/dev/urandom", "/dev/tty"};
    bool good = allow(rules, folder, known) && allow(rules, "/dev/shm", known) &&
                (binary == -1 || allow_file(rules, binary, READ));
    for (size_t i = 0; good && i < sizeof(readable) / sizeof(readable[0]); i++) {
        good = allow(rules, readable[i], READ);
    }
    for (size_t i = 0; good && i < sizeof(writable) / sizeof(writable[0]); i++) {
        good = allow(rules, writable[i], WRITE & known);
    }
    return good;
}

bool fence_files(int binary, const char *folder)
{
    long version = landlock_version();
    if (version < 1) {
        return true;
    }
    // From version 4 on there is a network, from 6 on a scope: abstract sockets, and signals.
    struct ruleset handled = {.files = rights_of(version), .scope = version >= 6 ? 3 : 0};
    size_t size = version >= 6   ? sizeof(handled)
                  : version >= 4 ? offsetof(struct ruleset, scope)
                                 : offsetof(struct ruleset, network);
    int rules = (int)syscall(LANDLOCK_CREATE_RULESET, &handled, size, 0);
    bool good = rules != -1 && allow_all(rules, binary, folder, handled.files) &&
                syscall(LANDLOCK_RESTRICT_SELF, rules, 0) == 0;
    int error = errno;
    close(rules);
    errno = error;
    return good;
}
