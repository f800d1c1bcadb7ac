#include "player.h"

#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "differs.h"
#include "shown.h"
#include "steps.h"
#include "waiting.h"

// All steps are done: nothing may have been shown beyond them.
static void check_rest(struct play *play)
{
    for (int i = 0; i < play->session->terminal_count; i++) {
        struct seat *seat = &play->seats[i];
        if (seat->started && !seat->settled_end) {
            tty_settle(&seat->tty);
        }
        if (seat->started && shows_too_much(play, i)) {
            play->differs_on = i;
            differs_by_too_much(play, play->session->step_count, i);
            return;
        }
    }
}

// What the terminals show beyond the difference becomes part of the conversation, too: a person
// would see it. A few lines tell enough.
static void take_rest(struct play *play)
{
    for (int i = 0; i < play->session->terminal_count; i++) {
        for (int lines = 0; play->seats[i].started && lines < 6; lines++) {
            struct line line = shown_next(play, i);
            shown_take(play, i, &line);
        }
    }
}

// The piece of a line that the terminal of the step shows, if any.
static void keep_received(struct play *play)
{
    const struct step *step = &play->session->steps[play->differs_at];
    const struct seat *seat = &play->seats[step->terminal];
    struct line line = shown_line(seat);
    if (line.length > 0 && !seat->skipping && play->received == NULL) {
        differs_by_line(play, play->differs_at, play->reason, &line);
    }
}

// Lets the programs come to rest, for at most this long in ms, so that the report shows where they
// end up and not where they happen to be.
#define REST_MS 300

static void come_to_rest(struct play *play)
{
    // Who computes without end won't.
    long until = play->reason == SPINNING ? 0 : now_ms() + REST_MS;
    int quiet = 0;
    while (quiet < 2 && is_flooded(play) == PLAYED && now_ms() < until) {
        quiet = is_stuck(play) ? quiet + 1 : 0;
        wait_for_news(play, 1000);
    }
}

// Whether a step only looks at what there is.
static bool can_be_asked(enum sign sign)
{
    return sign == SHOWS || sign == SHOWS_TOO || sign == BECOMES;
}

// What is seen first need not be what went wrong first: a client may notice that its server has
// died before we do. Of all terminals that differ by now, the step that is written first counts.
static void blame_first(struct play *play)
{
    enum reason reason = play->reason;
    size_t first = play->differs_at;
    int terminal = play->differs_on;
    char *received = play->received;
    for (int i = 0; i < play->session->terminal_count; i++) {
        enum outcome outcome = DONE;
        size_t at = step_next(play, i, 0);
        while (at < first && outcome == DONE && can_be_asked(play->session->steps[at].sign)) {
            play->received = NULL;
            outcome = step_try(play, at);
            if (outcome == DIFFERS) {
                reason = play->reason;
                first = play->differs_at;
                terminal = play->differs_on;
                received = play->received;
            }
            at = step_next(play, i, 0);
        }
    }
    play->reason = reason;
    play->differs_at = first;
    play->differs_on = terminal;
    play->received = received;
}

// Looks at a program that has ended, too: it may have left children behind. The kernel's list of
// them is whole only while none of them ends (proc_pid_task_children(5)), so two looks have to
// agree. Returns false if they don't come to: a crowd that computes leaves the player little time.
static bool look_at_rest(struct play *play, struct seat *seat)
{
    long until = now_ms() + REST_MS;
    for (int looks = 0; looks < 50 && now_ms() < until; looks++) {
        play_look_at(play, &seat->before, seat);
        wait_for_news(play, 1000);
        play_look_at(play, &seat->now, seat);
        if (look_is_same(&seat->before, &seat->now)) {
            return true;
        }
    }
    return false;
}

// Whether one of our programs has the socket, as far as can be seen.
static bool is_ours(struct play *play, const struct socket_row *row)
{
    for (int i = 0; i < play->session->terminal_count; i++) {
        struct seat *seat = &play->seats[i];
        const struct socket_row *next = NULL;
        if (seat->started) {
            if (!look_at_rest(play, seat)) {
                return true;
            }
            while ((next = sockets_listening(&play->sockets, &seat->now, next)) != NULL) {
                if (next == row) {
                    return true;
                }
            }
        }
    }
    return false;
}

// The inode of a socket that listens on the port and is none of ours, or 0.
static unsigned long socket_of_stranger(struct play *play)
{
    play_read_sockets(play, 1U << TCP_LISTEN);
    for (size_t i = 0; i < play->sockets.count; i++) {
        const struct socket_row *row = &play->sockets.rows[i];
        if (row->local_port == LAB_PORT && !is_ours(play, row)) {
            return row->inode;
        }
    }
    return 0;
}

// On a network that is shared, a stranger may take the port in the middle of a play. What differs
// then is not the student's failure. A socket of ours may be about to go: so it has to be seen
// twice.
static void suspect_strangers(struct play *play)
{
    unsigned long inode = socket_of_stranger(play);
    if (inode != 0 && socket_of_stranger(play) == inode && play->trouble.length == 0) {
        text_print(&play->trouble, "another program on this machine listens on port %d", LAB_PORT);
    }
}

// Between two looks, in microseconds.
#define SHORT_PAUSE 200
#define LONG_PAUSE 5000

bool play_session(struct play *play)
{
    size_t count = (size_t)play->session->terminal_count;
    play->seats = must_allocate(count * sizeof(*play->seats));
    play->done = must_allocate(play->session->step_count * sizeof(*play->done));
    play->done_ms = must_allocate(play->session->step_count * sizeof(*play->done_ms));
    for (size_t i = 0; i < count; i++) {
        play->seats[i].name = play->session->terminals[i];
    }
    play->start_ms = play->progress_ms = now_ms();

    struct patience patience = {.pause = SHORT_PAUSE, .looked_ms = play->start_ms};
    if (!look_is_possible(&play->trouble)) {
        return false;
    }
    while (play->reason == PLAYED && play->trouble.length == 0) {
        bool moved = step_advance(play);
        if (play->reason != PLAYED || play->trouble.length > 0) {
            break;
        }
        if (play->first_undone == play->session->step_count) {
            check_rest(play);
            break;
        }
        if (wait_for_news(play, patience.pause) || moved) {
            patience.pause = SHORT_PAUSE;
            patience.quiet = 0;
        } else {
            long longer = patience.pause * 3 / 2;
            patience.pause = longer < LONG_PAUSE ? longer : LONG_PAUSE;
        }
        enum reason reason = look_for_end(play, &patience);
        if (reason != PLAYED && !step_advance(play)) {
            differs(play, play->first_undone, reason);
            keep_received(play);
        }
    }
    if (play->reason != PLAYED) {
        come_to_rest(play);
        blame_first(play);
        take_rest(play);
        if (!play->isolation.own_network) {
            suspect_strangers(play);
        }
    }
    return play->trouble.length == 0;
}

void play_look(struct play *play)
{
    play_read_sockets(play, ALL_STATES);
    for (int i = 0; i < play->session->terminal_count; i++) {
        if (seat_is_alive(&play->seats[i])) {
            play_look_at(play, &play->seats[i].now, &play->seats[i]);
        }
    }
}

// Without a network of its own, a client is told that its terminal is gone, and ends its connection
// so that no TIME_WAIT stays behind (peers/quiet_end.c).
static void hang_up(struct play *play, struct seat *seat)
{
    tty_close(&seat->tty);
    if (!play->isolation.own_network && !seat->program.ended) {
        struct pollfd end = {.fd = seat->program.report, .events = POLLIN};
        poll(&end, 1, 200);
    }
}

void play_end(struct play *play)
{
    for (int i = play->session->terminal_count - 1; i >= 0; i--) {
        struct seat *seat = &play->seats[i];
        if (seat->started) {
            hang_up(play, seat);
            program_end(&seat->program, &play->isolation);
        }
    }
}
