#include "reader.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conditions.h"

// The state of reading a file.
struct reader {
    struct session *session;
    struct values *values;
    struct text *error;
    int line;
    long repeat;        // how often to play the turns since `repeat_from`; 0 outside of a repeat
    size_t repeat_from; // index of the first
    int repeat_line;
    size_t words; // number of random words until now
};

static bool wrong(struct reader *reader, const char *what, const char *word)
{
    text_print(reader->error, "%s:%d: %s", reader->session->path, reader->line, what);
    if (word != NULL) {
        text_print(reader->error, " '");
        text_show(reader->error, word, strlen(word));
        text_print(reader->error, "'");
    }
    return false;
}

// The letters of a word by default: more than a pointer, or a small buffer, has bytes.
#define LETTERS "12"
#define MOST_LETTERS 100000

// Appends a random word of `length` letters, in syllables that can be read aloud. `number`, its
// place among the session's words, gives the first letter, so that no word begins another.
static void add_word(struct text *out, size_t length, size_t number)
{
    static const char consonants[] = "mrslnvptkgdb", vowels[] = "aeiou";
    unsigned char bytes[64];
    for (size_t i = 0; i < length; i++) {
        size_t at = i % sizeof(bytes);
        if (at == 0) {
            must_be_random(bytes, sizeof(bytes));
        }
        size_t consonant = (i == 0 ? number : bytes[at]) % strlen(consonants);
        text_add(out, i % 2 == 0 ? &consonants[consonant] : &vowels[bytes[at] % strlen(vowels)], 1);
    }
}

// Appends random words of these lengths, "9 8 12", with a blank between two.
static bool add_words(struct reader *reader, struct text *out, const char *lengths)
{
    const char *rest = lengths;
    while (*rest != '\0') {
        char *end = NULL;
        unsigned long length = isdigit((unsigned char)*rest) ? strtoul(rest, &end, 10) : 0;
        if (length < 1 || length > MOST_LETTERS || (*end != '\0' && (*end != ' ' || !end[1]))) {
            break;
        }
        text_add(out, " ", rest == lengths ? 0 : 1);
        add_word(out, length, reader->words++);
        rest = *end == ' ' ? end + 1 : end;
    }
    return *lengths != '\0' && *rest == '\0'
               ? true
               : wrong(reader, "expected a length from 1 to 100000, got", lengths);
}

// Appends the value of {name} or {name:lengths}. `name` is the text between the braces.
static bool fill_in(struct reader *reader, struct text *out, char *name)
{
    char *colon = strchr(name, ':');
    struct text words = {0};
    if (colon != NULL) {
        *colon = '\0';
    }
    if (*name == '\0' || strspn(name, "abcdefghijklmnopqrstuvwxyz_") != strlen(name)) {
        return wrong(reader, "a name in braces is small letters, got", name);
    }
    if (values_get(reader->values, name) == NULL) {
        if (!add_words(reader, &words, colon == NULL ? LETTERS : colon + 1)) {
            text_free(&words);
            return false;
        }
        values_set(reader->values, name, words.data);
        text_free(&words);
    }
    const char *value = values_get(reader->values, name);
    text_add(out, value, strlen(value));
    return true;
}

// `text` with its {names} filled in, without blanks at its end. NULL after an error.
static char *expand(struct reader *reader, const char *text)
{
    struct text out = {0};
    while (*text != '\0') {
        size_t plain = strcspn(text, "{");
        text_add(&out, text, plain);
        text += plain;
        if (*text == '\0') {
            break;
        }
        size_t length = strcspn(text, "}");
        if (text[length] == '\0') {
            wrong(reader, "expected a '}' after", text);
            text_free(&out);
            return NULL;
        }
        char *name = must_copy(text + 1);
        name[length - 1] = '\0';
        bool good = fill_in(reader, &out, name);
        free(name);
        if (!good) {
            text_free(&out);
            return NULL;
        }
        text += length + 1;
    }
    while (out.length > 0 && isspace((unsigned char)out.data[out.length - 1])) {
        out.data[--out.length] = '\0';
    }
    return text_take(&out);
}

static int add_terminal(struct session *session, const char *name)
{
    session->terminals =
        must_grow(session->terminals, (size_t)session->terminal_count, sizeof(char *));
    session->terminals[session->terminal_count] = must_copy(name);
    return session->terminal_count++;
}

static void add_turn(struct session *session, struct turn turn)
{
    session->turns = must_grow(session->turns, session->turn_count, sizeof(*session->turns));
    session->turns[session->turn_count++] = turn;
}

// "./server" names a program that --program gave, "telnet" one of the system's. No other path will
// do.
static bool is_program(const char *text)
{
    const char *name = is_of_system(text) ? text : text + 2;
    size_t length = strcspn(name, " ");
    return length > 0 && memchr(name, '/', length) == NULL && *name != '.';
}

// Checks what the turn's sign demands of its text.
static bool check_turn(struct reader *reader, struct turn *turn)
{
    const char *what, *word;
    switch (turn->sign) {
    case STARTS:
        return is_program(turn->text)
                   ? true
                   : wrong(reader, "expected a program as ./name, or by its name, got", turn->text);
    case PRESSES:
        return strcmp(turn->text, "C") == 0 || strcmp(turn->text, "D") == 0
                   ? true
                   : wrong(reader, "expected the key C or D, got", turn->text);
    case BECOMES:
        what = condition_parse(&turn->condition, turn->text, reader->session, &word);
        return what == NULL ? true : wrong(reader, what, word);
    case SHOWS:
        turn->ellipsis = strcmp(turn->text, "...") == 0;
        return *turn->text != '\0' ? true : wrong(reader, "expected a text after '|'", NULL);
    case SHOWS_TOO:
        return *turn->text != '\0' ? true : wrong(reader, "expected a text after '&'", NULL);
    case TYPES:
        return strlen(turn->text) < 4095 // N_TTY_BUF_SIZE: a terminal's line holds no more
                   ? true
                   : wrong(reader, "a line that is typed has at most 4094 characters", NULL);
    }
    return true;
}

// "terminal sign text"
static bool read_turn(struct reader *reader, char *line)
{
    char *end = line + strcspn(line, " ");
    if (*end == '\0' || end[1] == '\0') {
        return wrong(reader, "expected 'terminal sign text', got", line);
    }
    *end = '\0';
    if (strspn(line, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(line)) {
        return wrong(reader, "a terminal's name is small letters and digits, got", line);
    }
    char sign[2] = {end[1], '\0'};
    if (strchr("$|&<^?", sign[0]) == NULL) {
        return wrong(reader, "unknown sign", sign);
    }
    if (end[2] != '\0' && end[2] != ' ') {
        return wrong(reader, "expected a blank after the sign, got", end + 1);
    }

    struct turn turn = {.sign = (enum sign)sign[0], .line = reader->line};
    turn.terminal = session_terminal(reader->session, line);
    if (turn.terminal < 0) {
        if (turn.sign != STARTS) {
            return wrong(reader, "no program was started on the terminal", line);
        }
        turn.terminal = add_terminal(reader->session, line);
    }
    turn.text = expand(reader, end[2] == '\0' ? "" : end + 3);
    if (turn.text == NULL || !check_turn(reader, &turn)) {
        return false;
    }
    add_turn(reader->session, turn);
    return true;
}

// "net.ipv4.tcp_rmem", and nothing that would lead elsewhere in /proc/sys.
static bool is_of_network(const char *name)
{
    return strncmp(name, "net.", 4) == 0 && strstr(name, "..") == NULL &&
           name[strlen(name) - 1] != '.' &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-.") == strlen(name);
}

// "NAME VALUE...", the text behind "sysctl ".
static bool read_sysctl(struct reader *reader, char *text)
{
    struct session *session = reader->session;
    char *value = text + strcspn(text, " ");
    if (*value != '\0') {
        *value++ = '\0';
    }
    if (session->turn_count > 0 || reader->repeat != 0) {
        return wrong(reader, "a sysctl stands before the first turn", NULL);
    }
    if (!is_of_network(text)) {
        return wrong(reader, "expected a name like net.ipv4.tcp_rmem, got", text);
    }
    char *filled = expand(reader, value);
    if (filled == NULL) {
        return false;
    }
    if (*filled == '\0') {
        free(filled);
        return wrong(reader, "expected a value after", text);
    }
    session->sysctls =
        must_grow(session->sysctls, session->sysctl_count, sizeof(*session->sysctls));
    session->sysctls[session->sysctl_count++] =
        (struct sysctl){.name = must_copy(text), .value = filled, .line = reader->line};
    return true;
}

static bool begin_repeat(struct reader *reader, const char *count)
{
    char *end = NULL;
    long repeat = strtol(count, &end, 10);
    if (reader->repeat != 0) {
        return wrong(reader, "a repeat can't stand in a repeat", NULL);
    }
    if (end == count || *end != '\0' || repeat < 1 || repeat > 1000) {
        return wrong(reader, "expected 'repeat' and a number from 1 to 1000, got", count);
    }
    reader->repeat = repeat;
    reader->repeat_from = reader->session->turn_count;
    reader->repeat_line = reader->line;
    return true;
}

// Adds the turns since "repeat N" until they are there N times. The copies share their strings.
static bool end_repeat(struct reader *reader)
{
    if (reader->repeat == 0) {
        return wrong(reader, "'end' without a 'repeat'", NULL);
    }
    size_t until = reader->session->turn_count;
    for (long round = 1; round < reader->repeat; round++) {
        for (size_t i = reader->repeat_from; i < until; i++) {
            add_turn(reader->session, reader->session->turns[i]);
        }
    }
    reader->repeat = 0;
    return true;
}

static bool read_line(struct reader *reader, char *line)
{
    line[strcspn(line, "\r\n")] = '\0';
    char *start = line + strspn(line, " \t");
    if (reader->line == 1) {
        if (*line != '#') {
            return wrong(reader, "expected a title: a first line that begins with '#'", NULL);
        }
        reader->session->title = expand(reader, line + 1 + strspn(line + 1, " "));
        if (reader->session->title == NULL) {
            return false;
        }
    }
    if (*start == '#') {
        return true;
    }
    if (*start == '\0') {
        return true;
    }
    if (strncmp(start, "sysctl ", 7) == 0) {
        return read_sysctl(reader, start + 7);
    }
    if (strncmp(start, "repeat ", 7) == 0) {
        return begin_repeat(reader, start + 7);
    }
    return strcmp(start, "end") == 0 ? end_repeat(reader) : read_turn(reader, start);
}

// A SHOWS is a prompt if the next thing on its terminal, '?' aside, is a TYPES.
static void find_prompts(struct session *session)
{
    for (size_t i = 0; i < session->turn_count; i++) {
        size_t next = i + 1;
        while (next < session->turn_count &&
               (session->turns[next].terminal != session->turns[i].terminal ||
                session->turns[next].sign == BECOMES)) {
            next++;
        }
        session->turns[i].prompt = session->turns[i].sign == SHOWS && next < session->turn_count &&
                                   session->turns[next].sign == TYPES;
    }
}

static bool check_whole(struct reader *reader)
{
    if (reader->repeat != 0) {
        reader->line = reader->repeat_line;
        return wrong(reader, "'repeat' without an 'end'", NULL);
    }
    if (reader->session->title == NULL) {
        reader->line = 1;
        return wrong(reader, "expected a title: a first line that begins with '#'", NULL);
    }
    if (reader->session->turn_count == 0) {
        return wrong(reader, "the session has no turns", NULL);
    }
    find_prompts(reader->session);
    return true;
}

bool session_read(struct session *session, const char *path, struct values *values,
                  struct text *error)
{
    *session = (struct session){.path = must_copy(path), .values = values};
    struct reader reader = {.session = session, .values = values, .error = error};

    FILE *file = fopen(path, "re");
    if (file == NULL) {
        text_print(error, "%s: %s", path, strerror(errno));
        return false;
    }
    char *line = NULL;
    size_t room = 0;
    bool good = true;
    while (good && getline(&line, &room, file) != -1) {
        reader.line++;
        good = read_line(&reader, line);
    }
    if (good && ferror(file)) {
        text_print(error, "%s: %s", path, strerror(errno));
        good = false;
    }
    free(line);
    fclose(file);
    return good && check_whole(&reader);
}
