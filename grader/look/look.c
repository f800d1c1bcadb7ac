#include "look.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "../contain/bounds.h"
#include "../contain/sweep.h"
#include "../text/text.h"
#include "calls.h"

// Reads a small file of /proc. Returns false if its thread is gone or the kernel refuses.
static bool read_file(const char *path, char *content, size_t size)
{
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return false;
    }
    size_t length = fread(content, 1, size - 1, file);
    content[length] = '\0';
    fclose(file);
    return length > 0;
}

// The same for /proc/PID/task/TID/NAME.
static bool read_of_thread(pid_t pid, pid_t tid, const char *name, char *content, size_t size)
{
    char path[64];
    snprintf(path, sizeof(path), "/proc/%d/task/%d/%s", (int)pid, (int)tid, name);
    return read_file(path, content, size);
}

static unsigned long number_after(const char *content, const char *label)
{
    const char *place = strstr(content, label);
    return place == NULL ? 0 : strtoul(place + strlen(label), NULL, 10);
}

// The set of signals behind a label, a bit for each, the lowest for number 1.
static unsigned long long signals_after(const char *content, const char *label)
{
    const char *place = strstr(content, label);
    return place == NULL ? 0 : strtoull(place + strlen(label), NULL, 16);
}

// "232 0x4 0x7ffe... 0x1 ...", or "running".
static void read_call(struct thread *thread)
{
    char content[256];
    char *rest = content;
    if (!read_of_thread(thread->pid, thread->tid, "syscall", content, sizeof(content)) ||
        content[0] == 'r') {
        return;
    }
    thread->call = strtol(content, &rest, 10);
    for (int i = 0; i < 6; i++) {
        thread->arguments[i] = strtoul(rest, &rest, 16);
    }
}

// Reads /proc/PID/task/TID/status. Returns false if the thread has ended by now.
static bool read_status(struct thread *thread, pid_t pid, pid_t tid)
{
    char content[4096];
    const char *state = read_of_thread(pid, tid, "status", content, sizeof(content))
                            ? strstr(content, "\nState:\t")
                            : NULL;
    if (state == NULL) {
        return false;
    }
    *thread = (struct thread){.pid = pid, .tid = tid, .state = state[8], .call = -1};
    thread->parent = (pid_t)number_after(content, "\nPPid:\t");
    thread->alarmed = (signals_after(content, "\nSigCgt:\t") >> (SIGALRM - 1) & 1) != 0;
    thread->deaf = ~signals_after(content, "\nSigBlk:\t") >> (SIGRTMIN - 1) == 0;
    thread->switches = number_after(content, "\nvoluntary_ctxt_switches:") +
                       number_after(content, "\nnonvoluntary_ctxt_switches:");
    return true;
}

bool look_is_possible(struct text *why)
{
    if (access("/proc/thread-self/syscall", F_OK) == -1) {
        text_print(why,
                   "this kernel does not tell what programs wait for: "
                   "/proc/thread-self/syscall: %s",
                   strerror(errno));
        return false;
    }
    return true;
}

// Returns false if the thread has ended by now.
static bool add_thread(struct look *look, pid_t pid, pid_t tid)
{
    struct thread thread;
    if (!read_status(&thread, pid, tid)) {
        return false;
    }
    read_call(&thread);

    look->threads = must_grow(look->threads, look->count, sizeof(*look->threads));
    look->threads[look->count++] = thread;
    return true;
}

// ThreadSanitizer starts a thread of its own, which sleeps and wakes now and then, and gets no
// signal.
static bool is_of_sanitizer(const struct thread *thread)
{
    const struct call *call = call_find(thread->call);
    return thread->deaf && call != NULL && call->kind == CALL_SLEEPS;
}

void look_at(struct look *look, pid_t guard, bool sanitized, bool traced)
{
    struct family family = {0};
    look->count = 0;
    look->guard.state = '?';
    read_status(&look->guard, guard, guard);
    family_list(&family, guard);
    // The guard has started the tracer first, and the tracer is the parent of the program.
    look->tracer = (struct thread){.state = 'S'};
    if (traced && family.count > 0) {
        read_status(&look->tracer, family.pids[0], family.pids[0]);
    }
    for (size_t i = traced ? 1 : 0; i < family.count; i++) {
        char path[32];
        snprintf(path, sizeof(path), "/proc/%d/task", (int)family.pids[i]);
        DIR *tasks = opendir(path);
        struct dirent *entry;
        bool left_out = !sanitized;
        while (tasks != NULL && (entry = readdir(tasks)) != NULL) {
            if (entry->d_name[0] != '.' && add_thread(look, family.pids[i], atoi(entry->d_name)) &&
                !left_out && is_of_sanitizer(&look->threads[look->count - 1])) {
                look->count--;
                left_out = true; // it has one of them
            }
        }
        if (tasks != NULL) {
            closedir(tasks);
        }
    }
    family_free(&family);
}

void look_free(struct look *look)
{
    free(look->threads);
    *look = (struct look){0};
}

bool look_is_refused(pid_t guard)
{
    struct thread thread;
    return !read_status(&thread, guard, guard);
}

// Whether the socket that the thread waits on has a time-out of its own: SO_RCVTIMEO of socket(7).
// If the kernel does not let us ask, we take it to have none.
static bool is_timed_socket(const struct thread *thread)
{
    struct timeval receive = {0}, send = {0};
    socklen_t size = sizeof(receive);
    int process = (int)syscall(SYS_pidfd_open, thread->pid, 0);
    int copy = (int)syscall(SYS_pidfd_getfd, process, thread->arguments[0], 0);
    if (copy != -1) {
        getsockopt(copy, SOL_SOCKET, SO_RCVTIMEO, &receive, &size);
        getsockopt(copy, SOL_SOCKET, SO_SNDTIMEO, &send, &size);
        close(copy);
    }
    close(process);
    return receive.tv_sec != 0 || receive.tv_usec != 0 || send.tv_sec != 0 || send.tv_usec != 0;
}

// A child that was just forked still shows its parent's call, and may be in state D for its memory;
// but it has no child.
bool look_waits_for_child(const struct look *look, const struct thread *thread)
{
    const struct call *call = call_find(thread->call);
    if (thread->state != 'D' || call == NULL || !call_is_vfork(call, thread->arguments)) {
        return false;
    }
    for (size_t i = 0; i < look->count; i++) {
        if (look->threads[i].parent == thread->pid) {
            return true;
        }
    }
    return false;
}

// Whether only another program, or another thread, can end the thread's wait.
static bool waits_for_others(const struct look *look, const struct thread *thread)
{
    const struct call *call = call_find(thread->call);
    if (look_waits_for_child(look, thread)) {
        return true;
    }
    return thread->state == 'S' && !thread->alarmed && call != NULL &&
           call_waits_for_others(call, thread->arguments) &&
           !(call->kind == CALL_DESCRIPTOR && is_timed_socket(thread));
}

// A tracer that runs, or waits for a processor, is about to let its program go on, and begins with
// children of its own, to try what it may.
bool look_is_blocked(const struct look *look)
{
    if (look->guard.state != 'S' || look->tracer.state == 'R' || look->tracer.state == 'D') {
        return false;
    }
    for (size_t i = 0; i < look->count; i++) {
        const struct thread *thread = &look->threads[i];
        bool waits = waits_for_others(look, thread);
        bool is_left = thread->state == 'Z' &&
                       (thread->parent != look->guard.pid || look_has_company(look, thread));
        bool is_stopped =
            thread->state == 'T' || thread->state == 't'; // by a signal, or its tracer
        if (!waits && !is_left && !is_stopped) {
            return false;
        }
    }
    return true;
}

// A thread that its tracer holds ('t') counts: it goes on as soon as strace has recorded the call.
bool look_is_running(const struct look *look)
{
    for (size_t i = 0; i < look->count; i++) {
        const struct thread *thread = &look->threads[i];
        if (strchr("Rt", thread->state) != NULL ||
            (thread->state == 'D' && !look_waits_for_child(look, thread))) {
            return true;
        }
    }
    return false;
}

bool look_is_same(const struct look *before, const struct look *now)
{
    if (before->count != now->count || before->guard.switches != now->guard.switches ||
        before->tracer.switches != now->tracer.switches ||
        before->tracer.state != now->tracer.state) {
        return false;
    }
    for (size_t i = 0; i < now->count; i++) {
        const struct thread *a = &before->threads[i];
        const struct thread *b = &now->threads[i];
        if (a->tid != b->tid || a->state != b->state || a->call != b->call ||
            a->switches != b->switches) {
            return false;
        }
    }
    return true;
}

bool look_waits_in(const struct look *look, const char *call)
{
    for (size_t i = 0; i < look->count; i++) {
        const struct thread *thread = &look->threads[i];
        const struct call *found = call_find(thread->call);
        if (thread->state == 'S' && found != NULL &&
            (strcmp(found->name, call) == 0 ||
             (found->kind == CALL_MANY && strcmp(call, "accept") == 0))) {
            return true;
        }
    }
    return false;
}

// Whether a living thread of the same process comes before this one. The threads of a process are
// next to each other.
static bool has_living_before(const struct look *look, size_t number)
{
    pid_t pid = look->threads[number].pid;
    while (number > 0 && look->threads[number - 1].pid == pid) {
        number--;
        if (look->threads[number].state != 'Z') {
            return true;
        }
    }
    return false;
}

bool look_speaks(const struct look *look, size_t number)
{
    return look->threads[number].state != 'Z' && !has_living_before(look, number);
}

bool look_has_company(const struct look *look, const struct thread *thread)
{
    size_t number = (size_t)(thread - look->threads) + 1;
    while (number < look->count && look->threads[number].pid == thread->pid) {
        number++;
    }
    return look->threads[number - 1].state != 'Z' || has_living_before(look, number - 1);
}

bool look_begins(const struct look *look, size_t number)
{
    return number == 0 || look->threads[number].pid != look->threads[number - 1].pid;
}

bool look_is_zombie(const struct look *look, const struct thread *thread)
{
    return thread->state == 'Z' && thread->parent != look->guard.pid &&
           !look_has_company(look, thread);
}

DIR *look_descriptors(const struct thread *thread)
{
    char path[64];
    snprintf(path, sizeof(path), "/proc/%d/task/%d/fd", (int)thread->pid, (int)thread->tid);
    return opendir(path);
}

bool look_link(const struct thread *thread, int descriptor, char *target, size_t room)
{
    char path[80];
    snprintf(path, sizeof(path), "/proc/%d/task/%d/fd/%d", (int)thread->pid, (int)thread->tid,
             descriptor);
    ssize_t length = readlink(path, target, room - 1);
    target[length < 0 ? 0 : length] = '\0';
    return length > 0;
}

// The kernel hides the descriptors of a process that runs a file which it can't read (prctl(2),
// PR_SET_DUMPABLE): we count as many as it may have.
static size_t count_descriptors(const struct thread *thread)
{
    DIR *descriptors = look_descriptors(thread);
    size_t count = descriptors == NULL && errno == EACCES ? LIMIT_DESCRIPTORS : 0;
    struct dirent *entry;
    while (descriptors != NULL && (entry = readdir(descriptors)) != NULL) {
        count += entry->d_name[0] != '.';
    }
    if (descriptors != NULL) {
        closedir(descriptors);
    }
    return count;
}

static size_t count_data(const struct thread *thread)
{
    char content[4096];
    bool is_read = read_of_thread(thread->pid, thread->tid, "status", content, sizeof(content));
    return is_read ? number_after(content, "\nVmData:") * 1024 : 0;
}

static size_t count_children(const struct look *look, bool zombies)
{
    size_t count = 0;
    for (size_t i = 1; i < look->count; i++) {
        count += look_begins(look, i) && (!zombies || look_is_zombie(look, &look->threads[i]));
    }
    return count;
}

size_t look_count(const struct look *look, enum counted what)
{
    size_t count = 0;
    if (what == CHILDREN || what == ZOMBIES) {
        return count_children(look, what == ZOMBIES);
    }
    for (size_t i = 0; i < look->count && what != THREADS; i++) {
        if (look_speaks(look, i)) {
            count += what == DESCRIPTORS ? count_descriptors(&look->threads[i])
                                         : count_data(&look->threads[i]);
        }
    }
    return what == THREADS ? look->count : count;
}

// The usage of a process: proc_pid_stat(5).
struct used {
    unsigned long faults;   // pages that it has touched for the first time
    unsigned long own;      // clock ticks
    unsigned long children; // those of its children that it has waited for
};

static struct used read_used(pid_t pid)
{
    char path[32], content[1024];
    unsigned long user = 0, system = 0, user_before = 0, system_before = 0;
    struct used used = {0};
    snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
    if (read_file(path, content, sizeof(content)) && strrchr(content, ')') != NULL) {
        sscanf(strrchr(content, ')'),
               ") %*c %*d %*d %*d %*d %*d %*u %lu %*u %*u %*u %lu %lu %lu %lu", &used.faults, &user,
               &system, &user_before, &system_before);
    }
    used.own = user + system;
    used.children = user_before + system_before;
    return used;
}

// The time of an ended process counts for the process that has waited for it: its parent, or the
// guard.
long look_cpu_ms(const struct look *look, unsigned long *faults)
{
    unsigned long ticks = read_used(look->guard.pid).children;
    *faults = 0;
    for (size_t i = 0; i < look->count; i++) {
        if (look_begins(look, i)) {
            struct used used = read_used(look->threads[i].pid);
            ticks += used.own + used.children;
            *faults += used.faults;
        }
    }
    return (long)ticks * 1000 / sysconf(_SC_CLK_TCK);
}

size_t look_memory(const struct look *look)
{
    size_t kilobytes = 0;
    for (size_t i = 0; i < look->count; i++) {
        const struct thread *thread = &look->threads[i];
        char content[4096];
        if (look_speaks(look, i) &&
            read_of_thread(thread->pid, thread->tid, "status", content, sizeof(content))) {
            kilobytes += number_after(content, "\nVmRSS:") + number_after(content, "\nVmPTE:");
        }
    }
    return kilobytes * 1024;
}
