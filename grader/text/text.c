#include "text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

// The longest run of an escape that is written out in full.
#define TIMES_SHOWN 8

static void *checked(void *memory)
{
    if (memory == NULL) {
        fprintf(stderr, "%s: out of memory\n", program_invocation_short_name);
        exit(2);
    }
    return memory;
}

void *must_allocate(size_t size)
{
    return checked(calloc(1, size));
}

char *must_copy(const char *string)
{
    return checked(strdup(string));
}

void *must_grow(void *array, size_t count, size_t size)
{
    bool is_full = (count & (count - 1)) == 0; // 0, 1, 2, 4, 8, ...
    return is_full ? checked(realloc(array, (count == 0 ? 1 : 2 * count) * size)) : array;
}

void must_be_random(unsigned char *bytes, size_t length)
{
    if (getrandom(bytes, length, 0) != (ssize_t)length) {
        fprintf(stderr, "%s: no random numbers\n", program_invocation_short_name);
        exit(2);
    }
}

static void make_room(struct text *text, size_t more)
{
    if (text->length + more + 1 > text->room) {
        text->room = 2 * (text->length + more + 1);
        text->data = checked(realloc(text->data, text->room));
    }
}

void text_add(struct text *text, const char *bytes, size_t length)
{
    make_room(text, length);
    memcpy(text->data + text->length, bytes, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void text_print(struct text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);

    make_room(text, (size_t)length);
    va_start(arguments, format);
    vsnprintf(text->data + text->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    text->length += (size_t)length;
}

void text_free(struct text *text)
{
    free(text->data);
    *text = (struct text){0};
}

const char *text_string(const struct text *text)
{
    return text->data == NULL ? "" : text->data;
}

char *text_take(struct text *text)
{
    char *data = text->data == NULL ? must_copy("") : text->data;
    *text = (struct text){0};
    return data;
}

// The character that `bytes` begin with (RFC 3629): its length in bytes and, in *point, its number.
// 0 if they begin with none: a stray or overlong byte, a surrogate, or a character cut short.
static size_t character(const unsigned char *bytes, size_t length, uint32_t *point)
{
    static const struct {
        unsigned char mask, lead;
        uint32_t least;
    } forms[] = {{0x80, 0x00, 0}, {0xe0, 0xc0, 0x80}, {0xf0, 0xe0, 0x800}, {0xf8, 0xf0, 0x10000}};

    for (size_t more = 0; more < 4; more++) {
        if ((bytes[0] & forms[more].mask) != forms[more].lead) {
            continue;
        }
        uint32_t value = bytes[0] & (unsigned char)~forms[more].mask;
        for (size_t i = 1; i <= more; i++) {
            if (i >= length || (bytes[i] & 0xc0) != 0x80) {
                return 0;
            }
            value = value << 6 | (bytes[i] & 0x3fU);
        }
        if (value < forms[more].least || value > 0x10ffff || (value >= 0xd800 && value < 0xe000)) {
            return 0;
        }
        *point = value;
        return more + 1;
    }
    return 0;
}

// Characters that a terminal would obey instead of showing them: C1 controls, line separators,
// direction marks (Unicode TR 36), the byte order mark.
static bool is_hidden(uint32_t point)
{
    return (point >= 0x7f && point < 0xa0) || (point >= 0x200b && point <= 0x200f) ||
           (point >= 0x2028 && point <= 0x202e) || (point >= 0x2060 && point <= 0x2069) ||
           point == 0xfeff || point == 0x061c;
}

// Escapes a character that must not be shown as it is. Returns false if it may be.
static bool escape(char *escaped, size_t room, size_t size, uint32_t point, unsigned char byte)
{
    static const char plain[] = {'\n', '\r', '\t', '\0'}, letters[] = {'n', 'r', 't', '0'};
    const char *place = point < 0x80 ? memchr(plain, (int)point, sizeof(plain)) : NULL;
    if (size == 0) {
        snprintf(escaped, room, "\\x%02x", byte);
    } else if (place != NULL) {
        snprintf(escaped, room, "\\%c", letters[place - plain]);
    } else if (point < 0x20 || point == 0x7f) {
        snprintf(escaped, room, "\\x%02x", (unsigned)point);
    } else if (is_hidden(point)) {
        snprintf(escaped, room, "\\u%04x", (unsigned)point);
    } else {
        return false;
    }
    return true;
}

void text_show(struct text *text, const char *bytes, size_t length)
{
    const unsigned char *byte = (const unsigned char *)bytes;
    for (size_t i = 0; i < length;) {
        char escaped[16];
        uint32_t point = 0;
        size_t size = character(byte + i, length - i, &point);
        size_t step = size == 0 ? 1 : size;
        size_t times = 1;
        if (!escape(escaped, sizeof(escaped), size, point, byte[i])) {
            text_add(text, bytes + i, size);
        } else {
            while (i + (times + 1) * step <= length &&
                   memcmp(byte + i, byte + i + times * step, step) == 0) {
                times++;
            }
            if (times > TIMES_SHOWN) {
                text_print(text, "%s (%zu times)", escaped, times);
            }
            for (size_t time = 0; times <= TIMES_SHOWN && time < times; time++) {
                text_print(text, "%s", escaped);
            }
        }
        i += times * step;
    }
}

void text_json(struct text *text, const char *string)
{
    text_print(text, "\"");
    for (; *string != '\0'; string++) {
        if (*string == '"' || *string == '\\') {
            text_print(text, "\\%c", *string);
        } else if ((unsigned char)*string < 0x20) {
            text_print(text, "\\u%04x", (unsigned)*string);
        } else {
            text_add(text, string, 1);
        }
    }
    text_print(text, "\"");
}

size_t text_columns(const char *string)
{
    size_t columns = 0;
    for (; *string != '\0'; string++) {
        columns += (*string & 0xc0) != 0x80;
    }
    return columns;
}
