#include "progress.h"

#include "waiting.h"

size_t step_next(const struct play *play, int seat, size_t from)
{
    while (from < play->session->step_count &&
           (play->done[from] || play->session->steps[from].terminal != seat)) {
        from++;
    }
    return from;
}

void step_done(struct play *play, size_t step)
{
    play->done[step] = true;
    play_tick(play);
    play->progress_ms = play->done_ms[step] = play->clocks.now;
    while (play->first_undone < play->session->step_count && play->done[play->first_undone]) {
        play->first_undone++;
    }
    for (int i = 0; i < play->session->terminal_count; i++) {
        play->seats[i].cpu_ms = -1;
    }
}
