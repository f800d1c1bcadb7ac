#include "steps.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cast.h"
#include "life.h"

// The columns where rows begin, of the student's program and of the other one, and where they end.
#define OWN 9
#define HALF 40
#define WIDTH 79

// Where the rows of several other programs begin, each with a name.
#define OTHERS 32

// The most calls of one step that are shown, for each program that the student's talks with.
#define CALLS_TOLD 12

// strerror(3) by the name: "Invalid argument" for "EINVAL".
static const char *error_words(const char *name)
{
    for (int number = 1; number < 134; number++) {
        const char *known = strerrorname_np(number);
        if (known != NULL && strcmp(known, name) == 0) {
            return strerror(number);
        }
    }
    return "unknown error";
}

static const char *after(const char *text, const char *words)
{
    const char *place = strstr(text, words);
    return place == NULL ? NULL : place + strlen(words);
}

// "every address, port 80" for the "0.0.0.0:80" in a line of bind or connect.
static void add_address(struct text *text, const struct deed *deed)
{
    const char *address = after(deed->text, ", ");
    bool is_ipv6 = address != NULL && address[0] == '[';
    const char *end = address == NULL ? NULL : strstr(address, is_ipv6 ? "]:" : ":");
    if (end == NULL) {
        text_print(text, "%.*s", address == NULL ? 0 : (int)strcspn(address, ","), address);
        return;
    }
    const char *port = end + (is_ipv6 ? 2 : 1);
    address += is_ipv6;
    if (strncmp(address, "0.0.0.0", 7) == 0) {
        text_print(text, "every address");
    } else {
        text_print(text, "%.*s", (int)(end - address), address);
    }
    text_print(text, ", port %.*s", (int)strcspn(port, ","), port);
}

static void add_outcome(struct text *text, const struct deed *deed, const char *good)
{
    if (deed->error[0] != '\0') {
        text_print(text, " failed: %s", error_words(deed->error));
    } else {
        text_print(text, "%s", deed->waits ? " waits" : good);
    }
}

// A lifecycle calls each socket without a connection "server", even a client's.
static void add_role(struct text *text, const struct deed *deed, bool is_clients)
{
    const char *role = deed->role;
    if (is_clients && strncmp(role, "server", 6) == 0) {
        text_print(text, "socket");
        role += 6;
    }
    text_print(text, "%s", role);
}

// " of ada", if several clients have names.
static void add_peer(struct text *text, const struct deed *deed, const char *before)
{
    text_print(text, "%s%s", deed->peer[0] == '\0' ? "" : before, deed->peer);
}

static void add_bytes(struct text *text, const struct deed *deed, const char *done, bool is_clients)
{
    if (deed->error[0] != '\0' || deed->waits) {
        add_outcome(text, deed, "");
    } else if (deed->amount == 0 && deed->verb == RECEIVE) {
        text_print(text, ": %s has left", deed->peer[0] == '\0' ? "the other side" : deed->peer);
    } else if (deed->amount == 0) {
        text_print(text, " of nothing");
    } else {
        text_print(text, " %s %ld byte%s", done, deed->amount, deed->amount == 1 ? "" : "s");
        add_peer(text, deed, deed->verb == RECEIVE ? " from " : " for ");
        text_print(text, ": \"%s\"", deed->data);
    }
    if (strncmp(deed->role, "connection", 10) != 0) {
        text_print(text, " [");
        add_role(text, deed, is_clients);
        text_print(text, "]");
    }
}

bool steps_words(struct text *text, const struct deed *deed, bool is_clients)
{
    switch (deed->verb) {
    case SOCKET:
        text_print(text, "socket()");
        add_outcome(text, deed,
                    strstr(deed->text, "SOCK_STREAM") != NULL  ? " made a TCP socket"
                    : strstr(deed->text, "SOCK_DGRAM") != NULL ? " made a UDP socket"
                                                               : " made a socket of another kind");
        return true;
    case BIND:
        text_print(text, "bind()");
        add_outcome(text, deed, " gave it this address");
        return true;
    case LISTEN:
        text_print(text, "listen()");
        add_outcome(text, deed, " opened it");
        return true;
    case CONNECT:
        text_print(text, "connect()");
        if (strcmp(deed->error, "EINPROGRESS") == 0) {
            text_print(text, " sets out for ");
        } else {
            add_outcome(text, deed, " reached ");
        }
        if ((deed->error[0] == '\0' && !deed->waits) || strcmp(deed->error, "EINPROGRESS") == 0) {
            const char *address = after(deed->text, ", ");
            text_print(text, "%.*s", (int)strcspn(address, ","), address);
        }
        return true;
    case ACCEPT:
        text_print(text, "accept()");
        add_outcome(text, deed, " gave ");
        if (deed->error[0] == '\0' && !deed->waits) {
            text_print(text, "%s", after(deed->text, " = "));
            add_peer(text, deed, " of ");
        }
        return true;
    case RECEIVE:
        text_print(text, "%s()", strcmp(deed->name, "recvfrom") == 0 ? "recv" : deed->name);
        add_bytes(text, deed, "got", is_clients);
        return true;
    case SEND:
        text_print(text, "%s()", strcmp(deed->name, "sendto") == 0 ? "send" : deed->name);
        add_bytes(text, deed, "took", is_clients);
        return true;
    case TYPE:
        text_print(text, "the keyboard");
        if (deed->waits) {
            text_print(text, ": nothing typed yet");
        } else if (deed->data[0] == '\0') {
            text_print(text, " has ended");
        } else {
            text_print(text, ": \"%s\"", deed->data);
        }
        return true;
    case CLOSE:
    case SHUT_DOWN:
        text_print(text, "%s(", deed->name);
        add_role(text, deed, is_clients);
        add_peer(text, deed, " of ");
        text_print(text, ")");
        add_outcome(text, deed, "");
        return true;
    case BEGIN:
        if (deed->error[0] != '\0') {
            text_print(text, "%s()", deed->name);
            add_outcome(text, deed, "");
        } else {
            text_print(text, "%s", deed->text);
        }
        return true;
    case NEWS:
        text_print(text, "SIGCHLD: %s has ended", deed->role);
        return true;
    case WAIT:
        text_print(text, "waitpid()");
        add_outcome(text, deed, " gave ");
        text_print(text, "%s", deed->role);
        return true;
    case EXIT:
        text_print(text, "ends with status %s", after(deed->text, "exit "));
        return true;
    case DIE:
        text_print(text, "is killed by %s", after(deed->text, "killed "));
        return true;
    default:
        return false;
    }
}

int steps_of(const struct course *course, const struct deed *deed)
{
    switch (deed->verb) {
    case SOCKET:
        return LIFE_SOCKET;
    case BIND:
        return course->is_clients ? course->meets : LIFE_BIND;
    case LISTEN:
        return course->is_clients ? course->meets : LIFE_LISTEN;
    case CONNECT:
    case ACCEPT:
    case BEGIN:
        return course->meets;
    case RECEIVE:
    case SEND:
    case TYPE:
        return LIFE_TALK;
    case CLOSE:
    case SHUT_DOWN:
    case NEWS:
    case WAIT:
    case EXIT:
    case DIE:
        return LIFE_CLOSE;
    default:
        return -1;
    }
}

// Each program has its own tracer, which reads the clock: a smaller difference, in seconds, means
// nothing.
#define SIMULTANEOUS 0.005

static bool causes(const struct deed *deed, const struct deed *effect)
{
    if (deed->connection > 0 && effect->connection > 0 && deed->connection != effect->connection) {
        return false;
    }
    return (deed->verb == CONNECT && effect->verb == ACCEPT) ||
           (deed->verb == SEND && effect->verb == RECEIVE);
}

bool steps_other_first(const struct deed *own, const struct deed *other)
{
    if (own == NULL || other == NULL) {
        return own == NULL;
    }
    double between = other->time - own->time;
    if (between < SIMULTANEOUS && between > -SIMULTANEOUS) {
        if (causes(other, own)) {
            return true;
        }
        if (causes(own, other)) {
            return false;
        }
    }
    return between < 0;
}

// ---- Whether a step was taken ---------------------------------------------------------------

static bool is_good(const struct deed *deed)
{
    return deed->error[0] == '\0' && !deed->waits;
}

static const struct deed *find_good(const struct lifecycle *life, enum verb verb, const char *words)
{
    for (size_t i = 0; i < life->count; i++) {
        const struct deed *deed = &life->deeds[i];
        if (deed->verb == verb && is_good(deed) && strstr(deed->text, words) != NULL) {
            return deed;
        }
    }
    return NULL;
}

// 1 if a deed of a client opens a socket, -1 if it closes one, else 0.
static int opens(const struct deed *deed)
{
    bool is_socket =
        strncmp(deed->role, "connection", 10) == 0 || strncmp(deed->role, "server", 6) == 0;
    return !is_good(deed)                     ? 0
           : deed->verb == SOCKET             ? 1
           : deed->verb == CLOSE && is_socket ? -1
                                              : 0;
}

// Whether the program has closed each connection, or has ended by itself. A client's socket counts
// even without a connection.
static bool closes_all(const struct course *course, const struct lifecycle *life)
{
    const struct deed *last = life->count == 0 ? NULL : &life->deeds[life->count - 1];
    if (last != NULL && strcmp(last->text, "exit 0") == 0) {
        return true;
    }
    if (!course->is_clients) {
        return find_good(life, ACCEPT, "") != NULL && !life->leaves_open;
    }
    int open = 0;
    for (size_t i = 0; i < life->count; i++) {
        open += opens(&life->deeds[i]);
    }
    return find_good(life, CONNECT, "") != NULL && open <= 0;
}

// Words the error in the address that the last call of bind() got.
static const char *what_address_is_missing(const struct lifecycle *life, const char *port)
{
    static char expected[80];
    const struct deed *deed = NULL;
    char every[32];
    snprintf(every, sizeof(every), "0.0.0.0:%s", port);
    for (size_t i = 0; i < life->count; i++) {
        deed = life->deeds[i].verb == BIND ? &life->deeds[i] : deed;
    }
    snprintf(expected, sizeof(expected),
             "Expected: every address of this machine (0.0.0.0), port %s.", port);
    return deed == NULL ? "No address was handed to bind()."
           : strstr(deed->text, every) != NULL || strstr(deed->text, "[::]") != NULL ||
                   strstr(deed->text, "AF_INET6") != NULL
               ? NULL
               : expected;
}

// The same for connect(): of several addresses one must be right, and one that was reached is.
static const char *what_destination_is_missing(const struct lifecycle *life, const char *port)
{
    static char expected[80];
    char behind[16];
    bool called = false;
    snprintf(behind, sizeof(behind), ":%s,", port);
    for (size_t i = 0; i < life->count; i++) {
        const struct deed *deed = &life->deeds[i];
        called = called || deed->verb == CONNECT;
        if (deed->verb == CONNECT && (is_good(deed) || strstr(deed->text, behind) != NULL)) {
            return NULL;
        }
    }
    snprintf(expected, sizeof(expected), "Expected: the address of the server, port %s.", port);
    return called ? expected : "No address was handed to connect().";
}

// Whether the program has a connection: bytes that have crossed it are a proof, too (connect(2),
// EINPROGRESS).
static bool is_connected(const struct lifecycle *life)
{
    return find_good(life, CONNECT, "") != NULL || find_good(life, SEND, "send(connection") != NULL;
}

// Words the error of a step that was not taken; NULL if it was.
static const char *what_is_missing(const struct journey *journey, int step)
{
    const struct lifecycle *life = &journey->own;
    switch (step) {
    case LIFE_ADDRESS:
        return (journey->course->is_clients ? what_destination_is_missing
                                            : what_address_is_missing)(life, journey->port);
    case LIFE_SOCKET:
        return find_good(life, SOCKET, "SOCK_STREAM") != NULL ? NULL : "There is no TCP socket.";
    case LIFE_BIND:
        return find_good(life, BIND, "") != NULL ? NULL : "No socket has the address.";
    case LIFE_LISTEN:
        return find_good(life, LISTEN, "") != NULL ? NULL : "No socket listens.";
    case LIFE_ACCEPT:
        return find_good(life, ACCEPT, "") != NULL ? NULL : "No connection was accepted.";
    case LIFE_CONNECT:
        return is_connected(life) ? NULL : "No connection was made.";
    case LIFE_TALK:
        return find_good(life, RECEIVE, "recv(connection") == NULL
                   ? "Nothing was received from a connection."
               : find_good(life, SEND, "send(connection") == NULL
                   ? "Nothing was sent to a connection."
                   : NULL;
    default:
        return closes_all(journey->course, life) ? NULL : "A connection was left open.";
    }
}

// ---- Showing --------------------------------------------------------------------------------

static void add_row(struct text *text, const char *who, const char *words, size_t indent)
{
    struct text line = {0};
    text_print(&line, "%s%s%s", who, who[0] == '\0' ? "" : ": ", words);
    size_t room = WIDTH - indent;
    if (text_columns(line.data) > room) {
        line.data[room - 4] = '\0'; // strace writes ASCII only
        text_print(text, "%*s%s ...\n", (int)indent, "", line.data);
    } else {
        text_print(text, "%*s%s\n", (int)indent, "", line.data);
    }
    text_free(&line);
}

// Whether to show a call of the other program in its step: all since the two have met.
static bool is_told(const struct course *course, int step, const struct deed *deed)
{
    return life_number(course, step) >= life_number(course, course->meets) && deed->verb != BIND &&
           deed->verb != LISTEN && strstr(deed->text, "EBADF") == NULL;
}

static size_t half_of(const struct journey *journey)
{
    return journey->other_count > 1 ? OTHERS : HALF;
}

static void show_calls(struct text *text, const struct journey *journey, int step)
{
    const struct lifecycle *sides[2] = {&journey->own, &journey->other};
    size_t at[2] = {0, 0};
    int most = CALLS_TOLD * (journey->other_count > 1 ? journey->other_count : 1);
    for (int told = 0;; told++) {
        const struct deed *next[2] = {NULL, NULL};
        for (int side = 0; side < 2; side++) {
            const struct lifecycle *life = sides[side];
            while (at[side] < life->count &&
                   (steps_of(journey->course, &life->deeds[at[side]]) != step ||
                    (side == 1 && !is_told(journey->course, step, &life->deeds[at[side]])))) {
                at[side]++;
            }
            next[side] = at[side] < life->count ? &life->deeds[at[side]] : NULL;
        }
        int side = steps_other_first(next[0], next[1]) ? 1 : 0;
        if (next[side] == NULL) {
            return;
        }
        if (told == most) {
            add_row(text, "", "... and so on", OWN);
            return;
        }
        struct text words = {0};
        if (steps_words(&words, next[side], journey->course->is_clients != (side == 1))) {
            add_row(text, next[side]->who, words.data, side == 0 ? OWN : half_of(journey));
        }
        text_free(&words);
        at[side]++;
    }
}

static void show_address(struct text *text, const struct lifecycle *life, enum verb verb)
{
    for (size_t i = 0; i < life->count; i++) {
        if (life->deeds[i].verb == verb) {
            struct text words = {0};
            add_address(&words, &life->deeds[i]);
            add_row(text, "", words.data, OWN);
            text_free(&words);
            return;
        }
    }
}

static void show_marker(struct text *text, const struct marker *marker, const char *exercise)
{
    if (marker->words == NULL) {
        return;
    }
    if (marker->line > 0) {
        text_print(text, "         The marker for it is in line %ld of %s.c:\n", marker->line,
                   exercise);
    } else {
        text_print(text, "         The marker for it said:\n");
    }
    text_print(text, "           %s\n", marker->words);
}

bool steps_show(struct text *text, const struct journey *journey)
{
    const struct course *course = journey->course;
    int first_missing = -1;
    bool has_other = journey->other.count > 0;
    text_print(text, "The %s, as %s took them\n\n", course->title, journey->exercise);
    text_print(text, "  %-*s%s%s%s\n", has_other ? (int)half_of(journey) - 2 : 0, course->own,
               has_other ? "the " : "", has_other ? course->other : "",
               journey->other_count > 1 ? "s" : "");
    for (int i = 0; i < course->count; i++) {
        int step = course->steps[i];
        bool asked = journey->asked[step] || step == LIFE_CLOSE;
        // Without a connection, the end of the program closes everything.
        const char *missing = !asked || (step == LIFE_CLOSE && !journey->asked[course->meets])
                                  ? NULL
                                  : what_is_missing(journey, step);
        const char *tick = !asked                ? "  "
                           : missing == NULL     ? "ok"
                           : first_missing == -1 ? "no"
                                                 : "--";
        const char *title = life_title(step);
        text_print(text, "  %s  %d  %c%s%s\n", tick, i + 1, tolower(title[0]), title + 1,
                   asked ? "" : " (not in this exercise)");
        if (step == LIFE_ADDRESS) {
            show_address(text, &journey->own, course->is_clients ? CONNECT : BIND);
        } else {
            show_calls(text, journey, step);
        }
        if (missing != NULL && first_missing == -1) {
            first_missing = step;
            text_print(text, "         ^ %s\n", missing);
            show_marker(text, &journey->markers[step], journey->exercise);
        }
    }
    if (!course->is_clients) {
        cast_show(text, &journey->own);
    }
    return first_missing == -1;
}
