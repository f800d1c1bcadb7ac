// diagnose: names the mistake of a program from the evidence.
//
//   diagnose lifecycle TRACE                   the life of the program that strace has traced
//   diagnose mistake CATALOGUE EXERCISE FACTS  the mistake that the lines of FACTS are a sign of
//   diagnose catalogue CATALOGUE               all entries as JSON, and the steps that they are in
//   diagnose steps EXERCISE ROLE PORT LIFE MARKERS OWN [NAME=OTHER]...
//                                              the steps of a server or a client, ticked off
//   diagnose draw EXERCISE ROLE OWN [OTHER]    the same two traces as an SVG image
//
// CATALOGUE is a folder of entries (grader/mistakes). `mistake` prints three lines, the name, the
// title, and what was seen; then the values, as NAME=VALUE. If several signs are met, the earlier
// step in the life wins, then the earlier line of the evidence, then the sign that sees more lines.
// OWN and OTHER are traces: of the student's program, whose ROLE is `server` or `client`, and of
// the programs that it talks with, each with a name. LIFE are the names of the steps that the
// exercise asks for. A line of MARKERS holds such a step, the line in the student's source or 0,
// and the words of the marker.
//
// Exit status: 0 done, 1 no sign is met, TRACE is empty, or a step is missing; 2 something is
// wrong: the reason is on standard error.

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../text/text.h"
#include "cast.h"
#include "life.h"
#include "lifecycle.h"
#include "mistake.h"
#include "steps.h"

// The most evidence that is read: a program that calls without end repeats itself, and one that
// shows a line without end has no better sign further on.
#define LINES 2000
#define LINE_BYTES 500

// So many lines that are the same show as much as more of them.
#define SAME_LINES 10

struct best {
    struct mistake mistake;
    struct found found;
};

// Reads a trace, and tells the life in it. Returns false if it is empty.
static bool read_life(struct lifecycle *life, const char *path)
{
    struct trace trace;
    bool good = trace_read(&trace, path);
    lifecycle_tell(life, &trace);
    trace_free(&trace);
    return good;
}

static int tell_lifecycle(const char *path)
{
    struct lifecycle life;
    bool told = read_life(&life, path);
    char *previous = NULL;
    for (size_t i = 0, same = 0; i < life.count && i < LINES; i++) {
        char *line = lifecycle_line(&life.deeds[i]);
        same = previous != NULL && strcmp(previous, line) == 0 ? same + 1 : 1;
        if (same <= SAME_LINES) {
            puts(line);
        }
        free(previous);
        previous = line;
    }
    free(previous);
    lifecycle_free(&life);
    return told ? 0 : 1;
}

static bool is_better(const struct best *best, const struct mistake *mistake,
                      const struct found *found)
{
    if (best->mistake.name == NULL || mistake->step != best->mistake.step) {
        return best->mistake.name == NULL || mistake->step < best->mistake.step;
    }
    if (found->first != best->found.first) {
        return found->first < best->found.first;
    }
    if (found->seen != best->found.seen) {
        return found->seen > best->found.seen;
    }
    return strcmp(mistake->name, best->mistake.name) < 0;
}

static void consider(struct best *best, struct mistake *mistake, struct found *found)
{
    if (is_better(best, mistake, found)) {
        mistake_free(&best->mistake);
        found_free(&best->found);
        *best = (struct best){*mistake, *found};
    } else {
        mistake_free(mistake);
        found_free(found);
    }
}

static size_t read_lines(FILE *file, char **lines)
{
    size_t count = 0;
    size_t room = 0;
    while (count < LINES && getline(&lines[count], &room, file) != -1) {
        size_t length = strcspn(lines[count], "\n");
        lines[count][length < LINE_BYTES ? length : LINE_BYTES] = '\0';
        count++;
        room = 0;
    }
    return count;
}

static bool is_entry(const char *file)
{
    const char *end = strrchr(file, '.');
    return end != NULL && strcmp(end, ".md") == 0;
}

// Gives each entry to `with`, which then owns it. If one can't be read, reports that, goes on with
// the others, and returns false.
static bool read_catalogue(const char *catalogue, void (*with)(void *, struct mistake *),
                           void *context)
{
    struct dirent **files = NULL;
    int file_count = scandir(catalogue, &files, NULL, alphasort);
    bool good = file_count >= 0;
    if (!good) {
        fprintf(stderr, "diagnose: %s: %s\n", catalogue, strerror(errno));
    }
    for (int i = 0; i < file_count; i++) {
        struct mistake mistake;
        struct text path = {0}, why = {0};
        text_print(&path, "%s/%s", catalogue, files[i]->d_name);
        if (!is_entry(files[i]->d_name)) {
            // "..", or an editor's
        } else if (mistake_read(&mistake, path.data, &why)) {
            with(context, &mistake);
        } else {
            fprintf(stderr, "diagnose: %s\n", why.data);
            mistake_free(&mistake);
            good = false;
        }
        text_free(&path);
        text_free(&why);
        free(files[i]);
    }
    free(files);
    return good;
}

// The state of comparing the evidence with each entry.
struct search {
    struct best best;
    const char *exercise;
    const char *port; // as the evidence has it
    const struct course *course;
    char *const *evidence;
    size_t count;
};

static void compare(void *context, struct mistake *mistake)
{
    struct search *search = context;
    struct found found;
    found_begin(&found, search->port);
    if (life_has(search->course, mistake->step) && mistake_applies_to(mistake, search->exercise) &&
        sign_is_met(&mistake->sign, search->evidence, search->count, &found)) {
        consider(&search->best, mistake, &found);
    } else {
        mistake_free(mistake);
        found_free(&found);
    }
}

// The rest of the first line that begins with `key`; "" if none does.
static const char *fact_of(char *const *evidence, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++) {
        if (strncmp(evidence[i], key, strlen(key)) == 0) {
            return evidence[i] + strlen(key);
        }
    }
    return "";
}

static int tell_mistake(const char *catalogue, const char *exercise, const char *facts)
{
    static char *evidence[LINES + 1];
    struct search search = {.exercise = exercise, .evidence = evidence};
    struct best *best = &search.best;
    struct text title = {0}, seen = {0};
    FILE *file = fopen(facts, "re");
    if (file == NULL) {
        fprintf(stderr, "diagnose: %s: %s\n", facts, strerror(errno));
        return 2;
    }
    search.count = read_lines(file, evidence);
    fclose(file);
    search.port = fact_of(evidence, search.count, "port ");
    const char *life = fact_of(evidence, search.count, "life ");
    search.course =
        life_course(strstr(life, life_name(LIFE_CONNECT)) != NULL ? "client" : "server");
    bool good = read_catalogue(catalogue, compare, &search);
    if (best->mistake.name == NULL) {
        return good ? 1 : 2;
    }
    mistake_tell(&title, best->mistake.title, &best->found);
    mistake_tell(&seen, best->mistake.seen, &best->found);
    printf("%s\n%s\n%s\n", best->mistake.name, text_string(&title), text_string(&seen));
    for (size_t i = 0; i < best->found.count; i++) {
        printf("%s=%s\n", best->found.values[i].name, best->found.values[i].value);
    }
    return 0;
}

static void write_entry(void *context, struct mistake *mistake)
{
    struct text *json = context;
    text_print(json, "%s\n  ", json->data[json->length - 1] == '{' ? "" : ",");
    mistake_write(json, mistake);
    mistake_free(mistake);
}

// Prints the whole catalogue, and the steps of its entries, as JSON. `number` is that of a server's
// step; 0 if it is not one of the seven.
static int tell_catalogue(const char *catalogue)
{
    struct text json = {0};
    text_print(&json, "{\"steps\": [");
    for (int i = 0; i < LIFE_STEPS; i++) {
        text_print(&json, "%s\n  {\"name\": ", i == 0 ? "" : ",");
        text_json(&json, life_name(i));
        text_print(&json, ", \"title\": ");
        text_json(&json, life_title(i));
        text_print(&json, ", \"number\": %d}", life_number(life_course("server"), i));
    }
    text_print(&json, "\n ],\n \"entries\": {");
    bool good = read_catalogue(catalogue, write_entry, &json);
    text_print(&json, "\n }}\n");
    fputs(json.data, stdout);
    text_free(&json);
    return good ? 0 : 2;
}

// Takes the first word off `text`, in place. Returns it; "" at the end.
static const char *next_word(char **text)
{
    char *word = *text + strspn(*text, " ");
    char *end = word + strcspn(word, " ");
    *text = end + (*end != '\0');
    *end = '\0';
    return word;
}

static void read_markers(struct marker *markers, const char *path)
{
    FILE *file = fopen(path, "re");
    char *line = NULL;
    size_t room = 0;
    while (file != NULL && getline(&line, &room, file) != -1) {
        char *rest = line;
        line[strcspn(line, "\n")] = '\0';
        int step = life_step(next_word(&rest));
        long number = strtol(rest, &rest, 10);
        if (step != -1 && markers[step].words == NULL) {
            markers[step] = (struct marker){must_copy(rest + strspn(rest, " ")), number};
        }
    }
    free(line);
    if (file != NULL) {
        fclose(file);
    }
}

// Reports a name that is no step of a life.
static bool read_asked(bool *asked, char *life)
{
    for (const char *name = next_word(&life); name[0] != '\0'; name = next_word(&life)) {
        int step = life_step(name);
        if (step == -1) {
            fprintf(stderr, "diagnose: '%s' is no step of a life\n", name);
            return false;
        }
        asked[step] = true;
    }
    return true;
}

// Reads the other programs' traces, NAME=OTHER each. Leaves out what was not traced.
static void read_others(struct journey *journey, char *others[])
{
    for (size_t i = 0; others[i] != NULL; i++) {
        char *path = strchr(others[i], '=');
        struct lifecycle life = {0};
        if (path == NULL) {
            continue;
        }
        *path = '\0';
        if (read_life(&life, path + 1)) {
            bool is_alone = i == 0 && others[1] == NULL;
            cast_join(&journey->other, &life, is_alone ? "" : others[i]);
            journey->other_count++;
        }
        lifecycle_free(&life);
    }
}

// Shows the steps, or draws them.
static int tell_steps(struct journey *journey, const char *own, char *others[], bool draws)
{
    struct text text = {0};
    if (journey->course == NULL) {
        fprintf(stderr, "diagnose: a role is 'server' or 'client'\n");
        return 2;
    }
    if (!read_life(&journey->own, own)) {
        fprintf(stderr, "diagnose: %s: strace has written nothing\n", own);
        return 2;
    }
    read_others(journey, others);
    cast_meet(&journey->own, &journey->other, journey->course->is_clients);
    bool all = true;
    if (draws) {
        steps_draw(&text, journey);
    } else {
        all = steps_show(&text, journey);
    }
    fputs(text_string(&text), stdout);
    text_free(&text);
    lifecycle_free(&journey->own);
    lifecycle_free(&journey->other);
    return all ? 0 : 1;
}

int main(int argc, char *argv[])
{
    struct journey journey = {0};
    if (argc >= 8 && strcmp(argv[1], "steps") == 0) {
        journey.exercise = argv[2];
        journey.course = life_course(argv[3]);
        journey.port = argv[4];
        if (!read_asked(journey.asked, argv[5])) {
            return 2;
        }
        read_markers(journey.markers, argv[6]);
        int status = tell_steps(&journey, argv[7], argv + 8, false);
        for (int i = 0; i < LIFE_STEPS; i++) {
            free(journey.markers[i].words);
        }
        return status;
    }
    if (argc >= 5 && strcmp(argv[1], "draw") == 0) {
        journey.exercise = argv[2];
        journey.course = life_course(argv[3]);
        return tell_steps(&journey, argv[4], argv + 5, true);
    }
    if (argc == 3 && strcmp(argv[1], "lifecycle") == 0) {
        return tell_lifecycle(argv[2]);
    }
    if (argc == 3 && strcmp(argv[1], "catalogue") == 0) {
        return tell_catalogue(argv[2]);
    }
    if (argc == 5 && strcmp(argv[1], "mistake") == 0) {
        return tell_mistake(argv[2], argv[3], argv[4]);
    }
    fputs("diagnose: usage: diagnose lifecycle TRACE\n"
          "                 diagnose mistake CATALOGUE EXERCISE FACTS\n"
          "                 diagnose catalogue CATALOGUE\n"
          "                 diagnose steps EXERCISE ROLE PORT LIFE MARKERS OWN [NAME=OTHER]...\n"
          "                 diagnose draw EXERCISE ROLE OWN [NAME=OTHER]...\n",
          stderr);
    return 2;
}
