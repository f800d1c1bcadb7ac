// Draws the sequence diagram of steps.h: two lines of life, time goes down, arrows for connections
// and bytes.
#include <string.h>

#include "steps.h"

#define OWN_X 370
#define OTHER_X 600
#define WIDTH 980
#define TOP 60
#define ROW 24

// The most rows, for a program that calls without end.
#define ROWS 200

// The most characters of a label, and of the text on an arrow.
#define LABEL 48
#define CARRIED 28

static void add_escaped(struct text *text, const char *words, size_t most)
{
    size_t length = strlen(words);
    for (size_t i = 0; i < length && i < most; i++) {
        switch (words[i]) {
        case '&':
            text_print(text, "&amp;");
            break;
        case '<':
            text_print(text, "&lt;");
            break;
        case '>':
            text_print(text, "&gt;");
            break;
        default:
            text_add(text, words + i, 1);
        }
    }
    if (length > most) {
        text_print(text, " ...");
    }
}

static void draw_label(struct text *text, const struct deed *deed, const char *words, bool is_other,
                       int y)
{
    struct text line = {0};
    text_print(&line, "%s%s%s", deed->who, deed->who[0] == '\0' ? "" : ": ", words);
    text_print(text, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">",
               is_other ? OTHER_X + 10 : OWN_X - 10, y + 4, is_other ? "start" : "end");
    add_escaped(text, line.data, LABEL);
    text_print(text, "</text>\n");
    text_free(&line);
}

static void draw_arrow(struct text *text, bool to_other, const char *label, const char *style,
                       int y)
{
    int from = to_other ? OWN_X + 4 : OTHER_X - 4;
    int to = to_other ? OTHER_X - 8 : OWN_X + 8;
    text_print(text,
               "<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" "
               "marker-end=\"url(#head)\"/>\n",
               style, from, y, to, y);
    text_print(text, "<text class=\"carried\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">",
               (from + to) / 2, y - 5);
    add_escaped(text, label, CARRIED);
    text_print(text, "</text>\n");
}

// Draws the arrow of a deed, if it has one: each once, from its sender.
static void draw_travel(struct text *text, const struct deed *deed, bool is_other, int y)
{
    bool is_good = deed->error[0] == '\0' && !deed->waits;
    if (deed->verb == CONNECT && is_good) {
        draw_arrow(text, !is_other, "connection", "plain", y);
    } else if (deed->verb == SEND && is_good) {
        draw_arrow(text, !is_other, deed->data, "plain", y);
    } else if (deed->verb == CLOSE && is_good && strncmp(deed->role, "connection", 10) == 0) {
        draw_arrow(text, !is_other, "the end", "dashed", y);
    }
}

static const struct deed *next_of(const struct course *course, const struct lifecycle *life,
                                  size_t *at)
{
    while (*at < life->count && (steps_of(course, &life->deeds[*at]) == -1 ||
                                 strcmp(life->deeds[*at].error, "EBADF") == 0)) {
        (*at)++;
    }
    return *at < life->count ? &life->deeds[*at] : NULL;
}

// Draws the rows. Returns their height.
static int draw_rows(struct text *text, const struct journey *journey)
{
    size_t own = 0, other = 0;
    int y = TOP + ROW;
    for (;; y += ROW) {
        const struct deed *ours = next_of(journey->course, &journey->own, &own);
        const struct deed *theirs = next_of(journey->course, &journey->other, &other);
        bool is_other = steps_other_first(ours, theirs);
        const struct deed *deed = is_other ? theirs : ours;
        struct text words = {0};
        if (deed == NULL || y > TOP + ROWS * ROW) {
            return y;
        }
        if (steps_words(&words, deed, journey->course->is_clients != is_other)) {
            draw_travel(text, deed, is_other, y);
            draw_label(text, deed, words.data, is_other, y);
        }
        text_free(&words);
        *(is_other ? &other : &own) += 1;
    }
}

static void draw_life(struct text *text, const char *article, const char *name, int x, int height)
{
    text_print(text,
               "<rect x=\"%d\" y=\"16\" width=\"120\" height=\"28\" rx=\"5\"/>\n"
               "<text class=\"name\" x=\"%d\" y=\"35\" text-anchor=\"middle\">%s%s</text>\n"
               "<line class=\"life\" x1=\"%d\" y1=\"44\" x2=\"%d\" y2=\"%d\"/>\n",
               x - 60, x, article, name, x, x, height);
}

void steps_draw(struct text *text, const struct journey *journey)
{
    struct text rows = {0};
    int height = draw_rows(&rows, journey);
    bool has_other = journey->other.count > 0;
    int width = has_other ? WIDTH : OWN_X + 80;
    text_print(text,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
               "height=\"%d\" role=\"img\">\n<title>How %s and its %s talk</title>\n",
               width, height + 10, width, height + 10, journey->exercise, journey->course->other);
    text_print(text, "%s",
               "<style>\n"
               "text { font: 12px ui-monospace, 'DejaVu Sans Mono', monospace; fill: #24292f; }\n"
               ".name { font-weight: bold; }\n"
               ".carried { font-size: 11px; fill: #0a5; }\n"
               "rect { fill: #eef3f8; stroke: #57606a; }\n"
               "line { stroke: #0a5; stroke-width: 1.5; }\n"
               ".life { stroke: #8c959f; stroke-width: 1; }\n"
               ".dashed { stroke-dasharray: 5 4; }\n"
               "</style>\n"
               "<defs><marker id=\"head\" markerWidth=\"8\" markerHeight=\"8\" refX=\"6\" "
               "refY=\"4\" orient=\"auto\"><path d=\"M0,1 L7,4 L0,7 z\" fill=\"#0a5\"/>"
               "</marker></defs>\n"
               "<rect x=\"0\" y=\"0\" width=\"100%\" height=\"100%\" style=\"fill:#fff;"
               "stroke:none\"/>\n");
    draw_life(text, "", journey->course->own, OWN_X, height);
    if (has_other) {
        draw_life(text, "the ", journey->course->other, OTHER_X, height);
    }
    text_add(text, text_string(&rows), rows.length);
    text_print(text, "</svg>\n");
    text_free(&rows);
}
