#include "trace.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../text/text.h"

// The end of a string as strace writes it, behind its closing quotation mark.
static const char *skip_string(const char *at)
{
    for (at++; *at != '\0' && *at != '"'; at++) {
        at += *at == '\\' && at[1] != '\0';
    }
    return *at == '"' ? at + 1 : at;
}

// The first of `stops` outside of all brackets and strings, or the end.
static const char *find_outside(const char *at, const char *stops)
{
    int depth = 0;
    while (*at != '\0') {
        if (*at == '"') {
            at = skip_string(at);
            continue;
        }
        if (depth == 0 && strchr(stops, *at) != NULL) {
            return at;
        }
        depth += *at == '(' || *at == '[' || *at == '{';
        depth -= *at == ')' || *at == ']' || *at == '}';
        at++;
    }
    return at;
}

static char *copy_range(const char *from, const char *to)
{
    while (from < to && *from == ' ') {
        from++;
    }
    while (to > from && to[-1] == ' ') {
        to--;
    }
    struct text text = {0};
    text_add(&text, from, (size_t)(to - from));
    return text_take(&text);
}

static void split_arguments(struct traced *call)
{
    const char *at = call->text;
    for (size_t i = 0; i < ARGUMENTS; i++) {
        const char *end = find_outside(at, ",");
        free(call->arguments[i]);
        call->arguments[i] = copy_range(at, end);
        at = *end == ',' ? end + 1 : end;
    }
}

static struct traced *add(struct trace *trace, enum traced_kind kind, int tid, double time)
{
    trace->calls = must_grow(trace->calls, trace->count, sizeof(*trace->calls));
    struct traced *call = &trace->calls[trace->count++];
    *call = (struct traced){.kind = kind, .tid = tid, .time = time, .until = time};
    call->name = must_copy("");
    call->text = must_copy("");
    call->result = must_copy("?");
    call->error = must_copy("");
    for (size_t i = 0; i < ARGUMENTS; i++) {
        call->arguments[i] = must_copy("");
    }
    return call;
}

static void set(char **field, char *value)
{
    free(*field);
    *field = value;
}

// "3 <0.0001>", "-1 EINVAL (Invalid argument)", "?", "1 ([{fd=3, ...}])"
static void read_result(struct traced *call, const char *result)
{
    const char *duration = strrchr(result, '<');
    call->until = call->time + (duration == NULL ? 0 : strtod(duration + 1, NULL));
    result += strspn(result, " ");
    const char *end = result + strcspn(result, " ");
    set(&call->result, copy_range(result, end));
    if (strncmp(end, " E", 2) == 0) {
        set(&call->error, copy_range(end, end + 1 + strcspn(end + 1, " ")));
    }
}

// Reads arguments and result, "3, NULL, NULL) = 4", or the part that was there when the line was
// cut off.
static void read_rest(struct traced *call, const char *rest)
{
    const char *end = find_outside(rest, ")");
    const char *cut = strstr(rest, " <unfinished ...>");
    struct text text = {0};
    if (cut != NULL && (*end == '\0' || cut < end)) {
        end = cut;
    }
    text_print(&text, "%s%.*s", call->text, (int)(end - rest), rest);
    set(&call->text, text_take(&text));
    split_arguments(call);
    const char *equals = *end == ')' ? strchr(end, '=') : NULL;
    call->kind = cut != NULL ? BEGUN : equals == NULL ? WAITS : CALLED;
    if (cut == NULL && equals != NULL) {
        read_result(call, equals + 1);
    }
}

// The call of this thread that has not returned yet, or NULL.
static struct traced *pending(struct trace *trace, int tid)
{
    for (size_t i = trace->count; i > 0; i--) {
        struct traced *call = &trace->calls[i - 1];
        if (call->tid == tid && (call->kind == BEGUN || call->kind == WAITS)) {
            return call;
        }
    }
    return NULL;
}

// "<... accept resumed>NULL, NULL) = 4": adds the call here, with all its arguments.
static void resume(struct trace *trace, int tid, double time, const char *line)
{
    const char *rest = strstr(line, " resumed>");
    struct traced *begun = pending(trace, tid);
    if (rest == NULL || begun == NULL) {
        return;
    }
    begun->kind = BEGUN;
    size_t at = (size_t)(begun - trace->calls);
    struct traced *call = add(trace, CALLED, tid, time);
    begun = &trace->calls[at];
    call->time = begun->time;
    set(&call->name, must_copy(begun->name));
    set(&call->text, must_copy(begun->text));
    begun->tid = -begun->tid; // it has returned, so no thread is in it
    read_rest(call, rest + strlen(" resumed>"));
}

static void read_line(struct trace *trace, char *line)
{
    char *at = line;
    int tid = (int)strtol(line, &at, 10);
    double time = strtod(at, &at);
    at += strspn(at, " ");
    if (tid <= 0 || time <= 0) {
        return;
    }
    if (strncmp(at, "<... ", 5) == 0) {
        resume(trace, tid, time, at);
    } else if (strncmp(at, "+++ killed by ", 14) == 0) {
        struct traced *call = add(trace, KILLED, tid, time);
        set(&call->name, copy_range(at + 14, at + 14 + strcspn(at + 14, " ")));
    } else if (strncmp(at, "+++ exited", 10) == 0) {
        add(trace, EXITED, tid, time);
    } else if (strncmp(at, "--- ", 4) == 0) {
        struct traced *call = add(trace, GOT, tid, time);
        set(&call->name, copy_range(at + 4, at + 4 + strcspn(at + 4, " ")));
        set(&call->text, must_copy(at + 4 + strlen(call->name)));
    } else if (isalpha((unsigned char)*at) && strchr(at, '(') != NULL) {
        struct traced *call = add(trace, CALLED, tid, time);
        set(&call->name, copy_range(at, strchr(at, '(')));
        read_rest(call, strchr(at, '(') + 1);
    }
}

static bool is_printable(const char *line)
{
    while (*line >= ' ' && *line <= '~') {
        line++;
    }
    return *line == '\0';
}

bool trace_read(struct trace *trace, const char *path)
{
    FILE *file = fopen(path, "re");
    char *line = NULL;
    size_t room = 0;
    *trace = (struct trace){0};
    while (file != NULL && trace->count < CALLS && getline(&line, &room, file) != -1) {
        line[strcspn(line, "\n")] = '\0';
        if (strcmp(line, TRACE_END) == 0) {
            break;
        }
        if (is_printable(line)) {
            read_line(trace, line);
        }
    }
    free(line);
    if (file != NULL) {
        fclose(file);
    }
    return trace->count > 0;
}

void trace_free(struct trace *trace)
{
    for (size_t i = 0; i < trace->count; i++) {
        struct traced *call = &trace->calls[i];
        free(call->name);
        free(call->text);
        free(call->result);
        free(call->error);
        for (size_t j = 0; j < ARGUMENTS; j++) {
            free(call->arguments[j]);
        }
    }
    free(trace->calls);
    *trace = (struct trace){0};
}
