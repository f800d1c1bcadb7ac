#include "shown.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void shown_event(struct play *play, int seat, const char *bytes, size_t length)
{
    struct text shown = {0};
    play->events = must_grow(play->events, play->event_count, sizeof(*play->events));
    text_show(&shown, bytes, length);
    play->events[play->event_count++] = (struct event){seat, text_take(&shown)};
    play->seats[seat].at_prompt = false;
}

void shown_typed(struct play *play, int number, const char *typed)
{
    struct seat *seat = &play->seats[number];
    struct text line = {0};
    size_t last = play->event_count;
    while (seat->at_prompt && last > 0 && play->events[last - 1].seat != number) {
        last--;
    }
    if (!seat->at_prompt || last == 0) {
        shown_event(play, number, typed, strlen(typed));
        return;
    }
    text_print(&line, "%s ", play->events[last - 1].text);
    text_show(&line, typed, strlen(typed));
    free(play->events[last - 1].text);
    play->events[last - 1].text = text_take(&line);
    seat->at_prompt = false;
}

struct line shown_line(const struct seat *seat)
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

bool shown_is(const struct line *line, const char *text)
{
    return line->length == strlen(text) && memcmp(line->start, text, line->length) == 0;
}

bool shown_is_prompt(struct line *line, const char *text, bool skipping)
{
    size_t length = strlen(text);
    if (!skipping || line->length <= length || memcmp(line->start, text, length) != 0) {
        return shown_is(line, text);
    }
    *line = (struct line){line->start, length, length, false};
    return true;
}

void shown_take(struct play *play, int number, const struct line *line)
{
    play->seats[number].matched += line->size;
    if (line->length > 0) {
        shown_event(play, number, line->start, line->length);
    }
}

struct line shown_next(struct play *play, int number)
{
    struct line line = shown_line(&play->seats[number]);
    while (line.whole && line.length == 0) {
        shown_take(play, number, &line);
        line = shown_line(&play->seats[number]);
    }
    return line;
}

size_t shown_often(const struct seat *seat, const char *text)
{
    size_t count = 0;
    struct seat all = *seat;
    all.matched = 0;
    while (all.matched < all.tty.output.length) {
        struct line line = shown_line(&all);
        count += text == NULL ? line.length > 0
                              : memmem(line.start, line.length, text, strlen(text)) != NULL;
        all.matched += line.size;
    }
    return count;
}

bool shown_has(const struct seat *seat, const char *text)
{
    return shown_often(seat, text) > 0;
}
