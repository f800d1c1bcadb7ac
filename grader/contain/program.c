#include "program.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bounds.h"
#include "fence.h"
#include "findings.h"
#include "permit.h"
#include "remove.h"
#include "root.h"
#include "sweep.h"

// The guard's report: the program has ended, or a call failed before it could start.
struct report {
    enum {
        ENDED,
        TROUBLE
    } kind;
    int status; // wait status, or errno; 0: the call says all
    char call[96];
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

// A command keeps this process's limits on files, stack, processor time and memory.
static void set_limits(const struct isolation *isolation, bool sanitized)
{
    bool is_program = isolation->folder == NULL;
    limit(RLIMIT_NPROC,
          (is_program ? LIMIT_PROCESSES : LIMIT_COMMAND_PROCESSES) + isolation->neighbours);
    limit(RLIMIT_NOFILE, LIMIT_DESCRIPTORS);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_MEMLOCK, 0);
    limit(RLIMIT_MSGQUEUE, 0);
    if (is_program) {
        limit(RLIMIT_FSIZE, LIMIT_FILE);
        limit(RLIMIT_STACK, LIMIT_STACK);
    }
    if (is_program && !sanitized) {
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

// Makes the next execve(2) take away root's capabilities.
static bool drop_rights(void)
{
    int right = 0;
    while (prctl(PR_CAPBSET_DROP, right, 0, 0, 0) == 0) {
        right++;
    }
    return right > 0;
}

// As root: becomes the user of this play, and gives that user the working directory, by "." because
// its path may be closed to the user. If the container maps no such user, root stays, without its
// capabilities.
static bool drop_root(const struct isolation *isolation)
{
    uid_t uid = isolation->uid;
    gid_t gid = isolation->gid;
    if (geteuid() != 0) {
        return true;
    }
    return (uid != 0 && chown(".", uid, gid) == 0 && setgroups(0, NULL) == 0 &&
            setresgid(gid, gid, gid) == 0 && setresuid(uid, uid, uid) == 0) ||
           drop_rights();
}

// Makes the guard the leader of a session on the program's terminal, as a shell is. So a program
// whose parent process ends leaves its children running: the end of a leader would hang up on all
// (setpgid(2), SIGHUP). Also, CTRL-C at the player's terminal does not reach the guard. Returns
// NULL or the call that failed.
static const char *lead_session(int terminal)
{
    if (setsid() == -1) {
        return "setsid";
    }
    // A terminal becomes the controlling one; /dev/null, in the probe, can't and need not.
    if (terminal != -1 && ioctl(terminal, TIOCSCTTY, 0) == -1 && errno != ENOTTY) {
        return "ioctl(TIOCSCTTY)";
    }
    return NULL;
}

// Takes the program's terminal, whose keys are for this process and its children; a command keeps
// this process's standard input, and writes to `output`. All signals are blocked, so tcsetpgrp(3)
// does not stop us. Returns NULL or the call that failed.
static const char *take_terminal(int terminal, const int *output)
{
    if (setpgid(0, 0) == -1) {
        return "setpgid";
    }
    if (output != NULL && (dup2(output[0], 1) == -1 || dup2(output[1], 2) == -1)) {
        return "dup2";
    }
    if (terminal == -1) {
        return NULL;
    }
    if (tcsetpgrp(terminal, getpid()) == -1 && errno != ENOTTY) {
        return "tcsetpgrp";
    }
    for (int standard = 0; standard < 3; standard++) {
        if (dup2(terminal, standard) == -1) {
            return "dup2";
        }
    }
    return NULL;
}

// Keeps the program from files that are not its own. A root of its own is not enough: its /proc may
// be the machine's, with the terminals of others. In PORT_LOCK it takes Landlock or a user of the
// program's own.
static bool fence_off_files(const struct isolation *isolation, int binary, int self,
                            bool is_other_user)
{
    static const struct hidden none = {0};
    if (!fence_has_files() && (isolation->tier != PORT_LOCK || is_other_user)) {
        return true;
    }
    // A program gets only what every tier can give; a command, such as the compiler, gets its own
    // /dev/shm, too.
    bool memory = isolation->tier == NAMESPACES && isolation->folder != NULL;
    return fence_files(binary, self, memory,
                       isolation->tier == NAMESPACES ? &none : isolation->hidden);
}

// Takes from this process what the program must not have. Returns NULL or the call that failed.
static const char *restrict_program(const struct isolation *isolation, const struct launch *launch,
                                    int binary, int self)
{
    uid_t before = getuid();
    umask(022);
    reset_signals();
    set_limits(isolation, launch->sanitized);
    if (!drop_root(isolation)) {
        return "setresuid";
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    // The same addresses in each run: so a program does the same with uninitialised memory each
    // time, and TSan needs it. Containers may refuse it.
    personality(ADDR_NO_RANDOMIZE);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1) {
        return "prctl(NO_NEW_PRIVS)";
    }
    if (isolation->tier == PORT_LOCK && !fence_has_files() && getuid() != before &&
        hidden_can_be_reached(isolation->hidden)) {
        errno = 0;
        return "everybody can read the kit or the results, make their folders private (chmod 700)";
    }
    return fence_off_files(isolation, binary, self, getuid() != before) ? NULL : "landlock";
}

// Sends a descriptor to another process: unix(7), SCM_RIGHTS.
static bool send_descriptor(int handover, int descriptor)
{
    char byte = 0;
    struct iovec content = {&byte, 1};
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control = {.room = {0}};
    struct msghdr message = {.msg_iov = &content,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = sizeof(control)};
    control.header = (struct cmsghdr){
        .cmsg_len = CMSG_LEN(sizeof(int)), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
    memcpy(CMSG_DATA(&control.header), &descriptor, sizeof(descriptor));
    return sendmsg(handover, &message, 0) == 1;
}

// Receives it. Returns -1 if the other process has ended without sending one.
static int receive_descriptor(int handover)
{
    char byte;
    int descriptor = -1;
    struct iovec content = {&byte, 1};
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(int))];
    } control;
    struct msghdr message = {.msg_iov = &content,
                             .msg_iovlen = 1,
                             .msg_control = &control,
                             .msg_controllen = sizeof(control)};
    if (recvmsg(handover, &message, MSG_CMSG_CLOEXEC) == 1 && CMSG_FIRSTHDR(&message) != NULL) {
        memcpy(&descriptor, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof(descriptor));
    }
    return descriptor;
}

// Comes last, because the work before needs the calls that it closes. Without Landlock, a traced
// program on a shared machine could trace others, too, so that is refused. Sends the guard its
// listener.
static const char *restrict_calls(const struct isolation *isolation, const struct launch *launch,
                                  int handover)
{
    int listener;
    struct fence fence = {.shares_machine = isolation->tier != NAMESPACES,
                          .keeps_signals = isolation->own_user || fence_keeps_signals(),
                          .traces = launch->trace != -1,
                          .is_ours = launch->is_ours,
                          .connects = launch->connects,
                          .links = isolation->folder != NULL,
                          .has_findings = launch->findings != 0 && launch->trace == -1};
    if (fence.shares_machine && fence.traces && !fence_has_files()) {
        errno = EPERM;
        return "tracing";
    }
    if (!fence_calls(&fence, &listener)) {
        return "seccomp";
    }
    return listener == -1 || send_descriptor(handover, listener) ? NULL : "sendmsg";
}

// The calls that strace(1) records: those that a server is made of, and those that can end it.
#define TRACED                                                                                     \
    "trace=%network,%process,read,write,readv,writev,close,dup,dup2,dup3,fcntl,poll,ppoll,select," \
    "pselect6,epoll_wait,epoll_pwait"

// Becomes strace(1), which starts the program by `play --become`, so that the program gets none of
// these descriptors (program_become). strace stops the program at each call: with its own filter,
// --seccomp-bpf, it would not see the calls that ours refuses. Returns if strace is missing.
static void execute_traced(const struct launch *launch, int binary, int trace, int self)
{
    char player[32], program[32], output[32];
    snprintf(player, sizeof(player), "/proc/self/fd/%d", self);
    snprintf(program, sizeof(program), "%d", binary);
    snprintf(output, sizeof(output), "/proc/self/fd/%d", trace);
    char *argv[64] = {
        "strace", "--follow-forks", "-A", "-ttt", "-T",   "--string-limit=200", "--quiet=attach",
        "-e",     TRACED,           "-o", output, player, "--become",           program};
    size_t count = 14;
    for (size_t i = 0; launch->argv[i] != NULL && count < 63; i++) {
        argv[count++] = launch->argv[i];
    }
    fcntl(self, F_SETFD, 0);
    fcntl(binary, F_SETFD, 0);
    fcntl(trace, F_SETFD, 0);
    execvp(argv[0], argv);
}

static void execute(const struct isolation *isolation, const struct launch *launch, int binary,
                    int trace, int self, const char *folder)
{
    char home[64], temporary[64], quiet[32];
    snprintf(home, sizeof(home), "HOME=%s", folder);
    snprintf(temporary, sizeof(temporary), "TMPDIR=%s", folder);
    snprintf(quiet, sizeof(quiet), "LAB_QUIET=%s", inet_ntoa(isolation->clients));
    char *environment[] = {"PATH=/usr/local/bin:/usr/bin:/bin", home, temporary, "LANG=C.UTF-8",
                           "TERM=dumb", "ASAN_OPTIONS=" ASAN_OPTIONS,
                           "UBSAN_OPTIONS=" UBSAN_OPTIONS, "TSAN_OPTIONS=" TSAN_OPTIONS,
                           // Only on a shared network, for the clients: peers/quiet_end.c.
                           isolation->own_network ? NULL : quiet, NULL};
    if (trace != -1) {
        environ = environment; // execvp(3) looks here for the PATH, too
        execute_traced(launch, binary, trace, self);
    } else if (binary != -1) {
        fexecve(binary, launch->argv, environment);
    } else {
        environ = environment;
        execvp(launch->argv[0], launch->argv);
    }
}

// Makes the next execve(2) close all descriptors from `first` on. Linux 5.10 has no call for all at
// once.
static bool close_when_executed(int first)
{
    if (close_range((unsigned)first, ~0U, CLOSE_RANGE_CLOEXEC) == 0) {
        return true;
    }
    DIR *descriptors = opendir("/proc/self/fd");
    struct dirent *entry;
    while (descriptors != NULL && (entry = readdir(descriptors)) != NULL) {
        if (atoi(entry->d_name) >= first) {
            fcntl(atoi(entry->d_name), F_SETFD, FD_CLOEXEC);
        }
    }
    return descriptors != NULL && closedir(descriptors) == 0;
}

void program_become(int binary, char *argv[])
{
    if (!close_when_executed(3)) {
        return;
    }
    if (fence_has_files() && !fence_from_tracer()) {
        return;
    }
    fexecve(binary, argv, environ);
}

// Turns this process into the program, which works in `folder`. `handover` takes the listener to
// its guard; -1: it needs none.
static void become_program(const struct isolation *isolation, const struct launch *launch,
                           int report, int handover, const char *folder)
{
    int news = fcntl(report, F_DUPFD_CLOEXEC, 10);
    int binary = launch->binary == -1 ? -1 : fcntl(launch->binary, F_DUPFD_CLOEXEC, 10);
    int trace = launch->trace == -1 ? -1 : fcntl(launch->trace, F_DUPFD_CLOEXEC, 10);
    int self =
        trace == -1 ? -1 : fcntl(open("/proc/self/exe", O_RDONLY | O_CLOEXEC), F_DUPFD_CLOEXEC, 10);
    int guard = handover == -1 ? -1 : fcntl(handover, F_DUPFD_CLOEXEC, 10);
    int findings =
        launch->findings == 0 ? -1 : fcntl(launch->findings, F_DUPFD_CLOEXEC, FINDINGS + 1);
    if (news == -1 || (binary == -1 && launch->binary != -1) || (guard == -1 && handover != -1) ||
        (trace == -1 && launch->trace != -1) || (self == -1 && trace != -1) ||
        (findings == -1 && launch->findings != 0)) {
        send_trouble(report, "fcntl(F_DUPFD)");
    }
    const char *call = take_terminal(launch->terminal, launch->output);
    if (call != NULL) {
        send_trouble(news, call);
    }
    close_range(3, 9, 0);
    call = close_when_executed(10) ? restrict_program(isolation, launch, binary, self)
                                   : "open /proc/self/fd";
    if (call == NULL && findings != -1 && dup2(findings, FINDINGS) == -1) {
        call = "dup2";
    }
    if (call == NULL) {
        call = restrict_calls(isolation, launch, guard);
    }
    if (call != NULL) {
        send_trouble(news, call);
    }
    execute(isolation, launch, binary, trace, self, folder);
    send_trouble(news, trace == -1 ? "execve" : "strace");
}

// What wait(2) would give for it.
static int wait_status(const siginfo_t *ended)
{
    return ended->si_code == CLD_EXITED   ? ended->si_status << 8
           : ended->si_code == CLD_DUMPED ? ended->si_status | 0x80
                                          : ended->si_status;
}

// Reaps the children that have ended, and reports the end of the `first`, before it reaps it: so at
// each moment either its zombie or the report is there to be seen. (A guard that has lost its
// processor inside of waitpid(2) looks as if it slept.) Returns false when no child is left.
static bool reap(pid_t first, int report)
{
    siginfo_t ended = {.si_pid = 0};
    int status;
    while ((status = waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT)) == 0 &&
           ended.si_pid != 0) {
        if (ended.si_pid == first) {
            struct report news = {.kind = ENDED, .status = wait_status(&ended)};
            (void)!write(report, &news, sizeof(news));
        }
        waitpid(ended.si_pid, NULL, 0);
        ended.si_pid = 0;
    }
    return status == 0;
}

// The state of a guard.
struct watch {
    pid_t first;       // the program
    int report;        // descriptor for its reports
    int folder;        // the working directory
    int listener;      // descriptor on which the kernel asks about calls; -1: none
    const char *fresh; // the folder's path, if it is to be removed
    const char *place; // the path of the folder around it
    pid_t player;      // removes `place`
};

// Keeps the program's processes together until the last has ended. In NAMESPACES the kernel ends
// them all with the guard (pid_namespaces(7)); otherwise SIGTERM, from the player or because the
// player is gone, makes the guard sweep them away. Meanwhile it answers for calls on other
// processes. In the end it removes their folder, if it was made for them.
static void guard_program(const struct watch *watch)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGCHLD);
    sigaddset(&signals, SIGTERM);
    struct pollfd polled[] = {
        {.fd = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK), .events = POLLIN},
        {.fd = watch->listener, .events = POLLIN},
    };
    while (reap(watch->first, watch->report)) {
        struct signalfd_siginfo arrived;
        poll(polled, 2, -1);
        if ((polled[1].revents & POLLIN) != 0) {
            permit_call(watch->listener);
        } else if (polled[1].revents != 0) {
            polled[1].fd = -1; // nobody is left who could ask
        }
        while (read(polled[0].fd, &arrived, sizeof(arrived)) == sizeof(arrived)) {
            if (arrived.ssi_signo == SIGTERM) {
                sweep_descendants();
            }
        }
    }
    if (watch->fresh != NULL) {
        remove_content(watch->folder);
        rmdir(watch->fresh);
        if (getppid() != watch->player) {
            rmdir(watch->place); // the player is gone; there may be other guards
        }
    }
    _exit(0);
}

// Starts the program, and receives its listener.
static void start_first(struct watch *watch, const struct isolation *isolation,
                        const struct launch *launch, const char *folder)
{
    int handover[2] = {-1, -1};
    bool asks = isolation->tier != NAMESPACES;
    if (asks && socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, handover) == -1) {
        send_trouble(watch->report, "socketpair");
    }
    watch->first = fork();
    if (watch->first == -1) {
        send_trouble(watch->report, "fork");
    }
    if (watch->first == 0) {
        become_program(isolation, launch, watch->report, handover[1], folder);
    }
    close(handover[1]);
    watch->listener = asks ? receive_descriptor(handover[0]) : -1;
}

// Closes all descriptors but these.
static void keep_only(struct watch *watch)
{
    int *const kept[] = {&watch->report, &watch->folder, &watch->listener};
    int count = sizeof(kept) / sizeof(kept[0]);
    for (int i = 0; i < count; i++) {
        *kept[i] = fcntl(*kept[i], F_DUPFD_CLOEXEC, 10); // so that none is in another's way
    }
    for (int i = 0; i < count; i++) {
        close(i);
        *kept[i] = dup2(*kept[i], i); // an unused one stays -1
    }
    close_range((unsigned)count, ~0U, 0);
}

// Goes to the place where the program works, for a program a fresh folder: `fresh` is a template
// for mkdtemp(3). Returns NULL or the call that failed.
static const char *enter_place(const struct isolation *isolation, char *fresh)
{
    const char *call =
        isolation->tier == NAMESPACES
            ? root_enter(isolation->folder, isolation->hidden, isolation->in_user_namespace)
        : isolation->folder != NULL && chdir(isolation->folder) == -1 ? "chdir"
                                                                      : NULL;
    if (call != NULL || isolation->folder != NULL) {
        return call;
    }
    return mkdtemp(fresh) != NULL && chdir(fresh) == 0 ? NULL : "mkdtemp";
}

// All signals are blocked here.
static void become_guard(const struct isolation *isolation, const struct launch *launch, int report,
                         pid_t player)
{
    bool init = isolation->tier == NAMESPACES;
    bool has_fresh = !init && isolation->folder == NULL;
    char fresh[sizeof(isolation->place) + 8];
    snprintf(fresh, sizeof(fresh), "%s/XXXXXX", init ? "/tmp" : isolation->place);
    // "." works for a command even where only root could use the path of its folder.
    const char *folder = isolation->folder != NULL ? "." : fresh;
    prctl(PR_SET_DUMPABLE, 0); // the program can't look into the guard, nor take its descriptors
    prctl(PR_SET_PDEATHSIG, init ? SIGKILL : SIGTERM);
    if (!init) {
        prctl(PR_SET_CHILD_SUBREAPER, 1);
        if (getppid() != player) {
            _exit(0); // the player ended before PR_SET_PDEATHSIG was set
        }
    }
    const char *call = lead_session(launch->terminal);
    if (call == NULL) {
        call = enter_place(isolation, fresh);
    }
    if (call != NULL) {
        send_trouble(report, call);
    }
    struct watch watch = {.report = report,
                          .fresh = has_fresh ? fresh : NULL,
                          .place = isolation->place,
                          .player = player};
    watch.folder = open(".", O_RDONLY | O_CLOEXEC); // now, because the program may close it to its
                                                    // guard later
    start_first(&watch, isolation, launch, folder);
    keep_only(&watch); // a terminal held open here would never report its end
    guard_program(&watch);
}

bool program_start(struct program *program, const struct isolation *isolation,
                   const struct launch *launch, struct text *why)
{
    int report[2];
    *program = (struct program){.guard = -1, .report = -1, .traced = launch->trace != -1};
    if (pipe2(report, O_CLOEXEC | O_NONBLOCK) == -1) {
        text_print(why, "pipe: %s", strerror(errno));
        return false;
    }
    unsigned long flags = SIGCHLD;
    if (isolation->tier == NAMESPACES) {
        flags |= CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS;
    }
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    pid_t player = getpid();
    pid_t guard = (pid_t)syscall(SYS_clone, flags, NULL, NULL, NULL, NULL); // like fork()
    if (guard == 0) {
        become_guard(isolation, launch, report[1], player);
    }
    int error = errno;
    sigprocmask(SIG_SETMASK, &before, NULL);
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
            // After trouble the first process ends with our 127, not with a status of the
            // program's.
            program->ended = program->trouble.length == 0;
            program->status = news.status;
        } else {
            text_print(&program->trouble, news.status == 0 ? "%s" : "%s: %s", news.call,
                       strerror(news.status));
        }
    }
    if (got == 0 && !program->ended && program->trouble.length == 0) {
        program->ended = true; // it has killed its guard, and so itself
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

// The clock ticks of a process and of the children that it has waited for: proc_pid_stat(5). Of a
// guard, only the children's count.
static unsigned long ticks_of(pid_t process, bool is_guard)
{
    char path[32], line[1024] = "";
    unsigned long times[4] = {0};
    snprintf(path, sizeof(path), "/proc/%d/stat", (int)process);
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return 0;
    }
    if (fgets(line, sizeof(line), file) != NULL && strrchr(line, ')') != NULL) {
        (void)sscanf(strrchr(line, ')'),
                     ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %lu %lu", &times[0],
                     &times[1], &times[2], &times[3]);
    }
    fclose(file);
    return times[2] + times[3] + (is_guard ? 0 : times[0] + times[1]);
}

long program_cpu_ms(const struct program *program)
{
    struct family family = {0};
    unsigned long ticks = ticks_of(program->guard, true);
    family_list(&family, program->guard);
    for (size_t i = 0; i < family.count; i++) {
        ticks += ticks_of(family.pids[i], false);
    }
    family_free(&family);
    return (long)(ticks * 1000 / (unsigned long)sysconf(_SC_CLK_TCK));
}

// Sets the limit; what it was at most (`rlim_max`) stays. Returns 0 or an error.
static int set_may_fork(pid_t process, bool may)
{
    struct rlimit limit;
    if (prlimit(process, RLIMIT_NPROC, NULL, &limit) == -1) {
        return errno;
    }
    limit.rlim_cur = may ? limit.rlim_max : 0;
    return prlimit(process, RLIMIT_NPROC, &limit, NULL) == 0 ? 0 : errno;
}

bool program_may_fork(const struct program *program, const struct isolation *isolation, bool may,
                      struct text *why)
{
    struct family family = {0};
    family_list(&family, program->guard);
    // A child becomes the program's user, whose limits it may set: root in a container may not.
    int status = 0, error = 0;
    pid_t child = fork();
    if (child == 0) {
        (void)!(setresgid(isolation->gid, isolation->gid, isolation->gid) == 0 &&
                setresuid(isolation->uid, isolation->uid, isolation->uid) == 0);
        for (size_t i = 0; i < family.count && error == 0; i++) {
            error = set_may_fork(family.pids[i], may);
            error = error == ESRCH ? 0 : error; // it has ended
        }
        _exit(error);
    }
    if (child == -1 || waitpid(child, &status, 0) == -1) {
        error = errno;
    } else {
        error = WIFEXITED(status) ? WEXITSTATUS(status) : EINTR;
    }
    family_free(&family);
    if (error != 0) {
        text_print(why, "can't limit the processes of a program: prlimit: %s", strerror(error));
    }
    return error == 0;
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
