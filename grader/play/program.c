#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fence.h"
#include "root.h"
#include "sweep.h"

// What the guard reports: a program that ended, or a call that failed on the way to it.
struct report {
    enum {
        ENDED,
        TROUBLE
    } kind;
    int status; // wait status, or errno
    char call[24];
};

static void send_trouble(int report, const char *call)
{
    struct report news = {.kind = TROUBLE, .status = errno};
    snprintf(news.call, sizeof(news.call), "%s", call);
    (void)!write(report, &news, sizeof(news)); // a pipe takes this whole: pipe(7), PIPE_BUF
    _exit(127);
}

static void limit(__rlimit_resource_t resource, rlim_t value)
{
    struct rlimit both = {value, value};
    setrlimit(resource, &both); // fails only where the limit is lower already
}

static void set_limits(const struct isolation *isolation, bool sanitized)
{
    limit(RLIMIT_NPROC, LIMIT_PROCESSES + isolation->neighbours);
    limit(RLIMIT_NOFILE, LIMIT_DESCRIPTORS);
    limit(RLIMIT_FSIZE, LIMIT_FILE);
    limit(RLIMIT_STACK, LIMIT_STACK);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_MEMLOCK, 0);
    limit(RLIMIT_MSGQUEUE, 0);
    if (!sanitized) {
        limit(RLIMIT_CPU, LIMIT_CPU);
        limit(RLIMIT_DATA, LIMIT_DATA);
    }
}

static void reset_signals(void)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < NSIG; number++) {
        signal(number, SIG_DFL);
    }
}

// As root: become the user of this play. The group comes first, while we still may.
static bool drop_root(const struct isolation *isolation)
{
    if (geteuid() != 0) {
        return true;
    }
    if (setgroups(0, NULL) == -1 ||
        setresgid(isolation->gid, isolation->gid, isolation->gid) == -1) {
        return false;
    }
    // A container may know only the first 65,536 users.
    uid_t other = 20000 + isolation->uid % 40000;
    return setresuid(isolation->uid, isolation->uid, isolation->uid) == 0 ||
           setresuid(other, other, other) == 0;
}

// Turns this process into the program.
static void become_program(const struct isolation *isolation, const struct launch *launch,
                           int report, pid_t player)
{
    static char *environment[] = {"PATH=/usr/local/bin:/usr/bin:/bin",
                                  "HOME=/tmp",
                                  "LANG=C.UTF-8",
                                  "TERM=dumb",
                                  "ASAN_OPTIONS=detect_leaks=0:color=never",
                                  "UBSAN_OPTIONS=print_stacktrace=1:color=never",
                                  "TSAN_OPTIONS=color=never:halt_on_error=1",
                                  NULL};
    pid_t guard = getppid();
    int binary = fcntl(launch->binary, F_DUPFD_CLOEXEC, 10);
    int news = fcntl(report, F_DUPFD_CLOEXEC, 10);

    if (setsid() == -1) {
        send_trouble(news, "setsid");
    }
    // A terminal becomes the controlling one; /dev/null, in the probe, can't and need not.
    if (ioctl(launch->terminal, TIOCSCTTY, 0) == -1 && errno != ENOTTY) {
        send_trouble(news, "ioctl(TIOCSCTTY)");
    }
    dup2(launch->terminal, 0);
    dup2(launch->terminal, 1);
    dup2(launch->terminal, 2);
    close_range(3, 9, 0);
    close_range(10, ~0U, CLOSE_RANGE_CLOEXEC);
    umask(022);
    reset_signals();
    set_limits(isolation, launch->sanitized);
    if (!drop_root(isolation)) {
        send_trouble(news, "setresuid");
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    // Addresses that are the same in each run: so is what a program does with uninitialised memory,
    // and TSan wants it so. Containers may refuse it.
    personality(ADDR_NO_RANDOMIZE);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1) {
        send_trouble(news, "prctl(NO_NEW_PRIVS)");
    }
    if (isolation->tier == PORT_LOCK && !fence_signals(guard, player)) {
        send_trouble(news, "seccomp");
    }
    fexecve(binary, launch->argv, environment);
    send_trouble(news, "execve");
}

// Reaps whoever has ended, and reports it if it is the first. Returns false when nobody is left.
static bool reap(pid_t first, int report)
{
    int status = 0;
    pid_t child;
    while ((child = waitpid(-1, &status, WNOHANG)) > 0) {
        if (child == first) {
            struct report news = {.kind = ENDED, .status = status};
            (void)!write(report, &news, sizeof(news));
        }
    }
    return child == 0;
}

// Keeps the program's processes together until the last has ended. In NAMESPACES the guard's own
// end takes them all along (pid_namespaces(7)); otherwise SIGTERM, from the player or because the
// player is gone, makes it sweep them away.
static void guard_program(pid_t first, int report, const sigset_t *signals)
{
    while (reap(first, report)) {
        if (sigwaitinfo(signals, NULL) == SIGTERM) {
            sweep_descendants();
        }
    }
    _exit(0);
}

static void become_guard(const struct isolation *isolation, const struct launch *launch, int report,
                         pid_t player)
{
    bool init = isolation->tier == NAMESPACES;
    prctl(PR_SET_DUMPABLE, 0); // the program can't look into the guard, nor take its descriptors
    prctl(PR_SET_PDEATHSIG, init ? SIGKILL : SIGTERM);
    if (init) {
        const char *call = root_enter(NULL, isolation->in_user_namespace);
        if (call != NULL) {
            send_trouble(report, call);
        }
    } else {
        prctl(PR_SET_CHILD_SUBREAPER, 1);
        if (chdir("/tmp") == -1) {
            send_trouble(report, "chdir /tmp");
        }
    }
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGCHLD);
    sigaddset(&signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    pid_t first = fork();
    if (first == -1) {
        send_trouble(report, "fork");
    }
    if (first == 0) {
        become_program(isolation, launch, report, player);
    }
    report = dup2(report, 3); // and keep nothing else: the terminal must see when it is left
    close_range(0, 2, 0);
    close_range(4, ~0U, 0);
    guard_program(first, report, &signals);
}

bool program_start(struct program *program, const struct isolation *isolation,
                   const struct launch *launch, struct text *why)
{
    int report[2];
    *program = (struct program){.guard = -1, .report = -1};
    if (pipe2(report, O_CLOEXEC | O_NONBLOCK) == -1) {
        text_print(why, "pipe: %s", strerror(errno));
        return false;
    }
    unsigned long flags = SIGCHLD;
    if (isolation->tier == NAMESPACES) {
        flags |= CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS;
    }
    pid_t player = getpid();
    pid_t guard = (pid_t)syscall(SYS_clone, flags, NULL, NULL, NULL, NULL); // like fork()
    if (guard == 0) {
        become_guard(isolation, launch, report[1], player);
    }
    int error = errno;
    close(report[1]);
    if (guard == -1) {
        close(report[0]);
        text_print(why, "clone(CLONE_NEWPID...): %s", strerror(error));
        return false;
    }
    program->guard = guard;
    program->report = report[0];
    return true;
}

void program_news(struct program *program)
{
    struct report news;
    ssize_t got;
    while ((got = read(program->report, &news, sizeof(news))) == sizeof(news)) {
        if (news.kind == ENDED) {
            // After trouble the first process ends with 127, which is ours and not the program's.
            program->ended = program->trouble.length == 0;
            program->status = news.status;
        } else {
            text_print(&program->trouble, "%s: %s", news.call, strerror(news.status));
        }
    }
    if (got == 0 && !program->ended && program->trouble.length == 0) {
        program->ended = true; // it has ended its guard, and with that itself
        program->status = SIGKILL;
    }
}

void program_wait(struct program *program)
{
    struct pollfd news = {.fd = program->report, .events = POLLIN};
    while (!program->ended && program->trouble.length == 0 && poll(&news, 1, -1) == 1 &&
           (news.revents & POLLIN) != 0) {
        program_news(program);
    }
}

void program_end(struct program *program, const struct isolation *isolation)
{
    if (program->guard <= 0) {
        return;
    }
    kill(program->guard, isolation->tier == NAMESPACES ? SIGKILL : SIGTERM);
    waitpid(program->guard, NULL, 0);
    close(program->report);
    text_free(&program->trouble);
    *program = (struct program){.guard = -1, .report = -1};
}
