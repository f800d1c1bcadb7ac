// Draws the sequence diagram of steps.h: a line of life for each thread, child and client, time
// goes down, arrows for connections and bytes.
#include <string.h>

#include "steps.h"

// The line of main(), the way from the last line of the student's program to the first of the
// others, the way between two of the same side, and the room behind the last one.
#define OWN_X 410
#define BETWEEN 230
#define LANE 80
#define MARGIN 400

// Half the width of the names, of the two sides and of what is drawn beside them; their bottom.
#define WIDE_BOX 60
#define BOX 36
#define NAMES 44

#define TOP 60
#define ROW 24

// The head of an arrow.
#define MARKER(name, colour)                                                                       \
    "<marker id=\"" name "\" markerWidth=\"8\" markerHeight=\"8\" refX=\"6\" refY=\"4\" "          \
    "orient=\"auto\"><path d=\"M0,1 L7,4 L0,7 z\" fill=\"" colour "\"/></marker>"

// The most rows, for a program that calls without end.
#define ROWS 200

// The most lines of each side.
#define LANES 8

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

// ---- Lifelines ------------------------------------------------------------------------------

// The line of life of a thread, of a child, or of a program that the student's talks with.
struct lane {
    const char *name; // "" for main(), and for the only other program
    int x;
    int from, to; // where it begins and ends; 0: at the bottom
};

struct picture {
    const struct journey *journey;
    struct text rows;
    struct lane own[LANES], other[LANES];
    int own_count, other_count;
    int y; // of the present row
};

// The lane of that name; the last one for those that have found no place.
static struct lane *lane_of(struct lane *lanes, int count, const char *name)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(lanes[i].name, name) == 0) {
            return &lanes[i];
        }
    }
    return &lanes[count - 1];
}

// Adds a lane of that name, unless there is one, or no place.
static void add_lane(struct lane *lanes, int *count, const char *name, int x, int first_gap)
{
    bool is_new = *count == 0 || strcmp(lane_of(lanes, *count, name)->name, name) != 0;
    if (is_new && *count < LANES) {
        int gap = *count == 0 ? 0 : first_gap + (*count - 1) * LANE;
        lanes[(*count)++] = (struct lane){.name = name, .x = x + gap, .from = NAMES};
    }
}

// Adds lanes for all that do something, or begin.
static void add_lanes(struct lane *lanes, int *count, const struct lifecycle *life, int x,
                      int first_gap)
{
    for (size_t i = 0; i < life->count; i++) {
        const struct deed *deed = &life->deeds[i];
        add_lane(lanes, count, deed->who, x, first_gap);
        if (deed->verb == BEGIN && deed->error[0] == '\0') {
            add_lane(lanes, count, deed->role, x, first_gap);
        }
    }
}

static bool has_several(const struct picture *picture)
{
    return picture->own_count > 1 || picture->other_count > 1;
}

static struct lane *lane_of_own(struct picture *picture, const char *who)
{
    return lane_of(picture->own, picture->own_count, who);
}

// The lane of a deed's other side: of the client of that connection, or of the thread or child that
// next does something with it; else the first.
static const struct lane *lane_opposite(struct picture *picture, const struct deed *deed,
                                        bool is_other, size_t next_own)
{
    const struct lifecycle *own = &picture->journey->own;
    if (!is_other) {
        return lane_of(picture->other, picture->other_count, deed->peer);
    }
    for (size_t i = next_own; deed->connection > 0 && i < own->count; i++) {
        enum verb verb = own->deeds[i].verb;
        if (own->deeds[i].connection == deed->connection &&
            verb == (deed->verb == CONNECT ? ACCEPT : RECEIVE)) {
            return lane_of_own(picture, own->deeds[i].who);
        }
    }
    return &picture->own[0];
}

// ---- Rows -----------------------------------------------------------------------------------

static void draw_label(struct picture *picture, const struct deed *deed, const char *words,
                       bool is_other)
{
    struct text line = {0};
    const struct lane *last = is_other ? &picture->other[picture->other_count - 1] : picture->own;
    text_print(&line, "%s%s%s", deed->who, deed->who[0] == '\0' ? "" : ": ", words);
    text_print(&picture->rows, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">",
               is_other ? last->x + 10 : last->x - 10, picture->y + 4, is_other ? "start" : "end");
    add_escaped(&picture->rows, line.data, LABEL);
    text_print(&picture->rows, "</text>\n");
    text_free(&line);
}

static void draw_line(struct picture *picture, int from, int to, const char *style)
{
    bool to_right = to > from;
    text_print(&picture->rows,
               "<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" "
               "marker-end=\"url(#%s)\"/>\n",
               style, from + (to_right ? 4 : -4), picture->y, to + (to_right ? -8 : 8), picture->y,
               strncmp(style, "born", 4) == 0 ? "birth" : "head");
}

static void draw_arrow(struct picture *picture, int from, int to, const char *label,
                       const char *style)
{
    // Beside the first lane of the other side the text stands in no line's way.
    int middle = (picture->own[picture->own_count - 1].x + picture->other[0].x) / 2;
    draw_line(picture, from, to, style);
    text_print(&picture->rows, "<text class=\"carried\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">",
               middle, picture->y - 5);
    add_escaped(&picture->rows, label, CARRIED);
    text_print(&picture->rows, "</text>\n");
}

// Draws the arrow of a deed between two programs, if it has one: each once, from its sender.
static void draw_travel(struct picture *picture, const struct deed *deed, bool is_other,
                        const struct lane *from, size_t next_own)
{
    bool is_good = deed->error[0] == '\0' && !deed->waits;
    bool is_clients = picture->journey->course->is_clients != is_other;
    bool ends = is_clients
                    ? deed->verb == CLOSE && strncmp(deed->role, "connection", 10) == 0 && is_good
                    : deed->ends;
    if (picture->other_count == 0) {
        return;
    }
    const struct lane *to = lane_opposite(picture, deed, is_other, next_own);
    if (deed->verb == CONNECT && (is_good || strcmp(deed->error, "EINPROGRESS") == 0)) {
        draw_arrow(picture, from->x, to->x, "connection", "plain");
    } else if (deed->verb == SEND && is_good) {
        draw_arrow(picture, from->x, to->x, deed->data, "plain");
    } else if (ends) {
        draw_arrow(picture, from->x, to->x, "the end", "dashed");
    }
}

// Draws what happens between threads, or between a parent and its children: a beginning, and the
// news of an end. Lanes begin and end there.
static void draw_family(struct picture *picture, const struct deed *deed, struct lane *lane)
{
    struct lane *about = lane_of_own(picture, deed->role);
    if (deed->verb == BEGIN && deed->error[0] == '\0') {
        draw_line(picture, lane->x, about->x, "born");
        about->from = picture->y;
    } else if (deed->verb == NEWS) {
        draw_line(picture, about->x, lane->x, "born dashed");
        about->to = picture->y;
    } else if (deed->verb == EXIT || deed->verb == DIE) {
        lane->to = picture->y;
    }
}

static const struct deed *next_of(const struct course *course, const struct lifecycle *life,
                                  size_t *at)
{
    while (*at < life->count &&
           ((steps_of(course, &life->deeds[*at]) == -1 && life->deeds[*at].verb != END) ||
            strcmp(life->deeds[*at].error, "EBADF") == 0)) {
        (*at)++;
    }
    return *at < life->count ? &life->deeds[*at] : NULL;
}

static void draw_row(struct picture *picture, const struct deed *deed, bool is_other,
                     size_t next_own)
{
    struct text words = {0};
    struct lane *lane = is_other ? lane_of(picture->other, picture->other_count, deed->who)
                                 : lane_of_own(picture, deed->who);
    if (deed->verb == END && !is_other) {
        lane->to = picture->y - ROW / 2;
    }
    if (steps_words(&words, deed, picture->journey->course->is_clients != is_other)) {
        draw_travel(picture, deed, is_other, lane, next_own);
        if (is_other) {
            lane->to = deed->verb == EXIT || deed->verb == DIE ? picture->y : lane->to;
        } else {
            draw_family(picture, deed, lane);
        }
        if (has_several(picture)) {
            text_print(&picture->rows, "<circle cx=\"%d\" cy=\"%d\" r=\"3\"/>\n", lane->x,
                       picture->y);
        }
        draw_label(picture, deed, words.data, is_other);
        picture->y += ROW;
    }
    text_free(&words);
}

static void draw_rows(struct picture *picture)
{
    const struct journey *journey = picture->journey;
    size_t own = 0, other = 0;
    picture->y = TOP + ROW;
    while (picture->y <= TOP + ROWS * ROW) {
        const struct deed *ours = next_of(journey->course, &journey->own, &own);
        const struct deed *theirs = next_of(journey->course, &journey->other, &other);
        bool is_other = steps_other_first(ours, theirs);
        const struct deed *deed = is_other ? theirs : ours;
        if (deed == NULL) {
            return;
        }
        *(is_other ? &other : &own) += 1;
        draw_row(picture, deed, is_other, own);
    }
}

// Draws a line of life below its name. One that begins later has its name there.
static void draw_life(struct text *text, const struct lane *lane, const char *name, int half,
                      int bottom)
{
    int top = lane->from - 28;
    int end = lane->to == 0 ? bottom : lane->to;
    text_print(text,
               "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"28\" rx=\"5\"/>\n"
               "<text class=\"name\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%.*s</text>\n"
               "<line class=\"life\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n",
               lane->x - half, top, 2 * half, lane->x, top + 19, half > BOX ? 20 : 9, name, lane->x,
               lane->from, lane->x, end);
    if (lane->to != 0) {
        text_print(text, "<path class=\"end\" d=\"M%d,%d l8,8 m0,-8 l-8,8\"/>\n", lane->x - 4,
                   end - 4);
    }
}

static void draw_lives(struct text *text, const struct picture *picture)
{
    const struct course *course = picture->journey->course;
    struct text other = {0};
    text_print(&other, "the %s", course->other);
    draw_life(text, &picture->own[0], course->own, WIDE_BOX, picture->y);
    for (int i = 1; i < picture->own_count; i++) {
        draw_life(text, &picture->own[i], picture->own[i].name, BOX, picture->y);
    }
    for (int i = 0; i < picture->other_count; i++) {
        const char *name = picture->other[i].name;
        bool is_only = name[0] == '\0';
        draw_life(text, &picture->other[i], is_only ? other.data : name, is_only ? WIDE_BOX : BOX,
                  picture->y);
    }
    text_free(&other);
}

void steps_draw(struct text *text, const struct journey *journey)
{
    struct picture picture = {.journey = journey};
    add_lane(picture.own, &picture.own_count, "", OWN_X, 0);
    add_lanes(picture.own, &picture.own_count, &journey->own, OWN_X, WIDE_BOX + BOX + 10);
    int last_x = picture.own[picture.own_count - 1].x;
    add_lanes(picture.other, &picture.other_count, &journey->other, last_x + BETWEEN, LANE);
    draw_rows(&picture);
    int height = picture.y;
    int width =
        picture.other_count > 0 ? picture.other[picture.other_count - 1].x + MARGIN : last_x + 80;
    text_print(text,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
               "height=\"%d\" role=\"img\">\n<title>How %s and its %s%s talk</title>\n",
               width, height + 10, width, height + 10, journey->exercise, journey->course->other,
               picture.other_count > 1 ? "s" : "");
    text_print(
        text, "%s",
        "<style>\n"
        "text { font: 12px ui-monospace, 'DejaVu Sans Mono', monospace; fill: #24292f; }\n"
        ".name { font-weight: bold; }\n"
        ".carried { font-size: 11px; fill: #0a5; }\n"
        "rect { fill: #eef3f8; stroke: #57606a; }\n"
        "line { stroke: #0a5; stroke-width: 1.5; }\n"
        ".life { stroke: #8c959f; stroke-width: 1; }\n"
        ".dashed { stroke-dasharray: 5 4; }\n"
        ".born { stroke: #57606a; }\n"
        ".end { stroke: #57606a; stroke-width: 1.5; }\n"
        "circle { fill: #57606a; }\n"
        "</style>\n"
        "<defs>" MARKER("head", "#0a5") MARKER(
            "birth",
            "#57606a") "</defs>\n"
                       "<rect x=\"0\" y=\"0\" width=\"100%\" height=\"100%\" style=\"fill:#fff;"
                       "stroke:none\"/>\n");
    draw_lives(text, &picture);
    text_add(text, text_string(&picture.rows), picture.rows.length);
    text_print(text, "</svg>\n");
    text_free(&picture.rows);
}
