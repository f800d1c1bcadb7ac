#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "describe.h"

#define WIDTH 76      // of the columns, with two blanks in front
#define GAP 2         // blanks between two columns
#define ROWS_SHOWN 30 // of the conversation: the last ones
#define CELL_ROWS 3   // a text that needs more is cut in its column; it stands whole below

// ---- The conversation in columns ------------------------------------------------------------

static void blanks(struct text *text, size_t count)
{
    text_print(text, "%*s", (int)count, "");
}

// The bytes that the first `columns` characters take.
static size_t bytes_of_columns(const char *string, size_t columns)
{
    size_t bytes = 0;
    while (string[bytes] != '\0' && ((string[bytes] & 0xc0) == 0x80 || columns-- > 0)) {
        bytes++;
    }
    return bytes;
}

static void print_cell(struct text *report, int column, size_t width, const char *string)
{
    for (int row = 0; row == 0 || (*string != '\0' && row < CELL_ROWS); row++) {
        size_t bytes = bytes_of_columns(string, width);
        if (row == CELL_ROWS - 1 && string[bytes] != '\0') {
            bytes = bytes_of_columns(string, width - 4);
            blanks(report, 2 + (size_t)column * (width + GAP));
            text_add(report, string, bytes);
            text_print(report, " ...\n");
            return;
        }
        blanks(report, 2 + (size_t)column * (width + GAP));
        text_add(report, string, bytes);
        text_print(report, "\n");
        string += bytes;
    }
}

static void print_columns(struct text *report, const struct play *play)
{
    int count = play->session->terminal_count;
    size_t width = (size_t)(WIDTH - GAP * (count - 1)) / (size_t)count;
    for (int line = 0; line < 2; line++) {
        for (int i = 0; i < count; i++) {
            blanks(report, i == 0 ? 2 : GAP);
            const char *name = play->seats[i].name;
            for (size_t c = 0; c < width; c++) {
                bool last = i == count - 1;
                if (line == 1) {
                    text_print(report, "-");
                } else if (c < strlen(name)) {
                    text_print(report, "%c", name[c]);
                } else if (!last) {
                    text_print(report, " ");
                }
            }
        }
        text_print(report, "\n");
    }
    size_t first = play->event_count > ROWS_SHOWN ? play->event_count - ROWS_SHOWN : 0;
    if (first > 0) {
        text_print(report, "  ... %zu lines before\n", first);
    }
    for (size_t i = first; i < play->event_count; i++) {
        print_cell(report, play->events[i].seat, width, play->events[i].text);
    }
}

// ---- Expected and received ------------------------------------------------------------------

// Whether the step that differs expects a line, which can be compared with the one that came.
static const struct step *expected_line(const struct play *play)
{
    const struct step *step = &play->session->steps[play->differs_at];
    bool shows = play->differs_at < play->session->step_count &&
                 (step->sign == SHOWS || step->sign == SHOWS_TOO);
    return shows ? step : NULL;
}

static const char *terminal_of(const struct play *play)
{
    // Beyond the last step something was shown by whoever spoke last.
    size_t at = play->differs_at < play->session->step_count ? play->differs_at
                                                             : play->session->step_count - 1;
    return play->session->terminals[play->session->steps[at].terminal];
}

void report_expected(struct text *text, const struct play *play)
{
    if (play->differs_at >= play->session->step_count) {
        text_print(text, "nothing more");
        return;
    }
    const struct step *step = &play->session->steps[play->differs_at];
    switch (step->sign) {
    case SHOWS:
    case SHOWS_TOO:
        text_show(text, step->text, strlen(step->text));
        break;
    case BECOMES:
        if (step->condition.kind == HAS_NEVER_SHOWN) {
            text_print(text, "anything but: %s", step->condition.text);
            break;
        }
        text_print(text, play->received == NULL ? "`%s` %s" : "nothing, until `%s` %s",
                   play->session->terminals[step->terminal], step->text);
        break;
    case STARTS:
        text_print(text, "`%s` can start %s", play->session->terminals[step->terminal], step->text);
        break;
    default:
        text_print(text, "nothing, until it reads what is typed: ");
        text_show(text, step->text, strlen(step->text));
        break;
    }
}

// Why nothing came.
static void print_reason(struct text *text, const struct play *play)
{
    static const char *words[] = {
        [PLAYED] = "",
        [SHOWN_OTHER] = "",
        [SHOWN_TOO_MUCH] = "",
        [CONDITION_FALSE] = "nothing",
        [PROGRAM_ENDED] = "nothing more: the program ",
        [STUCK] = "nothing more: every program waits for another one",
        [SLEEPING] = "nothing more within 10 s",
        [SPINNING] = "nothing more: a program computes without end",
        [FLOODING] = "text without end: more than 1 MiB, and the program was stopped",
        [HOARDING] = "nothing more: a program uses more than 512 MiB, and was stopped",
    };
    text_print(text, "(%s", words[play->reason]);
    if (play->reason == PROGRAM_ENDED) {
        const struct step *step = &play->session->steps[play->differs_at];
        describe_end(text, play->seats[step->terminal].program.status);
    }
    text_print(text, ")");
}

void report_received(struct text *text, const struct play *play)
{
    if (play->received != NULL) {
        text_print(text, "%s", play->received);
    } else {
        print_reason(text, play);
    }
}

// Columns that two strings have in common from their start.
static size_t common_columns(const char *a, const char *b)
{
    size_t bytes = 0;
    while (a[bytes] != '\0' && a[bytes] == b[bytes]) {
        bytes++;
    }
    while (bytes > 0 && (a[bytes] & 0xc0) == 0x80) {
        bytes--; // not inside of a character
    }
    size_t columns = 0;
    for (size_t i = 0; i < bytes; i++) {
        columns += (a[i] & 0xc0) != 0x80;
    }
    return columns;
}

// Words for what eyes miss.
static void print_remark(struct text *report, const struct play *play, const char *expected)
{
    const char *received = play->received;
    size_t common = common_columns(expected, received);
    if (play->reason == STUCK && strcmp(expected, received) == 0) {
        text_print(report, "the text is right, but no newline follows it");
    } else if (common == text_columns(received)) {
        text_print(report, "here it stops");
    } else if (common == text_columns(expected)) {
        text_print(report, "here it should stop");
    } else {
        text_print(report, "here they differ");
    }
}

static void print_comparison(struct text *report, const struct play *play)
{
    const struct step *step = expected_line(play);
    struct text expected = {0};
    report_expected(&expected, play);

    if (step != NULL || play->received != NULL) {
        text_print(report, "  Expected on the terminal of `%s`:\n", terminal_of(play));
    } else {
        text_print(report, "  Expected:\n");
    }
    text_print(report, "    %s\n  Received:\n    ", text_string(&expected));
    report_received(report, play);
    text_print(report, "\n");
    if (step != NULL && play->received != NULL) {
        blanks(report, 4 + common_columns(expected.data, play->received));
        text_print(report, "^ ");
        print_remark(report, play, expected.data);
        text_print(report, "\n");
    } else if (play->reason == SHOWN_TOO_MUCH) {
        text_print(report, "    ^ this should not be here, or not yet\n");
    }
    text_free(&expected);
}

// A sentence, broken at blanks where it is too long for a row.
static void print_sentence(struct text *report, const char *sentence)
{
    const char *indent = "    ";
    while (text_columns(sentence) > WIDTH - 2) {
        size_t bytes = bytes_of_columns(sentence, WIDTH - 4);
        while (bytes > 0 && sentence[bytes] != ' ') {
            bytes--;
        }
        if (bytes == 0) {
            break;
        }
        text_print(report, "%s%.*s\n", indent, (int)bytes, sentence);
        sentence += bytes + 1;
        indent = "      ";
    }
    text_print(report, "%s%s\n", indent, sentence);
}

void report_print(struct text *report, const struct play *play)
{
    print_columns(report, play);
    text_print(report, "\n");
    print_comparison(report, play);
    text_print(report, "\n  Where the programs are now:\n");
    for (int i = 0; i < play->session->terminal_count; i++) {
        struct text sentences = {0};
        describe_seat(&sentences, play, i);
        char *line = sentences.data;
        for (char *end; line != NULL && (end = strchr(line, '\n')) != NULL; line = end + 1) {
            *end = '\0';
            print_sentence(report, line);
        }
        text_free(&sentences);
    }
}
