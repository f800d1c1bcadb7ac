#include "player.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../contain/findings.h"
#include "differs.h"
#include "peers.h"
#include "progress.h"
#include "shown.h"
#include "turns.h"
#include "waiting.h"

// After the last turn: no terminal may have shown anything more.
static void check_rest(struct play *play)
{
    for (int i = 0; i < play->session->terminal_count; i++) {
        struct seat *seat = &play->seats[i];
        if (seat->started && !seat->settled_end) {
            tty_settle(&seat->tty);
        }
        if (tty_is_full(&seat->tty)) {
            differs(play, play->session->turn_count, FLOODING);
            play->differs_on = i;
            return;
        }
        if (seat->started && shows_too_much(play, i)) {
            play->differs_on = i;
            differs_by_too_much(play, play->session->turn_count, i);
            return;
        }
    }
}

// Adds the next lines of each terminal to the conversation, as a person would see them. A few are
// enough.
static void take_rest(struct play *play)
{
    for (int i = 0; i < play->session->terminal_count; i++) {
        for (int lines = 0; play->seats[i].started && lines < 6; lines++) {
            struct line line = shown_next(play, i);
            shown_take(play, i, &line);
        }
    }
}

// Keeps the unfinished line on the terminal of the turn, if any, as received.
static void keep_received(struct play *play)
{
    const struct turn *turn = &play->session->turns[play->differs_at];
    const struct seat *seat = &play->seats[turn->terminal];
    struct line line = shown_line(seat);
    if (line.length > 0 && !seat->skipping && play->received == NULL) {
        differs_by_line(play, play->differs_at, play->reason, &line);
    }
}

// Lets the programs come to rest, for at most this long in ms, so that the report shows where they
// end up, not where they are by chance.
#define REST_MS 300

static void come_to_rest(struct play *play)
{
    // A program that computes without end won't.
    long until = play->reason == SPINNING ? 0 : play->clocks.now + REST_MS;
    int quiet = 0;
    while (quiet < 2 && !is_flooded(play) && play->clocks.now < until) {
        quiet = is_stuck(play) ? quiet + 1 : 0;
        wait_for_news(play, 1000);
    }
}

// Whether trying a turn changes nothing but the play's own state.
static bool can_be_asked(enum sign sign)
{
    return sign == SHOWS || sign == SHOWS_TOO || sign == BECOMES;
}

// The first difference that we see need not be the first that happened: a client may notice the
// death of its server before we do. Of all terminals that differ by now, takes the turn that is
// written first.
static void blame_first(struct play *play)
{
    enum reason reason = play->reason;
    size_t first = play->differs_at;
    int terminal = play->differs_on;
    char *received = play->received;
    for (int i = 0; i < play->session->terminal_count; i++) {
        enum outcome outcome = DONE;
        size_t at = turn_next(play, i, 0);
        while (at < first && outcome == DONE && can_be_asked(play->session->turns[at].sign)) {
            play->received = NULL;
            outcome = turn_try(play, at);
            if (outcome == DIFFERS) {
                reason = play->reason;
                first = play->differs_at;
                terminal = play->differs_on;
                received = play->received;
            }
            at = turn_next(play, i, 0);
        }
    }
    play->reason = reason;
    play->differs_at = first;
    play->differs_on = terminal;
    play->received = received;
}

// Pauses between two looks, in microseconds.
#define SHORT_PAUSE 200
#define LONG_PAUSE (5 * 1000)

// Whether a client of ours will connect from the usual loopback address: a program of the system,
// or one over IPv6, which has no other (peers/quiet_end.c).
static bool has_usual_client(const struct session *session)
{
    for (size_t i = 0; i < session->turn_count; i++) {
        const struct turn *turn = &session->turns[i];
        if (turn->sign == STARTS && (is_of_system(turn->text) || strchr(turn->text, '[') != NULL)) {
            return true;
        }
    }
    return false;
}

// Returns false if the kernel does not show what a play needs, or if this tier can't contain a
// student's client.
static bool begin(struct play *play)
{
    size_t count = (size_t)play->session->terminal_count;
    play->seats = must_allocate(count * sizeof(*play->seats));
    play->done = must_allocate(play->session->turn_count * sizeof(*play->done));
    play->done_ms = must_allocate(play->session->turn_count * sizeof(*play->done_ms));
    for (size_t i = 0; i < count; i++) {
        play->seats[i].name = play->session->terminals[i];
        play->seats[i].is_students = strcmp(play->seats[i].name, play->student) == 0;
    }
    if (play->sanitized && !findings_open(&play->findings, &play->program_findings)) {
        text_print(&play->trouble, "socketpair: %s", strerror(errno));
        return false;
    }
    if (strcmp(play->student, CLIENT) == 0 && !play->isolation.own_network) {
        text_print(&play->trouble,
                   "a client of a student's may connect on a network of its own only, and here "
                   "programs share that of the machine: it takes namespaces, or root");
        return false;
    }
    play_start_clock(play);
    if (!play->isolation.own_network) {
        strangers_watch(&play->strangers, play->isolation.port, play->isolation.clients,
                        has_usual_client(play->session));
    }
    play_read_sockets(play, 1U << TCP_LISTEN);
    return look_is_possible(&play->trouble) && play->trouble.length == 0;
}

// Goes through the session until it has ended, differs, or the player is in trouble.
static void converse(struct play *play)
{
    struct patience patience = {.pause = SHORT_PAUSE};
    while (play->reason == PLAYED && play->trouble.length == 0) {
        bool moved = turn_advance(play);
        if (play->reason != PLAYED || play->trouble.length > 0) {
            break;
        }
        if (play->first_undone == play->session->turn_count) {
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
        if (reason != PLAYED && !turn_advance(play)) {
            differs(play, play->first_undone, reason);
            keep_received(play);
        }
    }
}

bool play_session(struct play *play)
{
    if (!begin(play)) {
        return false;
    }
    converse(play);
    if (play->trouble.length > 0) {
        differs(play, play->first_undone, HINDERED);
        return play->begun;
    }
    if (play->reason != PLAYED) {
        come_to_rest(play);
        blame_first(play);
        take_rest(play);
        play->peer_was_killed = peers_have_failed(play);
    }
    return true;
}

void play_look(struct play *play)
{
    play_read_sockets(play, ALL_STATES);
    for (int i = 0; i < play->session->terminal_count; i++) {
        if (seat_is_alive(&play->seats[i])) {
            play_look_at(play, &play->seats[i].now, &play->seats[i]);
            sockets_claim(&play->sockets, &play->seats[i].now, i);
        }
    }
}

// Closes the terminal. On a shared network, waits for a client to notice, and to end its connection
// without a TIME_WAIT (peers/quiet_end.c).
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

void play_free(struct play *play)
{
    for (int i = 0; i < play->session->terminal_count; i++) {
        struct seat *seat = &play->seats[i];
        text_free(&seat->tty.output);
        look_free(&seat->before);
        look_free(&seat->now);
        free(seat->command);
    }
    for (size_t i = 0; i < play->event_count; i++) {
        free(play->events[i].text);
    }
    free(play->events);
    free(play->seats);
    free(play->done);
    free(play->done_ms);
    free(play->received);
    sockets_free(&play->sockets);
    findings_close(play->findings, play->program_findings);
    text_free(&play->trouble);
}
