#include "sign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../text/text.h"

// The most comparisons of a pattern with the rest of a line, some hundredths of a second. Real
// mistakes take a few thousand.
#define MOST_TRIED 1000000

static char *copy_of(const char *bytes, size_t length)
{
    struct text text = {0};
    text_add(&text, bytes, length);
    return text_take(&text);
}

static const char *value_of(const struct found *found, const char *name, size_t length)
{
    for (size_t i = 0; i < found->count; i++) {
        if (strncmp(found->values[i].name, name, length) == 0 &&
            found->values[i].name[length] == '\0') {
            return found->values[i].value;
        }
    }
    return NULL;
}

static void forget(struct found *found, size_t count)
{
    while (found->count > count) {
        free(found->values[--found->count].value);
    }
}

// Matches {name}: tries any text, the shortest first, with the rest of the pattern behind it.
static bool matches_name(const char *name, size_t length, const char *rest, const char *line,
                         struct found *found)
{
    const char *known = value_of(found, name, length);
    if (known != NULL) {
        return strncmp(line, known, strlen(known)) == 0 &&
               pattern_matches(rest, line + strlen(known), found);
    }
    if (found->count == VALUES || length >= sizeof(found->values[0].name)) {
        return false;
    }
    size_t mine = found->count;
    size_t most = strlen(line);
    for (size_t size = 0; size <= most; size++) {
        memcpy(found->values[mine].name, name, length);
        found->values[mine].name[length] = '\0';
        found->values[mine].value = copy_of(line, size);
        found->count = mine + 1;
        if (pattern_matches(rest, line + size, found)) {
            return true;
        }
        forget(found, mine);
    }
    return false;
}

// {a|b|c}
static bool matches_one(const char *words, const char *end, const char *line, struct found *found)
{
    while (words < end) {
        size_t length = strcspn(words, "|}");
        if (strncmp(line, words, length) == 0 && pattern_matches(end + 1, line + length, found)) {
            return true;
        }
        words += length + 1;
    }
    return false;
}

bool pattern_matches(const char *pattern, const char *line, struct found *found)
{
    if (++found->tried > MOST_TRIED) {
        return false;
    }
    for (; *pattern != '\0'; pattern++, line++) {
        const char *end = *pattern == '{' ? strchr(pattern, '}') : NULL;
        if (end != NULL && memchr(pattern, '|', (size_t)(end - pattern)) != NULL) {
            return matches_one(pattern + 1, end, line, found);
        }
        if (end != NULL) {
            return matches_name(pattern + 1, (size_t)(end - pattern - 1), end + 1, line, found);
        }
        if (*pattern == '*') {
            size_t most = strlen(line);
            for (size_t size = 0; size <= most; size++) {
                if (pattern_matches(pattern + 1, line + size, found)) {
                    return true;
                }
            }
            return false;
        }
        if (*pattern != *line) {
            return false;
        }
    }
    return *line == '\0';
}

// Whether one of the "never" lines from `at` on matches this line of the evidence.
static bool is_excluded(const struct sign *sign, size_t at, const char *line, struct found *found)
{
    size_t before = found->count;
    for (; at < sign->count && sign->lines[at].never; at++) {
        if (pattern_matches(sign->lines[at].pattern, line, found)) {
            forget(found, before);
            return true;
        }
    }
    return false;
}

static bool is_met_from(const struct sign *sign, size_t at, size_t end, char *const *evidence,
                        size_t count, size_t from, struct found *found)
{
    size_t next = at;
    size_t before = found->count;
    while (next < end && sign->lines[next].never) {
        next++;
    }
    struct sign gap = {sign->lines, next};
    for (size_t i = from; i < count; i++) {
        if (next < end && pattern_matches(sign->lines[next].pattern, evidence[i], found)) {
            if (is_met_from(sign, next + 1, end, evidence, count, i + 1, found)) {
                found->first = i;
                found->seen++;
                return true;
            }
            forget(found, before);
        }
        if (is_excluded(&gap, at, evidence[i], found)) {
            return false;
        }
    }
    return next == end;
}

static void add_value(struct found *found, const char *name, const char *value)
{
    strcpy(found->values[found->count].name, name);
    found->values[found->count++].value = copy_of(value, strlen(value));
}

void found_begin(struct found *found, const char *port)
{
    char swapped[8];
    unsigned number = (unsigned)strtoul(port, NULL, 10) & 0xffff;
    snprintf(swapped, sizeof(swapped), "%u", (number & 0xff) << 8 | number >> 8);
    *found = (struct found){0};
    if (*port != '\0') {
        add_value(found, "PORT", port);
        add_value(found, "SWAPPED", swapped);
    }
}

bool sign_is_met(const struct sign *sign, char *const *evidence, size_t count, struct found *found)
{
    size_t known = found->count;
    for (size_t at = 0, end; at < sign->count; at = end) {
        for (end = at + 1; end < sign->count && !sign->lines[end].alternative; end++) {
        }
        forget(found, known);
        found->first = count;
        found->seen = found->tried = 0;
        if (is_met_from(sign, at, end, evidence, count, 0, found)) {
            return true;
        }
    }
    return false;
}

void sign_free(struct sign *sign)
{
    for (size_t i = 0; i < sign->count; i++) {
        free(sign->lines[i].pattern);
    }
    free(sign->lines);
    *sign = (struct sign){0};
}

void found_free(struct found *found)
{
    forget(found, 0);
}
