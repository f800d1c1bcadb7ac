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

static bool listens_on(struct play *play, struct seat *seat, const struct sockaddr_in *name)
{
    sockets_read(&play->sockets, 1U << TCP_LISTEN);
    look_at(&seat->now, seat->program.guard, play->sanitized);
    const struct socket_row *row = NULL;
    while ((row = sockets_listening(&play->sockets, &seat->now, row)) != NULL) {
        if (row->local_port == ntohs(name->sin_port) &&
            row->local_address.s_addr == name->sin_addr.s_addr) {
            return true;
        }
    }
    return false;
}

// Whether a thread waits in the call, no other is at work, and nothing happens to the program
// meanwhile: so all that it has to show about what was before has come.
static bool waits_in(struct play *play, struct seat *seat, const char *call)
{
    look_at(&seat->before, seat->program.guard, play->sanitized);
    if (!look_waits_in(&seat->before, call) || look_is_running(&seat->before) ||
        !tty_settle(&seat->tty) || play_in_flight(play)) {
        return false;
    }
    look_at(&seat->now, seat->program.guard, play->sanitized);
    return look_is_same(&seat->before, &seat->now);
}

static bool is_after(const struct play *play, int other, size_t at)
{
    return step_next(play, other, 0) >= at;
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
    case REMEMBERS_HOLDS:
    case REMEMBERS_RUNS:
        look_at(&seat->now, seat->program.guard, play->sanitized);
        seat->held = look_descriptors(&seat->now);
        seat->ran = seat->now.count;
        return true;
    default:
        break;
    }
    look_at(&seat->now, seat->program.guard, play->sanitized);
    size_t number = (size_t)condition->number;
    switch (condition->kind) {
    case HOLDS:
        return look_descriptors(&seat->now) == number;
    case RUNS:
        return seat->now.count == number;
    case HOLDS_NO_MORE:
        return look_descriptors(&seat->now) <= seat->held;
    case RUNS_NO_MORE:
        return seat->now.count <= seat->ran;
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
        bool end_expected = kind <= ENDS && kind != LISTENS_ON;
        if (!end_expected || !end_is(&step->condition, seat->program.status)) {
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
