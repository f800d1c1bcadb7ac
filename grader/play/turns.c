#include "turns.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "conditions.h"
#include "progress.h"
#include "shown.h"
#include "waiting.h"

// The turn that the line fulfils: `turn`, or for '&' any of the '&' turns next to it. -1 if none.
static long turn_for_line(const struct play *play, size_t turn, const struct line *line)
{
    const struct turn *turns = play->session->turns;
    size_t at = turn;
    do {
        if (shown_is(line, turns[at].text)) {
            return (long)at;
        }
        at = turn_next(play, turns[turn].terminal, at + 1);
    } while (at < play->session->turn_count && turns[turn].sign == SHOWS_TOO &&
             turns[at].sign == SHOWS_TOO);
    return -1;
}

static enum outcome try_shows(struct play *play, size_t at)
{
    const struct turn *turn = &play->session->turns[at];
    struct seat *seat = &play->seats[turn->terminal];
    if (turn->ellipsis) {
        seat->skipping = true;
        turn_done(play, at);
        return DONE;
    }
    for (;;) {
        struct line line = shown_next(play, turn->terminal);
        bool complete = line.whole || (seat->settled_end && line.length > 0);
        bool prompt = turn->prompt && shown_is_prompt(&line, turn->text, seat->skipping);
        if (!complete && !prompt) {
            return seat->settled_end ? differs(play, at, PROGRAM_ENDED) : WAITS;
        }
        long fulfilled = turn_for_line(play, at, &line);
        if (fulfilled == -1 && !seat->skipping) {
            return differs_by_line(play, at, SHOWN_OTHER, &line);
        }
        shown_take(play, turn->terminal, &line);
        if (fulfilled != -1) {
            seat->at_prompt = turn->prompt && !line.whole;
            turn_done(play, (size_t)fulfilled);
            return DONE;
        }
    }
}

// The program that a session calls `word`, such as "./server" or "telnet".
static const struct binary *binary_of(const struct play *play, const char *word)
{
    bool is_systems = is_of_system(word);
    const char *name = is_systems ? word : word + 2;
    for (size_t i = 0; i < play->binary_count; i++) {
        if (play->binaries[i].is_systems == is_systems &&
            strcmp(play->binaries[i].name, name) == 0) {
            return &play->binaries[i];
        }
    }
    return NULL;
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

// Where the calls of the seat's program are recorded; -1: nowhere.
static int trace_of(const struct play *play, const struct seat *seat)
{
    for (size_t i = 0; i < play->recording_count; i++) {
        if (strcmp(play->recordings[i].terminal, seat->name) == 0) {
            return play->recordings[i].trace;
        }
    }
    return -1;
}

// Starts a program on the seat's terminal. Returns false if the player can't.
static bool seat_program(struct play *play, struct seat *seat, const char *command)
{
    char *copy = must_copy(command);
    char **words = split_words(copy);
    const struct binary *binary = binary_of(play, words[0]);
    int terminal = -1;
    if (binary == NULL) {
        text_print(&play->trouble, "no --program %s=PATH was given", words[0] + 2);
    } else if (tty_open(&seat->tty, &play->trouble)) {
        terminal = tty_for_program(&seat->tty, &play->trouble);
    }
    if (terminal != -1) {
        struct launch launch = {.binary = binary->file,
                                .terminal = terminal,
                                .argv = words,
                                .sanitized = play->sanitized,
                                .findings = seat->is_students ? play->program_findings : 0,
                                .is_ours = !seat->is_students,
                                .connects =
                                    !seat->is_students || strcmp(play->student, CLIENT) == 0,
                                .trace = trace_of(play, seat)};
        seat->started = program_start(&seat->program, &play->isolation, &launch, &play->trouble);
        close(terminal);
    } else {
        seat->started = false;
    }
    if (seat->started && look_is_refused(seat->program.guard)) {
        text_print(&play->trouble, "/proc does not show the programs that are played: see hidepid "
                                   "in proc(5)");
    } else if (seat->started) {
        play->begun = play->begun || seat->is_students;
    } else if (binary != NULL) {
        tty_close(&seat->tty);
    }
    free(words);
    free(copy);
    return seat->started && play->trouble.length == 0;
}

static enum outcome try_starts(struct play *play, size_t at)
{
    const struct turn *turn = &play->session->turns[at];
    struct seat *seat = &play->seats[turn->terminal];
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
    text_print(&command, "$ %s", turn->text);
    shown_event(play, turn->terminal, command.data, command.length);
    text_free(&command);
    seat->command = must_copy(turn->text);
    seat->settled_end = seat->skipping = false;
    seat->matched = seat->typed = 0;
    seat->cpu_ms = -1;
    if (!seat_program(play, seat, turn->text)) {
        return DIFFERS;
    }
    turn_done(play, at);
    return DONE;
}

static enum outcome try_types(struct play *play, size_t at)
{
    const struct turn *turn = &play->session->turns[at];
    struct seat *seat = &play->seats[turn->terminal];
    if (shows_too_much(play, turn->terminal)) {
        return differs_by_too_much(play, at, turn->terminal);
    }
    if (seat->settled_end) {
        return differs(play, at, PROGRAM_ENDED);
    }
    // A program of the system may set its terminal's modes: we hide the typed text again, and press
    // Enter as a keyboard does, which sends CR.
    if (is_of_system(seat->command)) {
        tty_hide_typing(&seat->tty);
    }
    struct line rest = shown_line(seat);
    if (rest.length == 0) { // blanks behind a prompt, which has come in pieces
        shown_take(play, turn->terminal, &rest);
    }
    struct text bytes = {0};
    if (turn->sign == PRESSES) {
        text_print(&bytes, "%c", turn->text[0] - 'A' + 1);
    } else {
        text_print(&bytes, "%s%c", turn->text, is_of_system(seat->command) ? '\r' : '\n');
    }
    seat->typed += tty_type(&seat->tty, bytes.data + seat->typed, bytes.length - seat->typed);
    bool typed = seat->typed == bytes.length;
    text_free(&bytes);
    if (!typed) {
        return WAITS;
    }
    seat->typed = 0;
    char key[3] = {'^', turn->text[0], '\0'};
    shown_typed(play, turn->terminal, turn->sign == PRESSES ? key : turn->text);
    turn_done(play, at);
    return DONE;
}

enum outcome turn_try(struct play *play, size_t at)
{
    switch (play->session->turns[at].sign) {
    case STARTS:
        return try_starts(play, at);
    case SHOWS:
    case SHOWS_TOO:
        return try_shows(play, at);
    case TYPES:
    case PRESSES:
        return try_types(play, at);
    case BECOMES:
        return condition_try(play, at);
    }
    return WAITS;
}

bool turn_advance(struct play *play)
{
    bool moved = false;
    bool again = true;
    while (again) {
        again = false;
        for (int i = 0; i < play->session->terminal_count; i++) {
            size_t at = turn_next(play, i, play->first_undone);
            if (at == play->session->turn_count) {
                continue;
            }
            enum outcome outcome = turn_try(play, at);
            if (outcome == DIFFERS) {
                return true;
            }
            again = again || outcome == DONE;
        }
        moved = moved || again;
    }
    return moved;
}
