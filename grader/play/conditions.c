#include "conditions.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "../look/calls.h"
#include "describe.h"
#include "progress.h"
#include "shown.h"
#include "signals.h"
#include "waiting.h"

// What a condition is about.
enum about {
    ITS_END,      // a program that has ended
    ITSELF,       // one that has not
    ITS_TERMINAL, // the text on its terminal
    ANOTHER,      // another terminal: text on this one does not matter meanwhile
    ALL,          // everything in the play
};

// How a report says that nothing but the condition was expected.
enum manner {
    UNTIL, // "nothing more, until"
    WHILE, // "nothing more, while"
    NEVER, // "anything but"
};

// Everything about a kind of condition. 0 and NULL are right for most members.
struct condition_kind {
    const char *written;  // its words; capital letters behind them stand for the text that parse()
                          // gets
    const char *wrong;    // the error if parse() fails; NULL: "unknown condition"
    enum about about;     // whom it asks
    enum manner manner;   // how a report words it
    enum counted counted; // the resource that it counts
    bool (*parse)(struct condition *condition, const char *rest, const struct session *session);
    bool (*holds)(struct play *play, struct seat *seat, size_t at); // whether it is true now
    enum outcome (*otherwise)(struct play *play, size_t at);        // NULL: it may yet become true
    void (*expected)(struct text *text, const struct condition *condition); // NULL: its words
    void (*instead)(struct text *text, const struct seat *seat,
                    const struct condition *condition); // NULL: the reason is enough
};

// ---- What stands behind the words -----------------------------------------------------------

// "N NOUN" or "N NOUNs".
static bool parse_count(struct condition *condition, const char *text, const char *noun)
{
    char *end = NULL;
    long count = strtol(text, &end, 10);
    size_t length = strlen(noun);
    condition->number = (int)count;
    return end != text && count >= 0 && count <= 1000000 && strncmp(end, noun, length) == 0 &&
           (end[length] == '\0' || (length > 0 && strcmp(end + length, "s") == 0));
}

static bool parse_descriptors(struct condition *condition, const char *rest,
                              const struct session *session)
{
    (void)session;
    return parse_count(condition, rest, " descriptor");
}

static bool parse_threads(struct condition *condition, const char *rest,
                          const struct session *session)
{
    (void)session;
    return parse_count(condition, rest, " thread");
}

// "no children", "1 child", "2 children".
static bool parse_children(struct condition *condition, const char *rest,
                           const struct session *session)
{
    char *end = NULL;
    long count = strtol(rest, &end, 10);
    (void)session;
    condition->number = (int)count;
    return strcmp(rest, "no children") == 0 ||
           (count > 0 && count <= 1000000 && strcmp(end, count == 1 ? " child" : " children") == 0);
}

static bool parse_status(struct condition *condition, const char *rest,
                         const struct session *session)
{
    (void)session;
    return parse_count(condition, rest, "") && condition->number < 256;
}

static bool parse_signal(struct condition *condition, const char *rest,
                         const struct session *session)
{
    (void)session;
    condition->number = signal_number(rest);
    return condition->number != 0;
}

// "127.0.0.1:80" or "[::1]:80".
static bool parse_name(struct condition *condition, const char *rest, const struct session *session)
{
    char address[INET6_ADDRSTRLEN] = "";
    unsigned port = 0;
    int end = 0;
    const char *format = rest[0] == '[' ? "[%45[0-9a-fA-F:.]]:%u%n" : "%15[0-9.]:%u%n";
    (void)session;
    if (sscanf(rest, format, address, &port, &end) != 2 || rest[end] != '\0' || port == 0 ||
        port > 65535) {
        return false;
    }
    condition->port = (in_port_t)port;
    return address_parse(&condition->address, address);
}

static bool parse_text(struct condition *condition, const char *rest, const struct session *session)
{
    (void)session;
    condition->text = must_copy(rest);
    return *rest != '\0';
}

static bool parse_call(struct condition *condition, const char *rest, const struct session *session)
{
    return call_is_known(rest) && parse_text(condition, rest, session);
}

static bool parse_terminal(struct condition *condition, const char *rest,
                           const struct session *session)
{
    condition->number = session_terminal(session, rest);
    return condition->number >= 0;
}

// ---- Whether it is so -----------------------------------------------------------------------

static const struct condition *condition_at(const struct play *play, size_t at)
{
    return &play->session->turns[at].condition;
}

static bool has_exited(struct play *play, struct seat *seat, size_t at)
{
    (void)play, (void)at;
    return WIFEXITED(seat->program.status);
}

static bool has_exited_with(struct play *play, struct seat *seat, size_t at)
{
    int status = seat->program.status;
    return WIFEXITED(status) && WEXITSTATUS(status) == condition_at(play, at)->number;
}

static bool has_failed(struct play *play, struct seat *seat, size_t at)
{
    (void)play, (void)at;
    return WIFEXITED(seat->program.status) && WEXITSTATUS(seat->program.status) != 0;
}

static bool was_killed_by(struct play *play, struct seat *seat, size_t at)
{
    int status = seat->program.status;
    return WIFSIGNALED(status) && WTERMSIG(status) == condition_at(play, at)->number;
}

static bool has_ended(struct play *play, struct seat *seat, size_t at)
{
    (void)play, (void)seat, (void)at;
    return true; // condition_try asks only then
}

// Whether no thread of the program runs, and none has run between two looks: so all that it has
// shown until now has come.
static bool is_at_rest(struct play *play, struct seat *seat)
{
    play_look_at(play, &seat->before, seat);
    if (look_is_running(&seat->before) || !tty_settle(&seat->tty)) {
        return false;
    }
    play_look_at(play, &seat->now, seat);
    return look_is_same(&seat->before, &seat->now);
}

// Whether the program is at rest and nothing is on its way to it.
static bool is_left_alone(struct play *play, struct seat *seat)
{
    return !play_in_flight(play) && is_at_rest(play, seat);
}

// Whether a socket meets the condition. A socket on [::] can be reached at each IPv4 address, too.
static bool is_meant(const struct socket_row *row, const struct condition *condition)
{
    return row->local_port == condition->port &&
           (address_is_same(&row->local_address, &condition->address) ||
            (address_is_any(&condition->address) && IN6_IS_ADDR_UNSPECIFIED(&row->local_address)));
}

// Whether the program listens there and is at rest: so text that it shows before any client has
// come is seen each time, not only from a quick program.
static bool listens_on(struct play *play, struct seat *seat, size_t at)
{
    int number = (int)(seat - play->seats);
    play_read_sockets(play, 1U << TCP_LISTEN);
    play_look_at(play, &seat->now, seat);
    sockets_claim(&play->sockets, &seat->now, number);
    const struct socket_row *row = NULL;
    while ((row = sockets_listening(&play->sockets, number, row)) != NULL) {
        if (is_meant(row, condition_at(play, at))) {
            return is_at_rest(play, seat);
        }
    }
    return false;
}

// Whether a thread waits in the call, and nothing is on its way to the program.
static bool waits_in(struct play *play, struct seat *seat, size_t at)
{
    const char *call = condition_at(play, at)->text;
    play_look_at(play, &seat->now, seat);
    return look_waits_in(&seat->now, call) && is_left_alone(play, seat) &&
           look_waits_in(&seat->now, call);
}

static bool has_as_many(struct play *play, struct seat *seat, size_t at)
{
    const struct condition *condition = condition_at(play, at);
    play_look_at(play, &seat->now, seat);
    return look_count(&seat->now, condition->kind->counted) == (size_t)condition->number;
}

// The same of children, for which a condition is asked only at rest: one that has just ended may
// still be waited for.
static bool has_children(struct play *play, struct seat *seat, size_t at)
{
    return is_left_alone(play, seat) && has_as_many(play, seat, at);
}

// Whether all that is written above has happened, and nobody does anything: three looks in a row
// agree, as for a play that is stuck. But the student's program may wait with a time-out.
static bool all_wait(struct play *play, struct seat *seat, size_t at)
{
    (void)seat;
    bool rests = play->first_undone == at;
    for (int looks = 0; rests && looks < 3; looks++) {
        rests = is_resting(play);
    }
    return rests;
}

static bool remembers(struct play *play, struct seat *seat, size_t at)
{
    enum counted counted = condition_at(play, at)->kind->counted;
    play_look_at(play, &seat->now, seat);
    seat->remembered[counted] = look_count(&seat->now, counted);
    return true;
}

// The slack is for a server that is about to close its last connection, or to wait for its last
// child. An ended thread that nobody has joined or detached keeps its stack, usually 8 MiB
// (pthread_attr_init(3)).
static bool has_no_more(struct play *play, struct seat *seat, size_t at)
{
    static const size_t slack[COUNTED] = {
        [DESCRIPTORS] = 4,
        [THREADS] = 4,
        [MEMORY] = 64 << 20,
    };
    enum counted counted = condition_at(play, at)->kind->counted;
    play_look_at(play, &seat->now, seat);
    return look_count(&seat->now, counted) <= seat->remembered[counted] + slack[counted];
}

// Sends a signal to the first process of the program, and to no other: as kill(1) does, not a key.
static bool gets(struct play *play, struct seat *seat, size_t at)
{
    play_look_at(play, &seat->now, seat);
    return seat->now.count > 0 &&
           kill(seat->now.threads[0].pid, condition_at(play, at)->number) == 0;
}

static bool may_fork(struct play *play, struct seat *seat, bool may)
{
    struct text why = {0};
    if (!program_may_fork(&seat->program, &play->isolation, may, &why) &&
        play->trouble.length == 0) {
        text_print(&play->trouble, "%s", text_string(&why));
    }
    text_free(&why);
    return true;
}

static bool may_fork_no_more(struct play *play, struct seat *seat, size_t at)
{
    (void)at;
    return may_fork(play, seat, false);
}

static bool may_fork_again(struct play *play, struct seat *seat, size_t at)
{
    (void)at;
    return may_fork(play, seat, true);
}

static bool other_is_there(struct play *play, struct seat *seat, size_t at)
{
    (void)seat;
    return turn_next(play, condition_at(play, at)->number, 0) >= at;
}

static bool has_shown(struct play *play, struct seat *seat, size_t at)
{
    return shown_has(seat, condition_at(play, at)->text); // without a text: anything
}

static bool has_never_shown(struct play *play, struct seat *seat, size_t at)
{
    return tty_settle(&seat->tty) && !shown_has(seat, condition_at(play, at)->text);
}

static bool has_never_repeated(struct play *play, struct seat *seat, size_t at)
{
    return tty_settle(&seat->tty) && shown_often(seat, condition_at(play, at)->text) <= 1;
}

// ---- Where it is not ------------------------------------------------------------------------

static enum outcome may_show_it(struct play *play, size_t at)
{
    bool ended = play->seats[play->session->turns[at].terminal].settled_end;
    return ended ? differs(play, at, CONDITION_FALSE) : WAITS;
}

static enum outcome must_not_repeat_it(struct play *play, size_t at)
{
    const char *text = condition_at(play, at)->text;
    struct line line = {.start = text, .length = strlen(text)};
    return shown_often(&play->seats[play->session->turns[at].terminal], text) > 1
               ? differs_by_line(play, at, CONDITION_FALSE, &line)
               : WAITS;
}

static enum outcome must_not_show_it(struct play *play, size_t at)
{
    const char *text = condition_at(play, at)->text;
    struct line line = {.start = text, .length = strlen(text)};
    return shown_has(&play->seats[play->session->turns[at].terminal], text)
               ? differs_by_line(play, at, CONDITION_FALSE, &line)
               : WAITS;
}

// ---- How it is told -------------------------------------------------------------------------

static void expects_exit(struct text *text, const struct condition *condition)
{
    (void)condition;
    text_print(text, "ends by itself");
}

static void expects_failure(struct text *text, const struct condition *condition)
{
    (void)condition;
    text_print(text, "ends by itself with a status other than 0");
}

static void expects_listening(struct text *text, const struct condition *condition)
{
    char address[INET6_ADDRSTRLEN];
    text_print(text, "listens on %s, port %u",
               IN6_IS_ADDR_UNSPECIFIED(&condition->address) ? "every address, of IPv6 as well"
               : address_is_any(&condition->address)        ? "every address"
                                                     : address_show(&condition->address, address),
               condition->port);
}

static void expects_no_text(struct text *text, const struct condition *condition)
{
    text_print(text, "%s", condition->text);
}

static void expects_rest(struct text *text, const struct condition *condition)
{
    (void)condition;
    text_print(text, "all programs wait");
}

static void tell_number(struct text *text, size_t number, enum counted counted)
{
    if (counted == CHILDREN) {
        text_print(text, number == 1 ? "1 child" : "%zu children", number);
        return;
    }
    if (counted == ZOMBIES) {
        describe_zombies(text, number);
        return;
    }
    static const char *nouns[COUNTED] = {[DESCRIPTORS] = "descriptor", [THREADS] = "thread"};
    if (counted == MEMORY) {
        text_print(text, "%zu MiB of memory", number >> 20);
    } else {
        text_print(text, "%zu %s%s", number, nouns[counted], number == 1 ? "" : "s");
    }
}

static void tell_count(struct text *text, const struct seat *seat,
                       const struct condition *condition)
{
    enum counted counted = condition->kind->counted;
    tell_number(text, look_count(&seat->now, counted), counted);
}

static void tell_growth(struct text *text, const struct seat *seat,
                        const struct condition *condition)
{
    enum counted counted = condition->kind->counted;
    tell_count(text, seat, condition);
    text_print(text, "; before it had ");
    tell_number(text, seat->remembered[counted], counted);
}

// ---- The conditions -------------------------------------------------------------------------

// A condition is one entry here, and a line in docs/author.md.
static const struct condition_kind kinds[] = {
    // How the program ends: by itself, or by a signal.
    {.written = "exits STATUS", .parse = parse_status, .holds = has_exited_with},
    {.written = "exits", .holds = has_exited, .expected = expects_exit},
    {.written = "fails", .holds = has_failed, .expected = expects_failure},
    {.written = "is killed by SIGNAL", .parse = parse_signal, .holds = was_killed_by},
    {.written = "ends", .holds = has_ended},

    // What it does.
    {.written = "listens on ADDRESS:PORT",
     .about = ITSELF,
     .manner = WHILE,
     .parse = parse_name,
     .holds = listens_on,
     .expected = expects_listening},
    {.written = "waits in CALL",
     .about = ITSELF,
     .manner = WHILE,
     .parse = parse_call,
     .holds = waits_in},

    // What it holds, also compared with a number that it remembers.
    {.written = "holds NUMBER descriptors",
     .about = ITSELF,
     .counted = DESCRIPTORS,
     .parse = parse_descriptors,
     .holds = has_as_many,
     .instead = tell_count},
    {.written = "runs NUMBER threads",
     .about = ITSELF,
     .counted = THREADS,
     .parse = parse_threads,
     .holds = has_as_many,
     .instead = tell_count},
    {.written = "remembers its descriptors",
     .about = ITSELF,
     .counted = DESCRIPTORS,
     .holds = remembers},
    {.written = "remembers its threads", .about = ITSELF, .counted = THREADS, .holds = remembers},
    {.written = "remembers its memory", .about = ITSELF, .counted = MEMORY, .holds = remembers},
    {.written = "holds no more descriptors",
     .about = ITSELF,
     .counted = DESCRIPTORS,
     .holds = has_no_more,
     .instead = tell_growth},
    {.written = "runs no more threads",
     .about = ITSELF,
     .counted = THREADS,
     .holds = has_no_more,
     .instead = tell_growth},
    {.written = "holds no more memory",
     .about = ITSELF,
     .counted = MEMORY,
     .holds = has_no_more,
     .instead = tell_growth},

    // What is done to it: true at once.
    {.written = "gets SIGNAL", .about = ITSELF, .parse = parse_signal, .holds = gets},
    {.written = "may fork no more", .about = ITSELF, .holds = may_fork_no_more},
    {.written = "may fork again", .about = ITSELF, .holds = may_fork_again},

    // Its children, as it is at rest.
    {.written = "has no zombies",
     .about = ITSELF,
     .counted = ZOMBIES,
     .holds = has_children,
     .instead = tell_count},
    {.written = "has NUMBER children",
     .about = ITSELF,
     .counted = CHILDREN,
     .parse = parse_children,
     .holds = has_children,
     .instead = tell_count},

    // What its terminal has shown, within one line.
    {.written = "has shown something",
     .about = ITS_TERMINAL,
     .holds = has_shown,
     .otherwise = may_show_it},
    {.written = "has shown TEXT",
     .about = ITS_TERMINAL,
     .parse = parse_text,
     .holds = has_shown,
     .otherwise = may_show_it},
    {.written = "has never shown TEXT",
     .about = ITS_TERMINAL,
     .manner = NEVER,
     .parse = parse_text,
     .holds = has_never_shown,
     .otherwise = must_not_show_it,
     .expected = expects_no_text},

    {.written = "has never repeated TEXT",
     .about = ITS_TERMINAL,
     .parse = parse_text,
     .holds = has_never_repeated,
     .otherwise = must_not_repeat_it},

    // Whether everything in the play is at rest.
    {.written = "all wait", .about = ALL, .holds = all_wait, .expected = expects_rest},

    // Whether another terminal has done all that is written above.
    {.written = "after TERMINAL",
     .wrong = "no terminal above has the name",
     .about = ANOTHER,
     .parse = parse_terminal,
     .holds = other_is_there},
};

// The rest of `text` behind the words of a kind. NULL if it does not begin with them, or if the
// kind takes no rest but there is one.
static const char *rest_behind(const struct condition_kind *kind, const char *text)
{
    size_t length = strcspn(kind->written, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    bool fits = strncmp(text, kind->written, length) == 0;
    return fits && (kind->parse != NULL || text[length] == '\0') ? text + length : NULL;
}

// Takes the kind with the longest words that fit: "has shown something" is not "has shown TEXT".
const char *condition_parse(struct condition *condition, const char *text,
                            const struct session *session, const char **word)
{
    const char *rest = NULL;
    *condition = (struct condition){0};
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        const char *other = rest_behind(&kinds[i], text);
        if (other != NULL && (rest == NULL || other > rest)) {
            rest = other;
            condition->kind = &kinds[i];
        }
    }
    if (rest != NULL &&
        (condition->kind->parse == NULL || condition->kind->parse(condition, rest, session))) {
        return NULL;
    }
    bool is_told = rest != NULL && condition->kind->wrong != NULL;
    *word = is_told ? rest : text;
    return is_told ? condition->kind->wrong : "unknown condition";
}

enum outcome condition_try(struct play *play, size_t at)
{
    int terminal = play->session->turns[at].terminal;
    struct seat *seat = &play->seats[terminal];
    const struct condition_kind *kind = condition_at(play, at)->kind;
    bool is_over = kind->about == ITSELF && seat->settled_end;
    bool is_early = kind->about == ITS_END && !seat->settled_end;
    bool holds = !is_over && !is_early && kind->holds(play, seat, at);

    if (kind->about != ANOTHER && shows_too_much(play, terminal)) {
        return differs_by_too_much(play, at, terminal);
    }
    if (holds) {
        turn_done(play, at);
        return DONE;
    }
    if (is_over || (kind->about == ITS_END && !is_early)) {
        return differs(play, at, PROGRAM_ENDED);
    }
    return kind->otherwise == NULL ? WAITS : kind->otherwise(play, at);
}

void condition_expected(struct text *text, const struct play *play, const struct turn *turn)
{
    static const char *const only[] = {[UNTIL] = "until", [WHILE] = "while"};
    const struct condition_kind *kind = turn->condition.kind;
    if (kind->manner == NEVER) {
        text_print(text, "anything but: ");
    } else {
        if (play->received != NULL) {
            text_print(text, "nothing more, %s ", only[kind->manner]);
        }
        if (kind->about != ALL) {
            text_print(text, "`%s` ", play->session->terminals[turn->terminal]);
        }
    }
    if (kind->expected != NULL) {
        kind->expected(text, &turn->condition);
    } else {
        text_print(text, "%s", turn->text);
    }
}

bool condition_instead(struct text *text, const struct play *play, const struct turn *turn)
{
    const struct condition_kind *kind = turn->condition.kind;
    const struct seat *seat = &play->seats[turn->terminal];
    if (kind->instead == NULL || seat->settled_end) {
        return false;
    }
    kind->instead(text, seat, &turn->condition);
    return true;
}

bool condition_counts(struct count *count, const struct play *play, const struct turn *turn)
{
    const struct condition_kind *kind = turn->condition.kind;
    const struct seat *seat = &play->seats[turn->terminal];
    if (turn->sign != BECOMES || kind->instead == NULL || seat->settled_end) {
        return false;
    }
    *count = (struct count){
        .what = kind->counted,
        .now = look_count(&seat->now, kind->counted),
        .is_compared = kind->instead == tell_growth,
        .before = seat->remembered[kind->counted],
    };
    return true;
}
