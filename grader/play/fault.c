#include "fault.h"

#include <netinet/tcp.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "../contain/probe.h"
#include "waiting.h"

// How long the kernel may take, in ms, to destroy a socket that was sent in a message and never
// received: unix(7), SCM_RIGHTS.
#define GIVE_UP_MS (5 * 1000)

// The trouble reads: `before`, "port N", `behind`.
static enum fault others(struct play *play, const char *before, const char *behind)
{
    text_free(&play->trouble);
    text_print(&play->trouble, "%s port %u%s", before, play->isolation.port, behind);
    return OTHERS;
}

// The inode of a socket that listens on the port, or 0.
static unsigned long listener(struct play *play)
{
    sockets_read(&play->sockets, 1U << TCP_LISTEN);
    for (size_t i = 0; i < play->sockets.count; i++) {
        if (play->sockets.rows[i].local_port == play->isolation.port) {
            return play->sockets.rows[i].inode;
        }
    }
    return 0;
}

// Whether a stranger listens on the port: our programs have ended, and so have their sockets.
static bool stranger_listens(struct play *play)
{
    struct timespec pause = {.tv_nsec = 5 * 1000 * 1000};
    unsigned long inode = listener(play);
    for (int waited = 0; inode != 0 && waited < GIVE_UP_MS; waited += 5) {
        nanosleep(&pause, NULL);
        inode = listener(play);
    }
    return inode != 0;
}

// Whether the programs' files can be executed where they lie.
static bool binaries_start(const struct play *play)
{
    for (size_t i = 0; i < play->binary_count; i++) {
        struct statvfs system;
        struct stat status;
        if (fstatvfs(play->binaries[i].file, &system) == -1 || (system.f_flag & ST_NOEXEC) != 0 ||
            fstat(play->binaries[i].file, &status) == -1 || (status.st_mode & S_IXOTH) == 0) {
            return false;
        }
    }
    return true;
}

// Whether the player can get everything it needs, now that no program takes it away.
static bool machine_works(struct play *play)
{
    struct text why = {0};
    struct tty tty;
    bool good = tty_open(&tty, &why);
    tty_close(&tty);
    good = good && sockets_read(&play->sockets, 1U << TCP_LISTEN) && binaries_start(play) &&
           probe_works(&play->isolation, &why);
    text_free(&why);
    return good;
}

enum fault fault_of(struct play *play, bool more)
{
    if (play->trouble.length > 0 && !play->begun) {
        return OTHERS;
    }
    if (play->reason == PLAYED) {
        return ITS_OWN;
    }
    if (play->reason == HINDERED && !machine_works(play)) {
        return OTHERS;
    }
    if (!play->isolation.own_network && stranger_listens(play)) {
        return others(play, "another program on this machine listens on", "");
    }
    sockets_read(&play->sockets, ALL_STATES);
    if (strangers_came(&play->strangers, &play->sockets)) {
        return more ? UNKNOWN
                    : others(play, "others connect to",
                             " of this machine all the time: in each try somebody did");
    }
    if (play->peer_was_killed && !more) {
        text_free(&play->trouble);
        text_print(&play->trouble,
                   "a %s of the grader's is killed, or can't be loaded, in each try",
                   strcmp(play->student, SERVER) == 0 ? CLIENT : SERVER);
        return OTHERS;
    }
    bool tells_nothing = play->peer_was_killed || play->reason == HINDERED;
    return tells_nothing && more ? UNKNOWN : ITS_OWN;
}
