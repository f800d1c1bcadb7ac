#include "peers.h"

#include <signal.h>
#include <sys/wait.h>

#include "waiting.h"

// The highest exit status of the test client and the peers: see their main().
#define LAST_STATUS 1

// Whether the session presses a key on the terminal, which may end the program there.
static bool is_interrupted(const struct play *play, int terminal)
{
    for (size_t i = 0; i < play->session->turn_count; i++) {
        const struct turn *turn = &play->session->turns[i];
        if (turn->sign == PRESSES && turn->terminal == terminal) {
            return true;
        }
    }
    return false;
}

static bool has_ended_otherwise(const struct play *play, int terminal)
{
    const struct seat *seat = &play->seats[terminal];
    int status = seat->program.status;
    if (is_of_system(seat->command)) { // it ends as it likes, also by what a server sends it
        return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    }
    if (WIFSIGNALED(status)) {
        return WTERMSIG(status) != SIGINT || !is_interrupted(play, terminal);
    }
    return WEXITSTATUS(status) > LAST_STATUS;
}

bool peers_have_failed(struct play *play)
{
    for (int i = 0; i < play->session->terminal_count; i++) {
        struct seat *seat = &play->seats[i];
        if (!seat->started || seat->is_students) {
            continue;
        }
        program_news(&seat->program);
        if (seat->program.ended && has_ended_otherwise(play, i)) {
            return true;
        }
    }
    return false;
}
