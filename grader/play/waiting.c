#include "waiting.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../contain/bounds.h"

// The most ms that a round counts. Each waits for less, but on a busy machine also for a processor.
#define ROUND_MS 100

static long read_ms(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void play_start_clock(struct play *play)
{
    play->clocks = (struct clocks){0, read_ms(CLOCK_MONOTONIC), read_ms(CLOCK_PROCESS_CPUTIME_ID)};
}

// While time does not count, a program may compute for a tenth of it without being blamed.
static void pass_over(struct play *play, long ms)
{
    for (int i = 0; i < play->session->terminal_count; i++) {
        if (play->seats[i].cpu_ms >= 0) {
            play->seats[i].cpu_ms += ms / 10;
        }
    }
}

void play_tick(struct play *play)
{
    struct clocks before = play->clocks;
    play->clocks.real = read_ms(CLOCK_MONOTONIC);
    play->clocks.own = read_ms(CLOCK_PROCESS_CPUTIME_ID);
    long passed = play->clocks.real - before.real;
    long most = ROUND_MS + play->clocks.own - before.own;
    play->clocks.now += passed < most ? passed : most;
    if (passed > most) {
        pass_over(play, passed - most);
    }
}

bool seat_is_alive(const struct seat *seat)
{
    return seat->started && !seat->settled_end;
}

// Takes in what has happened at a seat. Returns whether there was news.
static bool take_news(struct play *play, struct seat *seat)
{
    bool news = tty_read(&seat->tty);
    bool was_over = seat->program.ended;
    program_news(&seat->program);
    if (seat->program.trouble.length > 0 && play->trouble.length == 0) {
        text_print(&play->trouble, "%s can't be started: %s", seat->command,
                   text_string(&seat->program.trouble));
    }
    if (seat->program.ended && tty_settle(&seat->tty)) {
        seat->settled_end = true;
    }
    return news || was_over != seat->program.ended || seat->settled_end;
}

bool wait_for_news(struct play *play, long microseconds)
{
    int count = 0;
    struct pollfd *polled =
        must_allocate(2 * (size_t)play->session->terminal_count * sizeof(*polled));
    for (int i = 0; i < play->session->terminal_count; i++) {
        struct seat *seat = &play->seats[i];
        if (seat_is_alive(seat)) {
            int master = tty_is_full(&seat->tty) ? -1 : seat->tty.master;
            polled[count++] = (struct pollfd){.fd = master, .events = POLLIN};
            polled[count++] = (struct pollfd){.fd = seat->program.report, .events = POLLIN};
        }
    }
    struct timespec timeout = {.tv_nsec = microseconds * 1000};
    ppoll(polled, (nfds_t)count, &timeout, NULL);
    free(polled);

    bool news = false;
    for (int i = 0; i < play->session->terminal_count; i++) {
        if (seat_is_alive(&play->seats[i])) {
            news = take_news(play, &play->seats[i]) || news;
        }
    }
    strangers_take(&play->strangers);
    play_tick(play);
    return news;
}

// Whether a guard has reported something that we have not read yet.
static bool is_reported(const struct play *play)
{
    for (int i = 0; i < play->session->terminal_count; i++) {
        struct pollfd report = {.fd = play->seats[i].program.report, .events = POLLIN};
        if (seat_is_alive(&play->seats[i]) && poll(&report, 1, 0) != 0) {
            return true;
        }
    }
    return false;
}

void play_look_at(struct play *play, struct look *look, const struct seat *seat)
{
    look_at(look, seat->program.guard, play->sanitized, seat->program.traced);
    play_tick(play);
}

void play_read_sockets(struct play *play, unsigned states)
{
    if (!sockets_read(&play->sockets, states) && play->trouble.length == 0) {
        text_print(&play->trouble, "the kernel does not tell of its sockets, see sock_diag(7): %s",
                   strerror(play->sockets.error));
    }
}

bool play_in_flight(struct play *play)
{
    play_read_sockets(play, ALL_STATES);
    return sockets_in_flight(&play->sockets,
                             play->isolation.own_network ? 0 : play->isolation.port);
}

// Whether everything on terminals and the network has arrived, and brought no new output.
static bool is_quiet(struct play *play)
{
    for (int i = 0; i < play->session->terminal_count; i++) {
        size_t length = play->seats[i].tty.output.length;
        if (seat_is_alive(&play->seats[i]) &&
            (!tty_settle(&play->seats[i].tty) || play->seats[i].tty.output.length > length)) {
            return false;
        }
    }
    return !play_in_flight(play);
}

// Whether processes of a program that has ended are at work.
static bool is_survived(struct play *play, struct seat *seat)
{
    if (!seat->started || !seat->settled_end) {
        return false;
    }
    play_look_at(play, &seat->now, seat);
    return look_is_running(&seat->now);
}

// Look, check that nothing is in flight, look again: a thread that has not run in between was
// blocked throughout, so all were blocked at one moment. Guards count, as they relay a program's
// end. With `may_sleep` the student's program may wait for a clock, too. Of a program that has
// ended only children may be left: they count if they are about to do something, as to end.
static bool is_still(struct play *play, bool may_sleep)
{
    int count = play->session->terminal_count;
    for (int i = 0; i < count; i++) {
        struct seat *seat = &play->seats[i];
        if (seat_is_alive(seat)) {
            play_look_at(play, &seat->before, seat);
            bool sleeps = may_sleep && seat->is_students && !look_is_running(&seat->before);
            if (seat->before.count == 0 || (!sleeps && !look_is_blocked(&seat->before))) {
                return false;
            }
        } else if (is_survived(play, seat)) {
            return false;
        }
    }
    if (!is_quiet(play)) {
        return false;
    }
    for (int i = 0; i < count; i++) {
        struct seat *seat = &play->seats[i];
        if (seat_is_alive(seat)) {
            play_look_at(play, &seat->now, seat);
            if (!look_is_same(&seat->before, &seat->now)) {
                return false;
            }
        }
    }
    return !is_reported(play);
}

bool is_stuck(struct play *play)
{
    return is_still(play, false);
}

bool is_resting(struct play *play)
{
    return is_still(play, true);
}

static long most_spin_ms(const struct play *play, const struct seat *seat)
{
    if (play->sanitized) {
        return seat->tty.output.length == 0 ? SANITIZED_START_SPIN_MS : SANITIZED_SPIN_MS;
    }
    return seat->program.traced ? TRACED_SPIN_MS : SPIN_MS;
}

// Whether a program has used up its processor time.
static bool is_used_up(const struct play *play, const struct seat *seat)
{
    return program_cpu_ms(&seat->program) >
           1000L * (play->sanitized ? LIMIT_SANITIZED_CPU : LIMIT_CPU);
}

// Whether the program of another seat could go on by itself, as of the last look.
static bool others_go_on(const struct play *play, const struct seat *seat)
{
    for (int i = 0; i < play->session->terminal_count; i++) {
        const struct seat *other = &play->seats[i];
        if (other != seat && seat_is_alive(other) && !look_is_blocked(&other->now)) {
            return true;
        }
    }
    return false;
}

// Whether a program goes beyond what a server may need.
static enum reason is_beyond(struct play *play, struct seat *seat)
{
    unsigned long faults;
    long cpu_ms = look_cpu_ms(&seat->now, &faults);
    size_t memory = look_memory(&seat->now);
    if (seat->cpu_ms < 0) {
        seat->memory = memory;
    }
    if (seat->cpu_ms < 0 || seat->faults != faults) {
        seat->cpu_ms = cpu_ms;
        seat->faults = faults;
    }
    if (memory > LIMIT_MEMORY || seat->now.count > LIMIT_PROCESSES ||
        look_count(&seat->now, DESCRIPTORS) > LIMIT_ALL_DESCRIPTORS) {
        return HOARDING;
    }
    if (cpu_ms - seat->cpu_ms > most_spin_ms(play, seat) || is_used_up(play, seat)) {
        return memory > seat->memory + MEMORY_GROWTH ? HOARDING : SPINNING;
    }
    return PLAYED;
}

// Returns why waiting on is of no use, or PLAYED. A program that waits for a processor does not
// sleep. While the conversation goes on, or another program could go on, one that computes without
// end does not stop the play: so it ends at the same turn, however fast each program is. `before`
// is the time of the last call.
static enum reason is_in_vain(struct play *play, long before)
{
    bool runs = false, goes_on = play->progress_ms > before;
    const struct seat *spins = NULL;
    for (int i = 0; i < play->session->terminal_count; i++) {
        struct seat *seat = &play->seats[i];
        if (seat_is_alive(seat) || is_survived(play, seat)) {
            play_look_at(play, &seat->now, seat);
            runs = runs || look_is_running(&seat->now);
            enum reason reason = is_beyond(play, seat);
            if (reason == SPINNING && spins == NULL && !is_used_up(play, seat)) {
                spins = seat;
            } else if (reason != PLAYED) {
                return reason;
            }
        }
    }
    if (play->clocks.now > PLAY_MS) {
        return OVERTIME;
    }
    if (spins != NULL && !goes_on && !others_go_on(play, spins)) {
        return SPINNING;
    }
    if (runs || goes_on) {
        return PLAYED;
    }
    play->slept_ms += play->clocks.now - before;
    if (play->clocks.now - play->progress_ms > DEADLINE_MS) {
        return SLEEPING;
    }
    return play->slept_ms > SLEEP_MS ? DROWSY : PLAYED;
}

bool is_flooded(const struct play *play)
{
    for (int i = 0; i < play->session->terminal_count; i++) {
        if (tty_is_full(&play->seats[i].tty)) {
            return true;
        }
    }
    return false;
}

// Wants three looks in a row that agree, which also gives packets time to leave a processor's
// queue. A full terminal by itself stops its program, in write(2), and the others go on as long as
// they can: so the result does not depend on how fast it filled.
enum reason look_for_end(struct play *play, struct patience *patience)
{
    enum reason reason = PLAYED;
    if (patience->pause > 1500) {
        patience->quiet = is_stuck(play) ? patience->quiet + 1 : 0;
        reason = patience->quiet >= 3 ? STUCK : PLAYED;
    }
    if (reason == PLAYED && play->clocks.now - patience->looked_ms > VAIN_MS) {
        long before = patience->looked_ms;
        patience->looked_ms = play->clocks.now;
        reason = is_in_vain(play, before);
    }
    return reason != PLAYED && is_flooded(play) ? FLOODING : reason;
}
