// The sequence diagram of steps.h: two lines of life, time goes down, what travels is an arrow.
#include <string.h>

#include "steps.h"

#define SERVER_X 370
#define CLIENT_X 600
#define WIDTH 980
#define TOP 60
#define ROW 24

// A program that calls without end is not drawn to its end.
#define ROWS 200

// Characters of a label, and of what an arrow carries: there is no more room.
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

static void draw_label(struct text *text, const struct deed *deed, const char *words,
                       bool is_client, int y)
{
    struct text line = {0};
    text_print(&line, "%s%s%s", deed->who, deed->who[0] == '\0' ? "" : ": ", words);
    text_print(text, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">",
               is_client ? CLIENT_X + 10 : SERVER_X - 10, y + 4, is_client ? "start" : "end");
    add_escaped(text, line.data, LABEL);
    text_print(text, "</text>\n");
    text_free(&line);
}

static void draw_arrow(struct text *text, bool to_client, const char *label, const char *style,
                       int y)
{
    int from = to_client ? SERVER_X + 4 : CLIENT_X - 4;
    int to = to_client ? CLIENT_X - 8 : SERVER_X + 8;
    text_print(text,
               "<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" "
               "marker-end=\"url(#head)\"/>\n",
               style, from, y, to, y);
    text_print(text, "<text class=\"carried\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">",
               (from + to) / 2, y - 5);
    add_escaped(text, label, CARRIED);
    text_print(text, "</text>\n");
}

// What travels because of a deed, if anything does. The server's own sends and closes are drawn,
// and the client's: each once, from where it begins.
static void draw_travel(struct text *text, const struct deed *deed, bool is_client, int y)
{
    bool is_good = deed->error[0] == '\0' && !deed->waits;
    if (deed->verb == CONNECT && is_good) {
        draw_arrow(text, !is_client, "connection", "plain", y);
    } else if (deed->verb == SEND && is_good) {
        draw_arrow(text, !is_client, deed->data, "plain", y);
    } else if (deed->verb == CLOSE && is_good && strncmp(deed->role, "connection", 10) == 0) {
        draw_arrow(text, !is_client, "the end", "dashed", y);
    }
}

static const struct deed *next_of(const struct lifecycle *life, size_t *at)
{
    while (*at < life->count &&
           (steps_of(&life->deeds[*at]) == -1 || strcmp(life->deeds[*at].error, "EBADF") == 0)) {
        (*at)++;
    }
    return *at < life->count ? &life->deeds[*at] : NULL;
}

// Draws the rows, and returns the height that they take.
static int draw_rows(struct text *text, const struct journey *journey)
{
    size_t server = 0, client = 0;
    int y = TOP + ROW;
    for (;; y += ROW) {
        const struct deed *ours = next_of(&journey->server, &server);
        const struct deed *theirs = next_of(&journey->client, &client);
        bool is_client = steps_client_first(ours, theirs);
        const struct deed *deed = is_client ? theirs : ours;
        struct text words = {0};
        if (deed == NULL || y > TOP + ROWS * ROW) {
            return y;
        }
        if (steps_words(&words, deed)) {
            draw_travel(text, deed, is_client, y);
            draw_label(text, deed, words.data, is_client, y);
        }
        text_free(&words);
        *(is_client ? &client : &server) += 1;
    }
}

static void draw_life(struct text *text, const char *name, int x, int height)
{
    text_print(text,
               "<rect x=\"%d\" y=\"16\" width=\"120\" height=\"28\" rx=\"5\"/>\n"
               "<text class=\"name\" x=\"%d\" y=\"35\" text-anchor=\"middle\">%s</text>\n"
               "<line class=\"life\" x1=\"%d\" y1=\"44\" x2=\"%d\" y2=\"%d\"/>\n",
               x - 60, x, name, x, x, height);
}

void steps_draw(struct text *text, const struct journey *journey)
{
    struct text rows = {0};
    int height = draw_rows(&rows, journey);
    bool has_client = journey->client.count > 0;
    int width = has_client ? WIDTH : SERVER_X + 80;
    text_print(text,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
               "height=\"%d\" role=\"img\">\n<title>How %s and its client talk</title>\n",
               width, height + 10, width, height + 10, journey->exercise);
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
    draw_life(text, "your server", SERVER_X, height);
    if (has_client) {
        draw_life(text, "the client", CLIENT_X, height);
    }
    text_add(text, text_string(&rows), rows.length);
    text_print(text, "</svg>\n");
    text_free(&rows);
}
