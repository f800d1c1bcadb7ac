#include "sweep.h"

#include <ctype.h>
#include <dirent.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../text/text.h"

// A process that survives so many rounds, of a millisecond or more each, can't be ended: it waits
// for a disk.
#define SWEEP_ROUNDS (5 * 1000)

static void add(struct family *family, pid_t pid)
{
    family->pids = must_grow(family->pids, family->count, sizeof(*family->pids));
    family->pids[family->count++] = pid;
}

// The children of one thread, as the kernel lists them (proc_pid_task_children(5)).
static void add_children_of_thread(struct family *family, pid_t pid, int tid)
{
    char path[80];
    snprintf(path, sizeof(path), "/proc/%d/task/%d/children", (int)pid, tid);
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return; // it has ended
    }
    int child;
    while (fscanf(file, "%d", &child) == 1) {
        add(family, child);
    }
    fclose(file);
}

// The same on kernels without that list: searches for processes whose parent is `pid`.
static void add_children_by_search(struct family *family, pid_t pid)
{
    DIR *processes = opendir("/proc");
    struct dirent *entry;
    while (processes != NULL && (entry = readdir(processes)) != NULL) {
        char path[280];
        char line[512] = "";
        int parent = -1;
        snprintf(path, sizeof(path), "/proc/%s/stat", entry->d_name);
        FILE *file = isdigit((unsigned char)entry->d_name[0]) ? fopen(path, "re") : NULL;
        if (file == NULL) {
            continue;
        }
        if (fgets(line, sizeof(line), file) != NULL && strrchr(line, ')') != NULL &&
            sscanf(strrchr(line, ')'), ") %*c %d", &parent) == 1 && parent == pid) {
            add(family, atoi(entry->d_name));
        }
        fclose(file);
    }
    if (processes != NULL) {
        closedir(processes);
    }
}

static void add_children(struct family *family, pid_t pid)
{
    char path[32];
    if (access("/proc/thread-self/children", F_OK) == -1) {
        add_children_by_search(family, pid);
        return;
    }
    snprintf(path, sizeof(path), "/proc/%d/task", (int)pid);
    DIR *tasks = opendir(path);
    struct dirent *entry;
    while (tasks != NULL && (entry = readdir(tasks)) != NULL) {
        if (entry->d_name[0] != '.') {
            add_children_of_thread(family, pid, atoi(entry->d_name));
        }
    }
    if (tasks != NULL) {
        closedir(tasks);
    }
}

void family_free(struct family *family)
{
    free(family->pids);
    *family = (struct family){0};
}

void family_list(struct family *family, pid_t root)
{
    family_free(family);
    add_children(family, root);
    for (size_t i = 0; i < family->count && family->count < 10000; i++) {
        add_children(family, family->pids[i]);
    }
}

size_t threads_of_user(uid_t uid)
{
    size_t count = 0;
    DIR *processes = opendir("/proc");
    struct dirent *entry;
    while (processes != NULL && (entry = readdir(processes)) != NULL) {
        char path[280];
        struct stat status;
        // A process's folder belongs to its user, and task/ has one more link for each thread.
        snprintf(path, sizeof(path), "/proc/%s/task", entry->d_name);
        if (isdigit((unsigned char)entry->d_name[0]) && stat(path, &status) == 0 &&
            status.st_uid == uid) {
            count += status.st_nlink - 2;
        }
    }
    if (processes != NULL) {
        closedir(processes);
    }
    return count;
}

static bool contains(const struct family *family, pid_t pid)
{
    for (size_t i = 0; i < family->count; i++) {
        if (family->pids[i] == pid) {
            return true;
        }
    }
    return false;
}

// Stops all descendants, again and again until a round finds none that is new. `last` gets those of
// that round; their ids stay theirs, because a stopped parent reaps no child.
static void stop_all(struct family *last)
{
    struct family before = {0};
    bool news = true;
    for (int round = 0; news && round < 1000; round++) {
        struct family swap = before;
        before = *last;
        *last = swap;
        family_list(last, getpid());
        news = false;
        for (size_t i = 0; i < last->count; i++) {
            kill(last->pids[i], SIGSTOP);
            news = news || !contains(&before, last->pids[i]);
        }
    }
    family_free(&before);
}

// Reaps the children that have ended. Returns false when none is left.
static bool reap_ended(void)
{
    pid_t child;
    while ((child = waitpid(-1, NULL, WNOHANG)) > 0) {
    }
    return child == 0;
}

void sweep_descendants(void)
{
    struct family family = {0};
    struct timespec pause = {.tv_nsec = 1000 * 1000};
    for (int round = 0; reap_ended() && round < SWEEP_ROUNDS; round++) {
        stop_all(&family);
        for (size_t i = 0; i < family.count; i++) {
            kill(family.pids[i], SIGKILL);
        }
        nanosleep(&pause, NULL); // a process takes a moment to die
    }
    family_free(&family);
}
