#include "progress.h"

#include "waiting.h"

size_t turn_next(const struct play *play, int seat, size_t from)
{
    while (from < play->session->turn_count &&
           (play->done[from] || play->session->turns[from].terminal != seat)) {
        from++;
    }
    return from;
}

void turn_done(struct play *play, size_t turn)
{
    play->done[turn] = true;
    play_tick(play);
    play->progress_ms = play->done_ms[turn] = play->clocks.now;
    while (play->first_undone < play->session->turn_count && play->done[play->first_undone]) {
        play->first_undone++;
    }
    for (int i = 0; i < play->session->terminal_count; i++) {
        play->seats[i].cpu_ms = -1;
    }
}
