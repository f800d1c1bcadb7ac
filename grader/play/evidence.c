#include "evidence.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../contain/findings.h"
#include "conditions.h"
#include "describe.h"
#include "signals.h"

// A name and its string value, which must be valid UTF-8. A `last` member has no comma behind it.
static void add_member(struct text *json, const char *name, const char *value, bool last)
{
    text_print(json, "\"%s\": ", name);
    text_json(json, value);
    text_print(json, last ? "" : ", ");
}

static void add_shown(struct text *json, const char *name, const char *bytes, size_t length)
{
    struct text shown = {0};
    text_show(&shown, bytes, length);
    add_member(json, name, text_string(&shown), true);
    text_free(&shown);
}

// The values of the session's {names}: with them the same conversation can be played again. They
// are a line of their own, the second: a shell takes them from there.
static void add_values(struct text *json, const struct values *values)
{
    text_print(json, "\"values\": {");
    for (size_t i = 0; i < values->count; i++) {
        add_member(json, values->items[i].name, values->items[i].value, i + 1 == values->count);
    }
    text_print(json, "},\n ");
}

static void add_turns(struct text *json, const struct play *play)
{
    text_print(json, "\"steps\": [");
    for (size_t i = 0; i < play->session->turn_count; i++) {
        const struct turn *turn = &play->session->turns[i];
        char sign[2] = {(char)turn->sign, '\0'};
        text_print(json, "%s\n  {\"line\": %d, ", i == 0 ? "" : ",", turn->line);
        add_member(json, "terminal", play->session->terminals[turn->terminal], false);
        add_member(json, "sign", sign, false);
        add_shown(json, "text", turn->text, strlen(turn->text));
        if (play->done[i]) {
            text_print(json, ", \"ms\": %ld", play->done_ms[i]);
        }
        text_print(json, "}");
    }
    text_print(json, "\n ],\n ");
}

static void add_terminals(struct text *json, const struct play *play)
{
    text_print(json, "\"terminals\": [");
    for (int i = 0; i < play->session->terminal_count; i++) {
        const struct seat *seat = &play->seats[i];
        text_print(json, "%s\n  {", i == 0 ? "" : ",");
        add_member(json, "name", seat->name, false);
        add_member(json, "command", seat->command == NULL ? "" : seat->command, false);
        add_shown(json, "output", text_string(&seat->tty.output), seat->tty.output.length);
        if (seat->program.ended) {
            text_print(json, ", \"status\": %d", seat->program.status);
        }
        text_print(json, "}");
    }
    text_print(json, "\n ],\n ");
}

static void add_doing(struct text *json, const struct doing *doing)
{
    if (doing->call[0] != '\0') {
        add_member(json, "call", doing->call, false);
    }
    if (doing->descriptor != -1) {
        text_print(json, "\"descriptor\": %d, ", doing->descriptor);
    }
    if (doing->role[0] != '\0') {
        add_member(json, "role", doing->role, false);
    }
    if (doing->peer[0] != '\0') {
        add_member(json, "peer", doing->peer, false);
    }
    if (doing->port != -1) {
        text_print(json, "\"port\": %d, ", doing->port);
    }
    add_member(json, "state", doing->state, true);
}

// How a program has ended, or that it could not be started.
static void add_end(struct text *json, const struct program *program)
{
    if (program->trouble.length > 0) {
        add_member(json, "state", "not started", true);
    } else if (WIFEXITED(program->status)) {
        text_print(json, "\"status\": %d, ", WEXITSTATUS(program->status));
        add_member(json, "state", "exited", true);
    } else {
        add_member(json, "signal", signal_name(WTERMSIG(program->status)), false);
        add_member(json, "state", "killed", true);
    }
}

// Which thread it is, of which process, and what it is doing.
static void add_thread(struct text *json, const struct play *play, const struct look *look,
                       size_t number)
{
    struct doing doing = describe_doing(play, look, &look->threads[number]);
    struct place place = describe_place(look, number);
    if (place.processes > 1) {
        text_print(json, "\"process\": %zu, \"processes\": %zu, ", place.process, place.processes);
    }
    if (place.parent > 0) {
        text_print(json, "\"parent\": %zu, ", place.parent);
    }
    if (place.threads > 1) {
        text_print(json, "\"thread\": %zu, \"threads\": %zu, ", place.thread, place.threads);
    }
    add_doing(json, &doing);
}

static void begin_program(struct text *json, const struct seat *seat, const char **comma)
{
    text_print(json, "%s{", *comma);
    *comma = ", ";
    add_member(json, "terminal", seat->name, false);
}

// One object on how a program has ended; or one for each thread on what it is doing, and one for
// all zombies.
static void add_program(struct text *json, const struct play *play, int number, const char **comma)
{
    const struct seat *seat = &play->seats[number];
    const struct look *look = &seat->now;
    if (seat->program.trouble.length > 0 || seat->settled_end || seat->program.ended) {
        begin_program(json, seat, comma);
        add_end(json, &seat->program);
        text_print(json, "}");
        return;
    }
    size_t told = 0, zombies = look_count(look, ZOMBIES);
    for (size_t i = 0; i < look->count && told < THREADS_TOLD; i++) {
        if (!look_is_zombie(look, &look->threads[i])) {
            begin_program(json, seat, comma);
            add_thread(json, play, look, i);
            text_print(json, "}");
            told++;
        }
    }
    if (zombies > 0) {
        begin_program(json, seat, comma);
        text_print(json, "\"children\": %zu, ", zombies);
        add_member(json, "state", "not waited for", true);
        text_print(json, "}");
    }
}

static void add_programs(struct text *json, const struct play *play)
{
    const char *comma = "";
    text_print(json, ", \"programs\": [");
    for (int i = 0; i < play->session->terminal_count; i++) {
        if (play->seats[i].started) {
            add_program(json, play, i, &comma);
        }
    }
    text_print(json, "]");
}

// The most sockets that are listed.
#define SOCKETS_TOLD 200

static void add_sockets(struct text *json, const struct play *play)
{
    static const char *states[] = {
        [TCP_ESTABLISHED] = "ESTABLISHED",
        [TCP_SYN_SENT] = "SYN_SENT",
        [TCP_SYN_RECV] = "SYN_RECV",
        [TCP_FIN_WAIT1] = "FIN_WAIT1",
        [TCP_FIN_WAIT2] = "FIN_WAIT2",
        [TCP_TIME_WAIT] = "TIME_WAIT",
        [TCP_CLOSE] = "CLOSE",
        [TCP_CLOSE_WAIT] = "CLOSE_WAIT",
        [TCP_LAST_ACK] = "LAST_ACK",
        [TCP_LISTEN] = "LISTEN",
        [TCP_CLOSING] = "CLOSING",
    };
    const char *comma = "";
    int told = 0;
    text_print(json, "\"sockets\": [");
    for (size_t i = 0; i < play->sockets.count && told < SOCKETS_TOLD; i++) {
        const struct socket_row *row = &play->sockets.rows[i];
        if (!play->isolation.own_network && row->local_port != play->isolation.port &&
            row->remote_port != play->isolation.port && row->owner == NO_OWNER) {
            continue; // a stranger's
        }
        char address[INET6_ADDRSTRLEN];
        told++;
        text_print(json,
                   "%s\n  {\"state\": \"%s\", \"address\": \"%s\", \"port\": %u, \"peer\": %u}",
                   comma, row->state <= TCP_CLOSING ? states[row->state] : "?",
                   address_show(&row->local_address, address), row->local_port, row->remote_port);
        comma = ",";
    }
    text_print(json, "\n ]");
}

// The number that a counting turn has found, and the remembered one. Memory is in bytes.
static void add_counted(struct text *json, const struct play *play, const struct turn *turn)
{
    static const char *names[COUNTED] = {[DESCRIPTORS] = "descriptors",
                                         [THREADS] = "threads",
                                         [MEMORY] = "memory",
                                         [CHILDREN] = "children",
                                         [ZOMBIES] = "zombies"};
    struct count count;
    if (!condition_counts(&count, play, turn)) {
        return;
    }
    text_print(json, ", \"counted\": {");
    if (count.is_compared) {
        text_print(json, "\"before\": %zu, ", count.before);
    }
    text_print(json, "\"now\": %zu, ", count.now);
    add_member(json, "what", names[count.what], true);
    text_print(json, "}");
}

// The turn that differs, as in the session, and the line that came instead. `expected` is null
// after the last turn, and `received` if nothing came.
static void add_difference(struct text *json, const struct play *play)
{
    static const char *reasons[] = {
        [PLAYED] = "",
        [SHOWN_OTHER] = "shown other",
        [SHOWN_TOO_MUCH] = "shown too much",
        [CONDITION_FALSE] = "condition false",
        [PROGRAM_ENDED] = "ended",
        [STUCK] = "stuck",
        [SLEEPING] = "sleeping",
        [SPINNING] = "spinning",
        [FLOODING] = "flooding",
        [HOARDING] = "hoarding",
        [OVERTIME] = "overtime",
        [DROWSY] = "sleeping",
        [HINDERED] = "hindered",
    };
    const struct turn *turn = play->differs_at < play->session->turn_count
                                  ? &play->session->turns[play->differs_at]
                                  : NULL;
    text_print(json, ", \"difference\": {");
    add_member(json, "terminal", play->session->terminals[play->differs_on], false);
    add_member(json, "reason", reasons[play->reason], false);
    if (turn != NULL) {
        char sign[2] = {(char)turn->sign, '\0'};
        text_print(json, "\"line\": %d, ", turn->line);
        add_member(json, "sign", sign, false);
        add_shown(json, "expected", turn->text, strlen(turn->text));
        add_counted(json, play, turn);
    } else {
        text_print(json, "\"expected\": null");
    }
    text_print(json, ", \"received\": ");
    if (play->received != NULL) {
        text_json(json, play->received);
    } else {
        text_print(json, "null");
    }
    text_print(json, "}");
}

// Only if the sanitizer has found something.
static void add_findings(struct text *json, const struct play *play)
{
    struct text found = {0};
    if (play->findings != 0) {
        findings_read(play->findings, &found);
    }
    if (found.length > 0) {
        text_print(json, ",\n ");
        add_shown(json, "sanitizer", found.data, found.length);
    }
    text_free(&found);
}

void evidence_make(struct text *json, const struct play *play)
{
    bool differs = play->reason != PLAYED;
    text_print(json, "{");
    add_member(json, "session", play->session->path, false);
    add_member(json, "title", play->session->title, false);
    add_member(json, "student", play->student, false);
    text_print(json, "\"port\": %u, ", play->isolation.port);
    add_member(json, "isolation", isolation_name(play->isolation.tier), false);
    add_member(json, "outcome", differs ? "differed" : "played", true);
    if (differs) { // and all has come to rest
        add_difference(json, play);
        add_programs(json, play);
    }
    text_print(json, ",\n ");
    add_values(json, play->session->values);
    add_turns(json, play);
    add_terminals(json, play);
    add_sockets(json, play);
    add_findings(json, play);
    text_print(json, "}\n");
}

bool evidence_save(const char *path, const struct text *json)
{
    struct text temporary = {0};
    text_print(&temporary, "%s.%d", path, (int)getpid());
    FILE *file = fopen(temporary.data, "we");
    bool good = file != NULL && fwrite(json->data, json->length, 1, file) == 1;
    if (file != NULL) {
        good = fclose(file) == 0 && good;
    }
    good = good && rename(temporary.data, path) == 0;
    int error = errno;
    if (file != NULL && !good) {
        unlink(temporary.data);
    }
    text_free(&temporary);
    errno = error;
    return good;
}
