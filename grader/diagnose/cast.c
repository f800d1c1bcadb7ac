#include "cast.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The most threads and children that are shown, and the most connections of one of them.
#define ROWS 12
#define LISTED 4

// The most that is remembered of who holds what, for a program that forks without end.
#define HOLDS 10000

static bool is_good(const struct deed *deed)
{
    return deed->error[0] == '\0' && !deed->waits;
}

// ---- Several clients ------------------------------------------------------------------------

void cast_join(struct lifecycle *others, struct lifecycle *life, const char *name)
{
    size_t count = others->count + life->count;
    struct deed *deeds = must_allocate((count + 1) * sizeof(*deeds));
    size_t old = 0, new = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_new = old == others->count ||
                      (new < life->count && life->deeds[new].time < others->deeds[old].time);
        deeds[i] = is_new ? life->deeds[new ++] : others->deeds[old++];
        if (is_new && name[0] != '\0') {
            deeds[i].who = name; // also of its threads
        }
    }
    for (size_t i = 0; i < life->name_count; i++) {
        others->names = must_grow(others->names, others->name_count, sizeof(*others->names));
        others->names[others->name_count++] = life->names[i];
    }
    free(others->deeds);
    free(life->deeds);
    free(life->names);
    others->deeds = deeds;
    others->count = count;
    *life = (struct lifecycle){0};
}

// The number of the connection that a deed of a server is about; 0 if none.
static int number_of(const struct deed *deed)
{
    const char *words = deed->verb == ACCEPT ? deed->text : deed->role;
    const char *place = strstr(words, "connection ");
    return place == NULL ? 0 : (int)strtol(place + strlen("connection "), NULL, 10);
}

// Whether the deed makes a connection. (EINPROGRESS: it does so while the program goes on.)
static bool connects(const struct deed *deed)
{
    return deed->verb == CONNECT && (is_good(deed) || strcmp(deed->error, "EINPROGRESS") == 0);
}

static bool accepts(const struct deed *deed)
{
    return deed->verb == ACCEPT && is_good(deed);
}

static size_t count_of(const struct lifecycle *life, bool (*is_one)(const struct deed *))
{
    size_t count = 0;
    for (size_t i = 0; i < life->count; i++) {
        count += is_one(&life->deeds[i]);
    }
    return count;
}

// Numbers the connections of the clients, and writes down whose each is. Returns those names, by
// number. The caller frees the array.
static const char **name_clients(struct lifecycle *clients)
{
    const char **names = must_allocate((clients->count + 1) * sizeof(*names));
    int number = 0;
    for (size_t i = 0; i < clients->count; i++) {
        struct deed *deed = &clients->deeds[i];
        if (connects(deed)) {
            deed->connection = ++number;
            names[number] = deed->who;
        }
        for (size_t j = i; deed->connection == 0 && j > 0; j--) { // the one that it made last
            const struct deed *before = &clients->deeds[j - 1];
            deed->connection = strcmp(before->who, deed->who) == 0 ? before->connection : 0;
            if (strcmp(before->who, deed->who) == 0) {
                break;
            }
        }
    }
    return names;
}

// ---- Who holds what -------------------------------------------------------------------------

// Which process holds which connection: fork(2) copies descriptors, threads share them.
struct hold {
    const char *process; // "" or "child 1"
    int connection;
    bool is_open;
};

struct holds {
    struct hold *all;
    size_t count;
};

static const struct deed *beginning_of(const struct lifecycle *life, const char *who)
{
    for (size_t i = 0; i < life->count; i++) {
        const struct deed *deed = &life->deeds[i];
        if (deed->verb == BEGIN && is_good(deed) && strcmp(deed->role, who) == 0) {
            return deed;
        }
    }
    return NULL;
}

static const char *process_of(const struct lifecycle *life, const char *who)
{
    while (strncmp(who, "thread", 6) == 0) {
        const struct deed *beginning = beginning_of(life, who);
        who = beginning == NULL ? "" : beginning->who;
    }
    return who;
}

static void add_hold(struct holds *holds, const char *process, int connection)
{
    if (holds->count == HOLDS) {
        return;
    }
    holds->all = must_grow(holds->all, holds->count, sizeof(*holds->all));
    holds->all[holds->count++] = (struct hold){process, connection, true};
}

static bool is_held(const struct holds *holds, int connection)
{
    for (size_t i = 0; i < holds->count; i++) {
        if (holds->all[i].is_open && holds->all[i].connection == connection) {
            return true;
        }
    }
    return false;
}

// Lets a process go of a connection, or of all, for 0. Returns the last one that nobody holds any
// more then; 0 if there is none.
static int let_go(struct holds *holds, const char *process, int connection)
{
    int ended = 0;
    for (size_t i = 0; i < holds->count; i++) {
        struct hold *hold = &holds->all[i];
        if (hold->is_open && strcmp(hold->process, process) == 0 &&
            (connection == 0 || hold->connection == connection)) {
            hold->is_open = false;
            ended = is_held(holds, hold->connection) ? ended : hold->connection;
        }
    }
    return ended;
}

static void follow(struct holds *holds, const struct lifecycle *life, struct deed *deed)
{
    const char *process = process_of(life, deed->who);
    if (!is_good(deed) && deed->verb != DIE) {
        return;
    }
    if (deed->verb == ACCEPT) {
        add_hold(holds, process, number_of(deed));
    } else if (deed->verb == BEGIN && strncmp(deed->role, "child", 5) == 0) {
        size_t count = holds->count;
        for (size_t i = 0; i < count; i++) {
            if (holds->all[i].is_open && strcmp(holds->all[i].process, process) == 0) {
                add_hold(holds, deed->role, holds->all[i].connection);
            }
        }
    } else if (deed->verb == CLOSE && number_of(deed) > 0) {
        deed->ends = let_go(holds, process, number_of(deed)) > 0;
    } else if (deed->verb == EXIT || deed->verb == DIE) {
        deed->connection = let_go(holds, process, 0);
        deed->ends = deed->connection > 0;
    }
}

// What the kernel closes at the end of main()'s process, the program has left open.
static void mark_ends(struct lifecycle *life)
{
    struct holds holds = {0};
    for (size_t i = 0; i < life->count; i++) {
        struct deed *deed = &life->deeds[i];
        follow(&holds, life, deed);
        life->leaves_open = life->leaves_open || (deed->ends && deed->verb != CLOSE &&
                                                  process_of(life, deed->who)[0] == '\0');
    }
    for (size_t i = 0; i < holds.count; i++) {
        life->leaves_open = life->leaves_open || holds.all[i].is_open;
    }
    free(holds.all);
}

void cast_meet(struct lifecycle *own, struct lifecycle *others, bool is_clients)
{
    struct lifecycle *server = is_clients ? others : own;
    for (size_t i = 0; i < server->count; i++) {
        server->deeds[i].connection = number_of(&server->deeds[i]);
    }
    mark_ends(server);
    if (!is_clients && count_of(own, accepts) == count_of(others, connects)) {
        const char **names = name_clients(others);
        for (size_t i = 0; i < own->count; i++) {
            if (own->deeds[i].connection > 0) {
                own->deeds[i].peer = names[own->deeds[i].connection];
            }
        }
        free(names);
    }
}

// ---- Who did what ---------------------------------------------------------------------------

// A list of connections, "1 (first), 3 (third)", without doubles.
static void add_connections(struct text *text, const struct lifecycle *life, const char *who,
                            bool accepted)
{
    int listed = 0;
    for (size_t i = 0; i < life->count; i++) {
        const struct deed *deed = &life->deeds[i];
        bool is_one =
            strcmp(deed->who, who) == 0 && deed->connection > 0 && is_good(deed) &&
            (accepted ? deed->verb == ACCEPT : deed->verb == RECEIVE || deed->verb == SEND);
        for (size_t j = 0; is_one && j < i; j++) {
            const struct deed *before = &life->deeds[j];
            is_one = strcmp(before->who, who) != 0 || before->connection != deed->connection ||
                     (accepted ? before->verb != ACCEPT
                               : before->verb != RECEIVE && before->verb != SEND);
        }
        if (is_one && listed++ == LISTED) {
            text_print(text, ", ...");
            return;
        }
        if (is_one) {
            text_print(text, "%s%d", listed > 1 ? ", " : "", deed->connection);
        }
        if (is_one && !accepted && deed->peer[0] != '\0') {
            text_print(text, " (%s)", deed->peer);
        }
    }
}

// How a thread or a child has ended, and who has waited for the child.
static void add_end(struct text *text, const struct lifecycle *life, const char *who)
{
    bool has_ended = false;
    const char *waited = "nobody";
    for (size_t i = 0; i < life->count; i++) {
        const struct deed *deed = &life->deeds[i];
        if (deed->verb == WAIT && !deed->waits && strcmp(deed->role, who) == 0) {
            waited = deed->who[0] == '\0' ? "main" : deed->who;
        }
        if (strcmp(deed->who, who) == 0 && deed->verb == END) {
            has_ended = true;
            text_print(text, "has ended");
        } else if (strcmp(deed->who, who) == 0 && (deed->verb == EXIT || deed->verb == DIE)) {
            has_ended = true;
            text_print(text, "%s %s", deed->verb == EXIT ? "status" : "killed by",
                       strchr(deed->text, ' ') + 1);
        }
    }
    if (has_ended && strncmp(who, "child", 5) == 0) {
        text_print(text, ", %s waited for it", waited);
    } else if (!has_ended && who[0] != '\0') {
        text_print(text, "is still there");
    }
}

static const char *main_or(const char *who)
{
    return who[0] == '\0' ? "main" : who;
}

// A row for main(), with "" as `who`, or for another.
static void add_row(struct text *text, const struct lifecycle *life, const char *who,
                    bool has_children)
{
    const struct deed *beginning = beginning_of(life, who);
    struct text accepted = {0}, talked = {0}, end = {0};
    add_connections(&accepted, life, who, true);
    add_connections(&talked, life, who, false);
    add_end(&end, life, who);
    struct text row = {0};
    text_print(&row, "  %-9s ", main_or(who));
    if (has_children) {
        text_print(&row, "%-8s ", beginning == NULL ? "" : main_or(beginning->who));
    }
    text_print(&row, "%-9s %-20s %s", text_string(&accepted), text_string(&talked),
               text_string(&end));
    while (row.data[row.length - 1] == ' ') {
        row.data[--row.length] = '\0';
    }
    text_print(text, "%s\n", row.data);
    text_free(&row);
    text_free(&accepted);
    text_free(&talked);
    text_free(&end);
}

void cast_show(struct text *text, const struct lifecycle *life)
{
    int beginnings = 0, children = 0;
    for (size_t i = 0; i < life->count; i++) {
        const struct deed *deed = &life->deeds[i];
        beginnings += deed->verb == BEGIN && is_good(deed);
        children += deed->verb == BEGIN && strncmp(deed->role, "child", 5) == 0;
    }
    if (beginnings < 2 && children == 0) {
        return;
    }
    text_print(text, "\n  %-9s %s%-9s %-20s %s\n", "who", children > 0 ? "child of " : "",
               "accepts", "talks on", "in the end");
    add_row(text, life, "", children > 0);
    int rows = 1;
    for (size_t i = 0; i < life->count && rows <= ROWS; i++) {
        if (life->deeds[i].verb == BEGIN && is_good(&life->deeds[i]) && rows++ < ROWS) {
            add_row(text, life, life->deeds[i].role, children > 0);
        }
    }
    text_print(text, "%s", rows > ROWS ? "  ... and so on\n" : "");
}
