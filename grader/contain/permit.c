#include "permit.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include "sweep.h"

// Newer than the headers of some systems; the same number everywhere.
#define PIDFD_SEND_SIGNAL 424
#define PIDFD_OPEN 434

// More generations of processes than the limits allow.
#define GENERATIONS 4096

// How often to read the line of ancestors when it changes meanwhile, because a parent has ended.
#define TRIES 3

// Reads a process's parent and group: proc_pid_stat(5). Returns false if the process is gone.
static bool read_kin(pid_t process, pid_t *parent, pid_t *group)
{
    char path[32], line[512] = "";
    int numbers[2];
    snprintf(path, sizeof(path), "/proc/%d/stat", (int)process);
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return false;
    }
    bool read = fgets(line, sizeof(line), file) != NULL && strrchr(line, ')') != NULL &&
                sscanf(strrchr(line, ')'), ") %*c %d %d", &numbers[0], &numbers[1]) == 2;
    fclose(file);
    *parent = read ? numbers[0] : 0;
    *group = read ? numbers[1] : 0;
    return read;
}

static pid_t parent_of(pid_t process)
{
    pid_t parent, group;
    return read_kin(process, &parent, &group) ? parent : 0;
}

static pid_t group_of(pid_t process)
{
    pid_t parent, group;
    return read_kin(process, &parent, &group) ? group : 0;
}

// The process that a thread belongs to: proc_pid_status(5), Tgid.
static pid_t process_of(pid_t thread)
{
    char path[32], line[128];
    int process = 0;
    snprintf(path, sizeof(path), "/proc/%d/status", (int)thread);
    FILE *file = fopen(path, "re");
    while (file != NULL && process == 0 && fgets(line, sizeof(line), file) != NULL) {
        (void)sscanf(line, "Tgid: %d", &process);
    }
    if (file != NULL) {
        fclose(file);
    }
    return process;
}

// Whether a process is our descendant. While we read the line of ancestors, the kernel may reuse
// their ids. So we read up to ourselves, and then down again: as long as a process still has a
// parent of that id, it is the same parent; so the whole line holds, down to the process in
// question.
static bool comes_from_us(pid_t process)
{
    pid_t way[GENERATIONS];
    size_t steps = 0;
    way[0] = process;
    while (way[steps] != getpid()) {
        if (steps + 1 == GENERATIONS || (way[steps + 1] = parent_of(way[steps])) <= 0) {
            return false;
        }
        steps++;
    }
    bool same = steps > 0;
    while (same && steps > 0) {
        steps--;
        same = parent_of(way[steps]) == way[steps + 1];
    }
    return same;
}

// Signals a process if it is one of ours; the pidfd makes sure that it is the one that was looked
// at. Returns 0 or an error.
static int signal_own(pid_t process, int number)
{
    int held = (int)syscall(PIDFD_OPEN, process, 0);
    if (held == -1) {
        return errno == ESRCH ? ESRCH : EPERM;
    }
    bool own = false;
    for (int i = 0; !own && i < TRIES; i++) {
        own = comes_from_us(process);
    }
    int error = !own ? EPERM : syscall(PIDFD_SEND_SIGNAL, held, number, NULL, 0) == 0 ? 0 : errno;
    close(held);
    return error;
}

// Signals all of ours in a group; or, for -1, all of ours but the caller: kill(2).
static int signal_many(pid_t target, int number, pid_t caller)
{
    struct family family = {0};
    int error = ESRCH;
    family_list(&family, getpid());
    for (size_t i = 0; i < family.count; i++) {
        pid_t process = family.pids[i];
        bool meant = target == -1 ? process != caller : group_of(process) == -target;
        if (meant && signal_own(process, number) == 0) {
            error = 0;
        }
    }
    family_free(&family);
    return error;
}

// The argument of a call that names a process.
static pid_t target_of(const struct seccomp_data *call)
{
    int place = call->nr == SYS_fcntl                                       ? 2
                : call->nr == SYS_setpriority || call->nr == SYS_ioprio_set ? 1
                                                                            : 0;
    return (pid_t)call->args[place];
}

// Fills in the answer. The caller waits for us, so the kernel can't reuse its id meanwhile.
static void decide(const struct seccomp_notif *notice, struct seccomp_notif_resp *answer)
{
    pid_t target = target_of(&notice->data);
    pid_t caller = process_of((pid_t)notice->pid);
    int number = (int)notice->data.args[1];
    if (target > 0 && (target == caller || target == (pid_t)notice->pid)) {
        answer->flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    } else if (notice->data.nr != SYS_kill) {
        answer->error = -EPERM;
    } else if (target > 0) {
        answer->error = -signal_own(target, number);
    } else {
        answer->error = -signal_many(target, number, caller);
    }
}

void permit_call(int listener)
{
    // The kernel's structures may be larger than those of these headers.
    union {
        struct seccomp_notif notice;
        char room[1024];
    } asked;
    union {
        struct seccomp_notif_resp answer;
        char room[1024];
    } told;
    memset(&asked, 0, sizeof(asked));
    memset(&told, 0, sizeof(told));
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &asked) == -1) {
        return; // the caller has been killed
    }
    told.answer.id = asked.notice.id;
    decide(&asked.notice, &told.answer);
    ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &told);
}
