#include "player.h"

#include <ctype.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum outcome {
    DONE,
    WAITS,
    DIFFERS
};

static long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool is_alive(const struct seat *seat)
{
    return seat->started && !seat->settled_end;
}

// ---- What was shown -------------------------------------------------------------------------

static void add_event(struct play *play, int seat, const char *bytes, size_t length)
{
    if ((play->event_count & (play->event_count - 1)) == 0) {
        size_t room = play->event_count == 0 ? 1 : 2 * play->event_count;
        struct event *events = must_allocate(room * sizeof(*events));
        if (play->event_count > 0) {
            memcpy(events, play->events, play->event_count * sizeof(*events));
        }
        free(play->events);
        play->events = events;
    }
    struct text shown = {0};
    text_show(&shown, bytes, length);
    play->events[play->event_count++] = (struct event){seat, text_take(&shown)};
    play->seats[seat].at_prompt = false;
}

// What is typed stands behind its prompt.
static void add_typed(struct play *play, int number, const char *typed)
{
    struct seat *seat = &play->seats[number];
    struct text line = {0};
    size_t last = play->event_count;
    while (seat->at_prompt && last > 0 && play->events[last - 1].seat != number) {
        last--;
    }
    if (!seat->at_prompt || last == 0) {
        add_event(play, number, typed, strlen(typed));
        return;
    }
    text_print(&line, "%s ", play->events[last - 1].text);
    text_show(&line, typed, strlen(typed));
    free(play->events[last - 1].text);
    play->events[last - 1].text = text_take(&line);
    seat->at_prompt = false;
}

// The next piece of output that no step has dealt with: a line, or what there is of one.
struct line {
    const char *start;
    size_t length; // without blanks at its end, and without the newline
    size_t size;   // with them
    bool whole;    // its newline has come
};

static struct line next_line(const struct seat *seat)
{
    const struct text *output = &seat->tty.output;
    struct line line = {.start = text_string(output) + seat->matched};
    size_t rest = output->length - seat->matched;
    const char *newline = rest == 0 ? NULL : memchr(line.start, '\n', rest);
    line.whole = newline != NULL;
    line.size = line.whole ? (size_t)(newline - line.start) + 1 : rest;
    line.length = line.size;
    while (line.length > 0 && isspace((unsigned char)line.start[line.length - 1])) {
        line.length--;
    }
    return line;
}

static bool line_is(const struct line *line, const char *text)
{
    return line->length == strlen(text) && memcmp(line->start, text, line->length) == 0;
}

// Whether the line is the prompt; where any text may come, also if some has come behind it already.
static bool line_is_prompt(struct line *line, const char *text, bool skipping)
{
    size_t length = strlen(text);
    if (!skipping || line->length <= length || memcmp(line->start, text, length) != 0) {
        return line_is(line, text);
    }
    *line = (struct line){line->start, length, length, false};
    return true;
}

// Deals with a line: it becomes part of the conversation.
static void take_line(struct play *play, int number, const struct line *line)
{
    play->seats[number].matched += line->size;
    if (line->length > 0) {
        add_event(play, number, line->start, line->length);
    }
}

// Passes over blank lines: they never count.
static struct line next_text(struct play *play, int number)
{
    struct line line = next_line(&play->seats[number]);
    while (line.whole && line.length == 0) {
        take_line(play, number, &line);
        line = next_line(&play->seats[number]);
    }
    return line;
}

// ---- Differences ----------------------------------------------------------------------------

static enum outcome differs(struct play *play, size_t step, enum reason reason)
{
    play->reason = reason;
    play->differs_at = step;
    if (step < play->session->step_count) {
        play->differs_on = play->session->steps[step].terminal;
    }
    return DIFFERS;
}

static enum outcome differs_by_line(struct play *play, size_t step, enum reason reason,
                                    const struct line *line)
{
    struct text shown = {0};
    text_show(&shown, line->start, line->length);
    play->received = text_take(&shown);
    return differs(play, step, reason);
}

// Whether the terminal shows something that no step of it has asked for until now.
static bool shows_too_much(struct play *play, int number)
{
    return !play->seats[number].skipping && next_text(play, number).length > 0;
}

static enum outcome differs_by_too_much(struct play *play, size_t step, int number)
{
    tty_settle(&play->seats[number].tty);
    struct line line = next_line(&play->seats[number]);
    return differs_by_line(play, step, SHOWN_TOO_MUCH, &line);
}

// ---- Steps ----------------------------------------------------------------------------------

static size_t next_step(const struct play *play, int seat, size_t from)
{
    while (from < play->session->step_count &&
           (play->done[from] || play->session->steps[from].terminal != seat)) {
        from++;
    }
    return from;
}

static void step_is_done(struct play *play, size_t step)
{
    play->done[step] = true;
    play->progress_ms = now_ms();
    play->done_ms[step] = play->progress_ms - play->start_ms;
    while (play->first_undone < play->session->step_count && play->done[play->first_undone]) {
        play->first_undone++;
    }
    for (int i = 0; i < play->session->terminal_count; i++) {
        play->seats[i].cpu_ms = -1;
    }
}

// The step that the line fulfils: the next one, or with '&' any of those next to it. -1 if none.
static long step_for_line(const struct play *play, size_t step, const struct line *line)
{
    const struct step *steps = play->session->steps;
    size_t at = step;
    do {
        if (line_is(line, steps[at].text)) {
            return (long)at;
        }
        at = next_step(play, steps[step].terminal, at + 1);
    } while (at < play->session->step_count && steps[step].sign == SHOWS_TOO &&
             steps[at].sign == SHOWS_TOO);
    return -1;
}

static enum outcome try_shows(struct play *play, size_t at)
{
    const struct step *step = &play->session->steps[at];
    struct seat *seat = &play->seats[step->terminal];
    if (step->ellipsis) {
        seat->skipping = true;
        step_is_done(play, at);
        return DONE;
    }
    for (;;) {
        struct line line = next_text(play, step->terminal);
        bool complete = line.whole || (seat->settled_end && line.length > 0);
        bool prompt = step->prompt && line_is_prompt(&line, step->text, seat->skipping);
        if (!complete && !prompt) {
            return seat->settled_end ? differs(play, at, PROGRAM_ENDED) : WAITS;
        }
        long fulfilled = step_for_line(play, at, &line);
        if (fulfilled == -1 && !seat->skipping) {
            return differs_by_line(play, at, SHOWN_OTHER, &line);
        }
        take_line(play, step->terminal, &line);
        if (fulfilled != -1) {
            seat->at_prompt = step->prompt && !line.whole;
            step_is_done(play, (size_t)fulfilled);
            return DONE;
        }
    }
}

static int binary_of(const struct play *play, const char *name)
{
    for (size_t i = 0; i < play->binary_count; i++) {
        if (strcmp(play->binaries[i].name, name) == 0) {
            return play->binaries[i].file;
        }
    }
    return -1;
}

// Splits a command line at its blanks. The result ends with NULL and is the caller's, like `copy`,
// which it points into.
static char **split_words(char *copy)
{
    char **words = must_allocate((strlen(copy) / 2 + 2) * sizeof(*words));
    size_t count = 0;
    for (char *word = strtok(copy, " "); word != NULL; word = strtok(NULL, " ")) {
        words[count++] = word;
    }
    return words;
}

// Puts a program on the seat's terminal. Returns false if the player can't.
static bool seat_program(struct play *play, struct seat *seat, const char *command)
{
    char *copy = must_copy(command);
    char **words = split_words(copy);
    int binary = binary_of(play, words[0] + 2);
    int terminal = -1;
    bool good = false;
    if (binary == -1) {
        text_print(&play->trouble, "no --program %s=PATH was given", words[0] + 2);
    } else if (tty_open(&seat->tty, &play->trouble) &&
               (terminal = tty_for_program(&seat->tty)) != -1) {
        struct launch launch = {binary, terminal, words, play->sanitized};
        good = program_start(&seat->program, &play->isolation, &launch, &play->trouble);
        close(terminal);
    }
    seat->started = good;
    free(words);
    free(copy);
    return good;
}

static enum outcome try_starts(struct play *play, size_t at)
{
    const struct step *step = &play->session->steps[at];
    struct seat *seat = &play->seats[step->terminal];
    if (play->first_undone != at) {
        return WAITS;
    }
    if (seat->started) { // the program before this one
        if (!seat->settled_end) {
            return WAITS;
        }
        program_end(&seat->program, &play->isolation);
        tty_close(&seat->tty);
        text_free(&seat->tty.output);
        free(seat->command);
    }
    struct text command = {0};
    text_print(&command, "$ %s", step->text);
    add_event(play, step->terminal, command.data, command.length);
    text_free(&command);
    seat->command = must_copy(step->text);
    seat->settled_end = seat->skipping = false;
    seat->matched = 0;
    seat->cpu_ms = -1;
    if (!seat_program(play, seat, step->text)) {
        return DIFFERS;
    }
    step_is_done(play, at);
    return DONE;
}

static enum outcome try_types(struct play *play, size_t at)
{
    const struct step *step = &play->session->steps[at];
    struct seat *seat = &play->seats[step->terminal];
    if (shows_too_much(play, step->terminal)) {
        return differs_by_too_much(play, at, step->terminal);
    }
    if (seat->settled_end) {
        return differs(play, at, PROGRAM_ENDED);
    }
    struct text bytes = {0};
    if (step->sign == PRESSES) {
        text_print(&bytes, "%c", step->text[0] - 'A' + 1);
    } else {
        text_print(&bytes, "%s\n", step->text);
    }
    bool typed = tty_type(&seat->tty, bytes.data, bytes.length);
    text_free(&bytes);
    if (!typed) {
        return WAITS;
    }
    char key[3] = {'^', step->text[0], '\0'};
    add_typed(play, step->terminal, step->sign == PRESSES ? key : step->text);
    step_is_done(play, at);
    return DONE;
}

// ---- Conditions -----------------------------------------------------------------------------

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

// Whether the terminal has shown `text`, in any line; or anything at all if it is NULL.
static bool has_shown(const struct seat *seat, const char *text)
{
    struct seat all = *seat;
    all.matched = 0;
    while (all.matched < all.tty.output.length) {
        struct line line = next_line(&all);
        if (text == NULL ? line.length > 0
                         : memmem(line.start, line.length, text, strlen(text)) != NULL) {
            return true;
        }
        all.matched += line.size;
    }
    return false;
}

static bool is_in_flight(struct play *play)
{
    sockets_read(&play->sockets, ALL_STATES);
    return sockets_in_flight(&play->sockets, play->isolation.tier == NAMESPACES ? 0 : LAB_PORT);
}

// Whether a thread waits in the call, no other is at work, and nothing happens to the program
// meanwhile: so all that it has to show about what was before has come.
static bool waits_in(struct play *play, struct seat *seat, const char *call)
{
    look_at(&seat->before, seat->program.guard, play->sanitized);
    if (!look_waits_in(&seat->before, call) || look_is_running(&seat->before) ||
        !tty_settle(&seat->tty) || is_in_flight(play)) {
        return false;
    }
    look_at(&seat->now, seat->program.guard, play->sanitized);
    return look_is_same(&seat->before, &seat->now);
}

static bool is_after(const struct play *play, int other, size_t at)
{
    return next_step(play, other, 0) >= at;
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
        return has_shown(seat, NULL);
    case HAS_SHOWN:
        return has_shown(seat, condition->text);
    case HAS_NEVER_SHOWN:
        return tty_settle(&seat->tty) && !has_shown(seat, condition->text);
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

static enum outcome try_becomes(struct play *play, size_t at)
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
    if (!good && kind == HAS_NEVER_SHOWN && has_shown(seat, step->condition.text)) {
        struct line line = {.start = step->condition.text, .length = strlen(step->condition.text)};
        return differs_by_line(play, at, CONDITION_FALSE, &line);
    }
    if (good) {
        step_is_done(play, at);
    }
    return good ? DONE : WAITS;
}

static enum outcome try_step(struct play *play, size_t at)
{
    switch (play->session->steps[at].sign) {
    case STARTS:
        return try_starts(play, at);
    case SHOWS:
    case SHOWS_TOO:
        return try_shows(play, at);
    case TYPES:
    case PRESSES:
        return try_types(play, at);
    case BECOMES:
        return try_becomes(play, at);
    }
    return WAITS;
}

// Goes as far as it goes at each terminal. Returns whether anything moved.
static bool advance(struct play *play)
{
    bool moved = false;
    bool again = true;
    while (again) {
        again = false;
        for (int i = 0; i < play->session->terminal_count; i++) {
            size_t at = next_step(play, i, play->first_undone);
            if (at == play->session->step_count) {
                continue;
            }
            enum outcome outcome = try_step(play, at);
            if (outcome == DIFFERS) {
                return true;
            }
            again = again || outcome == DONE;
        }
        moved = moved || again;
    }
    return moved;
}

// ---- Waiting --------------------------------------------------------------------------------

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

// Waits for output or for the end of a program, at most `microseconds`.
static bool wait_for_news(struct play *play, long microseconds)
{
    int count = 0;
    struct pollfd *polled =
        must_allocate(2 * (size_t)play->session->terminal_count * sizeof(*polled));
    for (int i = 0; i < play->session->terminal_count; i++) {
        struct seat *seat = &play->seats[i];
        if (is_alive(seat)) {
            polled[count++] = (struct pollfd){.fd = seat->tty.master, .events = POLLIN};
            polled[count++] = (struct pollfd){.fd = seat->program.report, .events = POLLIN};
        }
    }
    struct timespec timeout = {.tv_nsec = microseconds * 1000};
    ppoll(polled, (nfds_t)count, &timeout, NULL);
    free(polled);

    bool news = false;
    for (int i = 0; i < play->session->terminal_count; i++) {
        if (is_alive(&play->seats[i])) {
            news = take_news(play, &play->seats[i]) || news;
        }
    }
    return news;
}

// Whether a guard has something to report that we have not read yet.
static bool is_reported(const struct play *play)
{
    for (int i = 0; i < play->session->terminal_count; i++) {
        struct pollfd report = {.fd = play->seats[i].program.report, .events = POLLIN};
        if (is_alive(&play->seats[i]) && poll(&report, 1, 0) != 0) {
            return true;
        }
    }
    return false;
}

// Whether what terminals and the network carry has arrived, and brought nothing new.
static bool is_quiet(struct play *play)
{
    for (int i = 0; i < play->session->terminal_count; i++) {
        size_t length = play->seats[i].tty.output.length;
        if (is_alive(&play->seats[i]) &&
            (!tty_settle(&play->seats[i].tty) || play->seats[i].tty.output.length > length)) {
            return false;
        }
    }
    return !is_in_flight(play);
}

// Whether each thread of each program waits for another, and nothing is under way that could wake
// one. Whoever has not run between the two looks was blocked at the moment between them: so all
// were, at that moment, and then the terminals and the network were seen to be empty. The guards
// count, too: the news that a program has ended passes through them.
static bool is_stuck(struct play *play)
{
    int count = play->session->terminal_count;
    for (int i = 0; i < count; i++) {
        struct seat *seat = &play->seats[i];
        if (is_alive(seat)) {
            look_at(&seat->before, seat->program.guard, play->sanitized);
            if (seat->before.count == 0 || !look_is_blocked(&seat->before)) {
                return false;
            }
        }
    }
    if (!is_quiet(play)) {
        return false;
    }
    for (int i = 0; i < count; i++) {
        struct seat *seat = &play->seats[i];
        if (is_alive(seat)) {
            look_at(&seat->now, seat->program.guard, play->sanitized);
            if (!look_is_same(&seat->before, &seat->now)) {
                return false;
            }
        }
    }
    return !is_reported(play);
}

// Whether a program goes beyond what a server may need, so that it is no use to wait on.
static enum reason is_beyond(struct play *play)
{
    for (int i = 0; i < play->session->terminal_count; i++) {
        struct seat *seat = &play->seats[i];
        if (!is_alive(seat)) {
            continue;
        }
        look_at(&seat->now, seat->program.guard, play->sanitized);
        long cpu_ms = look_cpu_ms(&seat->now);
        size_t memory = look_memory(&seat->now);
        if (seat->cpu_ms < 0) {
            seat->cpu_ms = cpu_ms;
            seat->memory = memory;
        }
        if (memory > MEMORY_LIMIT) {
            return HOARDING;
        }
        if (cpu_ms - seat->cpu_ms > (play->sanitized ? SANITIZED_SPIN_MS : SPIN_MS)) {
            return memory > seat->memory + MEMORY_GROWTH ? HOARDING : SPINNING;
        }
    }
    return now_ms() - play->progress_ms > DEADLINE_MS ? SLEEPING : PLAYED;
}

static enum reason is_flooded(const struct play *play)
{
    for (int i = 0; i < play->session->terminal_count; i++) {
        if (play->seats[i].tty.output.length >= OUTPUT_LIMIT) {
            return FLOODING;
        }
    }
    return PLAYED;
}

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
            struct line line = next_text(play, i);
            take_line(play, i, &line);
        }
    }
}

// The piece of a line that the terminal of the step shows, if any.
static void keep_received(struct play *play)
{
    const struct step *step = &play->session->steps[play->differs_at];
    const struct seat *seat = &play->seats[step->terminal];
    struct line line = next_line(seat);
    if (line.length > 0 && !seat->skipping && play->received == NULL) {
        differs_by_line(play, play->differs_at, play->reason, &line);
    }
}

// Lets the programs come to rest, for at most this long in ms, so that the report shows where they
// end up and not where they happen to be.
#define REST_MS 300

static void come_to_rest(struct play *play)
{
    long until = now_ms() + REST_MS;
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
        size_t at = next_step(play, i, 0);
        while (at < first && outcome == DONE && can_be_asked(play->session->steps[at].sign)) {
            play->received = NULL;
            outcome = try_step(play, at);
            if (outcome == DIFFERS) {
                reason = play->reason;
                first = play->differs_at;
                terminal = play->differs_on;
                received = play->received;
            }
            at = next_step(play, i, 0);
        }
    }
    play->reason = reason;
    play->differs_at = first;
    play->differs_on = terminal;
    play->received = received;
}

// Looks whether waiting on is of no use, and why. `quiet` counts the looks in a row at which
// nothing moved; three that agree are asked for, which also gives packets time to leave a
// processor's queue.
static enum reason look_for_end(struct play *play, int *quiet, long *looked_ms)
{
    enum reason reason = is_flooded(play);
    if (reason == PLAYED) {
        *quiet = is_stuck(play) ? *quiet + 1 : 0;
        reason = *quiet >= 3 ? STUCK : PLAYED;
    }
    if (reason == PLAYED && now_ms() - *looked_ms > 100) {
        *looked_ms = now_ms();
        reason = is_beyond(play);
    }
    return reason;
}

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

    long pause = 200; // microseconds; longer and longer while nothing happens
    long looked_ms = play->start_ms;
    int quiet = 0;
    while (play->reason == PLAYED && play->trouble.length == 0) {
        bool moved = advance(play);
        if (play->reason != PLAYED || play->trouble.length > 0) {
            break;
        }
        if (play->first_undone == play->session->step_count) {
            check_rest(play);
            break;
        }
        if (wait_for_news(play, pause) || moved) {
            pause = 200;
            quiet = 0;
        } else {
            pause = pause * 3 / 2 < 5000 ? pause * 3 / 2 : 5000;
        }
        enum reason reason =
            pause > 1500 ? look_for_end(play, &quiet, &looked_ms) : is_flooded(play);
        if (reason != PLAYED && !advance(play)) {
            differs(play, play->first_undone, reason);
            keep_received(play);
        }
    }
    if (play->reason != PLAYED) {
        come_to_rest(play);
        blame_first(play);
        take_rest(play);
    }
    return play->trouble.length == 0;
}

void play_look(struct play *play)
{
    sockets_read(&play->sockets, ALL_STATES);
    for (int i = 0; i < play->session->terminal_count; i++) {
        if (is_alive(&play->seats[i])) {
            look_at(&play->seats[i].now, play->seats[i].program.guard, play->sanitized);
        }
    }
}

// Without a network of its own, a client is told that its terminal is gone, and ends its connection
// so that no TIME_WAIT stays behind (peers/quiet_end.c).
static void hang_up(struct play *play, struct seat *seat)
{
    tty_close(&seat->tty);
    if (play->isolation.tier == PORT_LOCK && !seat->program.ended) {
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
