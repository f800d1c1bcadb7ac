#include "mistake.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "life.h"

struct reader {
    struct mistake *mistake;
    const char *path;
    int line;
    bool in_front;  // between the two lines of dashes
    bool in_sign;   // between the two fences
    bool after_or;  // the next line of the sign begins an alternative
    bool seen_ends; // an empty line has ended the sentence on what was seen
    struct text seen;
    struct text *why;
};

static bool wrong(struct reader *reader, const char *what)
{
    text_print(reader->why, "%s:%d: %s", reader->path, reader->line, what);
    return false;
}

// Stores the text behind `key` in `value`. Returns false if the line does not begin with `key`.
static bool read_value(char **value, const char *line, const char *key)
{
    size_t length = strlen(key);
    if (strncmp(line, key, length) != 0) {
        return false;
    }
    free(*value);
    *value = must_copy(line + length);
    return true;
}

static bool read_front(struct reader *reader, const char *line)
{
    struct mistake *mistake = reader->mistake;
    if (strncmp(line, "step: ", 6) == 0) {
        mistake->step = life_step(line + 6);
    } else if (!read_value(&mistake->not_in, line, "not: ") &&
               !read_value(&mistake->read, line, "read: ")) {
        return wrong(reader, "expected 'step: ', 'read: ' or 'not: '");
    }
    return true;
}

// Reads a line of the hints: "1. " begins a hint, a blank continues it.
static void read_hint(struct mistake *mistake, const char *line)
{
    size_t digits = strspn(line, "0123456789");
    if (digits > 0 && strncmp(line + digits, ". ", 2) == 0) {
        mistake->hints = must_grow(mistake->hints, mistake->hint_count, sizeof(*mistake->hints));
        mistake->hints[mistake->hint_count++] = must_copy(line + digits + 2);
    } else if (line[0] == ' ' && mistake->hint_count > 0) {
        char **hint = &mistake->hints[mistake->hint_count - 1];
        struct text text = {0};
        text_print(&text, "%s\n%s", *hint, line + strspn(line, " "));
        free(*hint);
        *hint = text_take(&text);
    }
}

// Whether another brace stands between two braces, where it would be a letter of a name or a
// choice.
static bool has_nested_braces(const char *pattern)
{
    for (const char *brace = strchr(pattern, '{'); brace != NULL; brace = strchr(brace + 1, '{')) {
        const char *end = strchr(brace, '}');
        const char *next = strchr(brace + 1, '{');
        if (end != NULL && next != NULL && next < end) {
            return true;
        }
    }
    return false;
}

static bool read_sign(struct reader *reader, const char *line)
{
    struct sign *sign = &reader->mistake->sign;
    bool never = strncmp(line, "never ", 6) == 0;
    if (strcmp(line, "or") == 0) {
        reader->after_or = true;
        return true;
    }
    if (!never && strncmp(line, "sees ", 5) != 0) {
        return wrong(reader, "expected 'sees PATTERN', 'never PATTERN' or 'or'");
    }
    const char *pattern = line + (never ? 6 : 5);
    if (has_nested_braces(pattern)) {
        return wrong(reader, "a choice can't hold another one, nor a name");
    }
    bool begins = reader->after_or || sign->count == 0;
    sign->lines = must_grow(sign->lines, sign->count, sizeof(*sign->lines));
    sign->lines[sign->count] =
        (struct sign_line){never, begins, must_copy(pattern + strspn(pattern, " "))};
    sign->count++;
    reader->after_or = false;
    return true;
}

static bool read_line(struct reader *reader, const char *line)
{
    struct mistake *mistake = reader->mistake;
    if (strcmp(line, "---") == 0 && (reader->line == 1 || reader->in_front)) {
        reader->in_front = reader->line == 1;
    } else if (reader->in_front) {
        return read_front(reader, line);
    } else if (strncmp(line, "```", 3) == 0) {
        reader->in_sign = strcmp(line, "```sign") == 0;
    } else if (reader->in_sign) {
        return read_sign(reader, line);
    } else if (strncmp(line, "# ", 2) == 0) {
        free(mistake->title);
        mistake->title = must_copy(line + 2);
    } else if (line[0] == '\0') {
        reader->seen_ends = reader->seen.length > 0;
    } else if (mistake->title != NULL && !reader->seen_ends) {
        text_print(&reader->seen, "%s%s", reader->seen.length == 0 ? "" : " ", line);
    } else {
        read_hint(mistake, line);
    }
    return true;
}

static char *name_of(const char *path)
{
    const char *base = strrchr(path, '/') == NULL ? path : strrchr(path, '/') + 1;
    struct text name = {0};
    text_print(&name, "%.*s", (int)strcspn(base, "."), base);
    return text_take(&name);
}

bool mistake_read(struct mistake *mistake, const char *path, struct text *why)
{
    struct reader reader = {.mistake = mistake, .path = path, .why = why};
    FILE *file = fopen(path, "re");
    char *line = NULL;
    size_t room = 0;
    bool good = file != NULL;
    *mistake = (struct mistake){.step = -1, .name = name_of(path)};
    while (good && getline(&line, &room, file) != -1) {
        reader.line++;
        line[strcspn(line, "\r\n")] = '\0';
        good = read_line(&reader, line);
    }
    free(line);
    mistake->seen = text_take(&reader.seen);
    if (file == NULL) {
        text_print(why, "%s: %s", path, strerror(errno));
    } else {
        fclose(file);
    }
    if (good && mistake->step == -1) {
        good = wrong(&reader, "expected a known 'step:' at the beginning");
    } else if (good && (mistake->title == NULL || mistake->seen[0] == '\0')) {
        good = wrong(&reader, "expected a title, '# ...', and what was seen");
    } else if (good && mistake->sign.count == 0) {
        good = wrong(&reader, "expected a sign, in a block ```sign");
    }
    return good;
}

void mistake_free(struct mistake *mistake)
{
    free(mistake->name);
    free(mistake->not_in);
    free(mistake->read);
    free(mistake->title);
    free(mistake->seen);
    for (size_t i = 0; i < mistake->hint_count; i++) {
        free(mistake->hints[i]);
    }
    free(mistake->hints);
    sign_free(&mistake->sign);
    *mistake = (struct mistake){0};
}

bool mistake_applies_to(const struct mistake *mistake, const char *exercise)
{
    const char *word = mistake->not_in == NULL ? "" : mistake->not_in;
    size_t length = strlen(exercise);
    while (*word != '\0') {
        size_t size = strcspn(word, " ");
        if (size == length && strncmp(word, exercise, length) == 0) {
            return false;
        }
        word += size + strspn(word + size, " ");
    }
    return true;
}

void mistake_tell(struct text *text, const char *words, const struct found *found)
{
    for (const char *at = words; *at != '\0';) {
        const char *end = *at == '{' ? strchr(at, '}') : NULL;
        size_t length = end == NULL ? 0 : (size_t)(end - at - 1);
        const char *value = NULL;
        for (size_t i = 0; end != NULL && i < found->count; i++) {
            if (strlen(found->values[i].name) == length &&
                strncmp(found->values[i].name, at + 1, length) == 0) {
                value = found->values[i].value;
            }
        }
        if (value != NULL) {
            text_print(text, "%s", value);
            at = end + 1;
        } else {
            text_add(text, at++, 1);
        }
    }
}

void mistake_write(struct text *json, const struct mistake *mistake)
{
    text_json(json, mistake->name);
    text_print(json, ": {\"step\": ");
    text_json(json, life_name(mistake->step));
    text_print(json, ", \"title\": ");
    text_json(json, mistake->title);
    text_print(json, ", \"seen\": ");
    text_json(json, mistake->seen);
    text_print(json, ", \"read\": ");
    text_json(json, mistake->read == NULL ? "" : mistake->read);
    text_print(json, ", \"hints\": [");
    for (size_t i = 0; i < mistake->hint_count; i++) {
        text_print(json, "%s", i == 0 ? "" : ", ");
        text_json(json, mistake->hints[i]);
    }
    text_print(json, "]}");
}
