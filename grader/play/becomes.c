#include "becomes.h"

#include <netinet/tcp.h>
#include <string.h>
#include <sys/wait.h>

#include "differs.h"
#include "shown.h"
#include "steps.h"
#include "waiting.h"

static bool end_is(const struct condition *condition, int status)
{
    switch (condition->kind) {
    case EXITS_WITH:
        return WIFEXITED(status) && WEXITSTATUS(status) == condition->number;
    case EXITS:
        return WIFEXITED(status);
    case FAILS:
        return WIFEXITED(status) && WEXITSTATUS(status) != 0;
    case KILLED_BY:
        return WIFSIGNALED(status) && WTERMSIG(status) == condition->number;
    default:
        return true;
    }
}

// Whether nobody in the program is at work, and nothing happens to it meanwhile: so all that it has
// to show until now has come.
static bool is_at_rest(struct play *play, struct seat *seat)
{
    play_look_at(play, &seat->before, seat);
    if (look_is_running(&seat->before) || !tty_settle(&seat->tty)) {
        return false;
    }
    play_look_at(play, &seat->now, seat);
    return look_is_same(&seat->before, &seat->now);
}

// Whether the program listens there. It is at rest then, so that what it claims before anybody has
// come is seen each time, and not only if it is quick.
static bool listens_on(struct play *play, struct seat *seat, const struct sockaddr_in *name)
{
    int number = (int)(seat - play->seats);
    play_read_sockets(play, 1U << TCP_LISTEN);
    play_look_at(play, &seat->now, seat);
    sockets_claim(&play->sockets, &seat->now, number);
    const struct socket_row *row = NULL;
    while ((row = sockets_listening(&play->sockets, number, row)) != NULL) {
        if (row->local_port == ntohs(name->sin_port) &&
            row->local_address.s_addr == name->sin_addr.s_addr) {
            return is_at_rest(play, seat);
        }
    }
    return false;
}

// Whether a thread waits in the call, and nothing is on its way to the program.
static bool waits_in(struct play *play, struct seat *seat, const char *call)
{
    play_look_at(play, &seat->now, seat);
    return look_waits_in(&seat->now, call) && !play_in_flight(play) && is_at_rest(play, seat) &&
           look_waits_in(&seat->now, call);
}

static bool is_after(const struct play *play, int other, size_t at)
{
    return step_next(play, other, 0) >= at;
}

// A server may be about to close its last connection, or to wait for its last child. An ended
// thread that nobody has joined or detached keeps its stack, of 8 MiB as a rule
// (pthread_attr_init(3)).
static bool is_no_more(const struct seat *seat, enum counted what)
{
    static const size_t slack[COUNTED] = {
        [DESCRIPTORS] = 4,
        [THREADS] = 4,
        [MEMORY] = 64 << 20,
    };
    return look_count(&seat->now, what) <= seat->remembered[what] + slack[what];
}

// Conditions on a program that is alive.
static bool is_true(struct play *play, struct seat *seat, size_t at)
{
    const struct condition *condition = &play->session->steps[at].condition;
    switch (condition->kind) {
    case LISTENS_ON:
        return listens_on(play, seat, &condition->name);
    case WAITS_IN:
        return waits_in(play, seat, condition->text);
    case AFTER:
        return is_after(play, condition->number, at);
    case HAS_SHOWN_SOMETHING:
        return shown_has(seat, NULL);
    case HAS_SHOWN:
        return shown_has(seat, condition->text);
    case HAS_NEVER_SHOWN:
        return tty_settle(&seat->tty) && !shown_has(seat, condition->text);
    case COUNTS:
        play_look_at(play, &seat->now, seat);
        return look_count(&seat->now, condition->what) == (size_t)condition->number;
    case REMEMBERS:
        play_look_at(play, &seat->now, seat);
        seat->remembered[condition->what] = look_count(&seat->now, condition->what);
        return true;
    case NO_MORE:
        play_look_at(play, &seat->now, seat);
        return is_no_more(seat, condition->what);
    default:
        return false; // it would have to end
    }
}

enum outcome becomes_try(struct play *play, size_t at)
{
    const struct step *step = &play->session->steps[at];
    struct seat *seat = &play->seats[step->terminal];
    enum condition_kind kind = step->condition.kind;
    bool asks_shown = kind == HAS_SHOWN || kind == HAS_SHOWN_SOMETHING;
    bool on_terminal = kind == AFTER || asks_shown || kind == HAS_NEVER_SHOWN;
    bool good = (on_terminal || !seat->settled_end) && is_true(play, seat, at);

    if (kind != AFTER && shows_too_much(play, step->terminal)) {
        return differs_by_too_much(play, at, step->terminal);
    }
    if (seat->settled_end && !on_terminal) {
        if (kind > ENDS || !end_is(&step->condition, seat->program.status)) {
            return differs(play, at, PROGRAM_ENDED);
        }
        good = true;
    }
    if (!good && asks_shown && seat->settled_end) {
        return differs(play, at, CONDITION_FALSE);
    }
    if (!good && kind == HAS_NEVER_SHOWN && shown_has(seat, step->condition.text)) {
        struct line line = {.start = step->condition.text, .length = strlen(step->condition.text)};
        return differs_by_line(play, at, CONDITION_FALSE, &line);
    }
    if (good) {
        step_done(play, at);
    }
    return good ? DONE : WAITS;
}
