#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conditions.h"
#include "describe.h"
#include "waiting.h"

#define WIDTH 76      // of all columns together; two blanks stand in front
#define GAP 2         // blanks between two columns
#define COLUMNS 3     // the most terminals that have a column each
#define NAME 24       // the most columns of a terminal's name, if they have not
#define ROWS_SHOWN 30 // the last rows of the conversation
#define CELL_ROWS 3   // a longer text is cut in its column; it stands whole below
#define ROW 72        // columns of an expected or received text
#define ROWS 16       // of such a text, around the difference

// ---- The conversation ------------------------------------------------------------

static void blanks(struct text *text, size_t count)
{
    text_print(text, "%*s", (int)count, "");
}

// The length in bytes of the first `columns` characters.
static size_t bytes_of_columns(const char *string, size_t columns)
{
    size_t bytes = 0;
    while (string[bytes] != '\0' && ((string[bytes] & 0xc0) == 0x80 || columns-- > 0)) {
        bytes++;
    }
    return bytes;
}

// Rows of one text. The first begins with `name`, all are `indent` columns from the edge.
static void print_cell(struct text *report, const char *name, size_t indent, size_t width,
                       const char *string)
{
    for (int row = 0; row == 0 || (*string != '\0' && row < CELL_ROWS); row++) {
        size_t bytes = bytes_of_columns(string, width);
        bool is_cut = row == CELL_ROWS - 1 && string[bytes] != '\0';
        bytes = is_cut ? bytes_of_columns(string, width - 4) : bytes;
        text_print(report, "  %-*s", (int)indent - 2, row == 0 ? name : "");
        text_add(report, string, bytes);
        text_print(report, is_cut ? " ...\n" : "\n");
        string += bytes;
    }
}

// A column for each terminal.
static void print_columns(struct text *report, const struct play *play, size_t first)
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
    if (first > 0) {
        text_print(report, "  ... %zu lines before\n", first);
    }
    for (size_t i = first; i < play->event_count; i++) {
        size_t indent = 2 + (size_t)play->events[i].seat * (width + GAP);
        print_cell(report, "", indent, width, play->events[i].text);
    }
}

// For more terminals, whose columns would be narrow: puts the name of the terminal in front of each
// text, unless the text before is from the same.
static void print_script(struct text *report, const struct play *play, size_t first)
{
    static const char heading[] = "terminal";
    size_t names = strlen(heading);
    for (int i = 0; i < play->session->terminal_count; i++) {
        size_t length = strlen(play->seats[i].name);
        names = length > names ? length : names;
    }
    names = names < NAME ? names : NAME;
    size_t indent = 2 + names + GAP;
    size_t width = WIDTH + 2 - indent;
    text_print(report, "  %-*s%*sshows\n  ", (int)names, heading, GAP, "");
    for (size_t i = 2; i < indent + width; i++) {
        text_print(report, "%s", i >= 2 + names && i < indent ? " " : "-");
    }
    text_print(report, "\n");
    if (first > 0) {
        text_print(report, "  ... %zu lines before\n", first);
    }
    int before = -1;
    for (size_t i = first; i < play->event_count; i++) {
        const struct event *event = &play->events[i];
        struct text name = {0};
        text_print(&name, "%.*s", (int)names, play->seats[event->seat].name);
        print_cell(report, event->seat == before ? "" : name.data, indent, width, event->text);
        before = event->seat;
        text_free(&name);
    }
}

static void print_conversation(struct text *report, const struct play *play)
{
    size_t first = play->event_count > ROWS_SHOWN ? play->event_count - ROWS_SHOWN : 0;
    (play->session->terminal_count <= COLUMNS ? print_columns : print_script)(report, play, first);
}

// ---- Expected and received ------------------------------------------------------------------

// The turn that differs, if it expects a line, to compare with the one that came; else NULL.
static const struct turn *expected_line(const struct play *play)
{
    const struct turn *turn = &play->session->turns[play->differs_at];
    bool shows = play->differs_at < play->session->turn_count &&
                 (turn->sign == SHOWS || turn->sign == SHOWS_TOO);
    return shows ? turn : NULL;
}

void report_expected(struct text *text, const struct play *play)
{
    if (play->differs_at >= play->session->turn_count) {
        text_print(text, "nothing more");
        return;
    }
    const struct turn *turn = &play->session->turns[play->differs_at];
    switch (turn->sign) {
    case SHOWS:
    case SHOWS_TOO:
        text_show(text, turn->text, strlen(turn->text));
        break;
    case BECOMES:
        condition_expected(text, play, turn);
        break;
    case STARTS:
        text_print(text, "`%s` can start %s", play->session->terminals[turn->terminal], turn->text);
        break;
    default:
        text_print(text, "nothing, until it reads what is typed: ");
        text_show(text, turn->text, strlen(turn->text));
        break;
    }
}

// Why nothing came.
static void print_reason(struct text *text, const struct play *play)
{
    switch (play->reason) {
    case STUCK:
        text_print(text, "nothing more: every program waits for another one");
        break;
    case SLEEPING:
        text_print(text, "nothing more within %d s", DEADLINE_MS / 1000);
        break;
    case SPINNING:
        text_print(text, "nothing more: a program computes without end");
        break;
    case FLOODING:
        text_print(text, "text without end: more than %d KiB, and the program was stopped",
                   OUTPUT_LIMIT >> 10);
        break;
    case HOARDING:
        text_print(text, "nothing more: a program takes memory, or starts threads, without end");
        break;
    case OVERTIME:
        text_print(text, "nothing more: the conversation has taken more than %d minutes",
                   PLAY_MS / 60000);
        break;
    case DROWSY:
        text_print(text, "nothing more: the programs have slept for more than %d s in all",
                   SLEEP_MS / 1000);
        break;
    case HINDERED:
        text_print(text, "nothing more, with this program only: %s", text_string(&play->trouble));
        break;
    case PROGRAM_ENDED:
        text_print(text, "nothing more: the program ");
        describe_end(text,
                     play->seats[play->session->turns[play->differs_at].terminal].program.status);
        break;
    case CONDITION_FALSE:
        text_print(text, "nothing");
        break;
    case PLAYED:
    case SHOWN_OTHER:
    case SHOWN_TOO_MUCH:
        break;
    }
}

void report_received(struct text *text, const struct play *play)
{
    const struct turn *turn = &play->session->turns[play->differs_at];
    if (play->received != NULL) {
        text_print(text, "%s", play->received);
    } else if (play->differs_at >= play->session->turn_count || turn->sign != BECOMES ||
               !condition_instead(text, play, turn)) {
        text_print(text, "(");
        print_reason(text, play);
        text_print(text, ")");
    }
}

// The length in columns of the common beginning of two strings.
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
static const char *remark_on(const struct play *play, const char *expected, size_t common)
{
    if (play->reason == STUCK && strcmp(expected, play->received) == 0) {
        return "the text is right, but no newline follows it";
    }
    if (common == text_columns(play->received)) {
        return "here it stops";
    }
    return common == text_columns(expected) ? "here it should stop" : "here they differ";
}

static void print_caret(struct text *report, size_t column, const char *remark)
{
    size_t size = strlen(remark) + 1;
    if (column + 1 + size <= ROW || column < size) {
        blanks(report, 4 + column);
        text_print(report, "^ %s\n", remark);
    } else {
        blanks(report, 4 + column - size);
        text_print(report, "%s ^\n", remark);
    }
}

// Prints a text in rows, with a remark (unless it is NULL) below column `at`. Of a long text it
// prints only the rows around that column.
static void print_rows(struct text *report, const char *string, size_t at, const char *remark)
{
    size_t marked = at > 0 && at == text_columns(string) ? (at - 1) / ROW : at / ROW;
    size_t row = marked > ROWS / 2 ? marked - ROWS / 2 : 0;
    size_t end = row + ROWS;
    if (row > 0) {
        text_print(report, "    ... %zu characters before\n", row * ROW);
        string += bytes_of_columns(string, row * ROW);
    }
    do {
        size_t bytes = bytes_of_columns(string, ROW);
        text_print(report, "    %.*s\n", (int)bytes, string);
        if (remark != NULL && row == marked) {
            print_caret(report, at - marked * ROW, remark);
        }
        string += bytes;
        row++;
    } while (*string != '\0' && row < end);
    if (*string != '\0') {
        text_print(report, "    ... %zu characters more\n", text_columns(string));
    }
}

// Prints a sentence, broken at blanks if it is too long for a row.
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

static void print_comparison(struct text *report, const struct play *play)
{
    const struct turn *turn = expected_line(play);
    struct text expected = {0};
    struct text received = {0};
    report_expected(&expected, play);
    report_received(&received, play);

    if (turn != NULL || play->received != NULL) {
        text_print(report, "  Expected on the terminal of `%s`:\n",
                   play->session->terminals[play->differs_on]);
    } else {
        text_print(report, "  Expected:\n");
    }
    size_t common = 0;
    const char *remark = NULL;
    if (turn != NULL && play->received != NULL) {
        common = common_columns(expected.data, play->received);
        remark = remark_on(play, expected.data, common);
    } else if (play->reason == SHOWN_TOO_MUCH) {
        remark = "this should not be here, or not yet";
    }
    print_rows(report, text_string(&expected), common, NULL);
    text_print(report, "  Received:\n");
    if (play->received != NULL) {
        print_rows(report, play->received, common, remark);
    } else {
        print_sentence(report, text_string(&received));
    }
    text_free(&received);
    text_free(&expected);
}

void report_print(struct text *report, const struct play *play)
{
    print_conversation(report, play);
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
