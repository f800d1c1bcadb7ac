#include "steps.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "life.h"

// Columns of the server's half, and of a step's heading.
#define HALF 40
#define WIDTH 79

// How many calls of one step are told.
#define CALLS_TOLD 12

// "Invalid argument" for "EINVAL": strerror(3) by the name.
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
    const char *colon = address == NULL ? NULL : strchr(address, ':');
    if (colon == NULL) {
        text_print(text, "%.*s", address == NULL ? 0 : (int)strcspn(address, ","), address);
    } else if (strncmp(address, "0.0.0.0", 7) == 0) {
        text_print(text, "every address, port %.*s", (int)strcspn(colon + 1, ","), colon + 1);
    } else {
        text_print(text, "%.*s, port %.*s", (int)(colon - address), address,
                   (int)strcspn(colon + 1, ","), colon + 1);
    }
}

static void add_outcome(struct text *text, const struct deed *deed, const char *good)
{
    if (deed->error[0] != '\0') {
        text_print(text, " failed: %s", error_words(deed->error));
    } else {
        text_print(text, "%s", deed->waits ? " waits" : good);
    }
}

static void add_bytes(struct text *text, const struct deed *deed, const char *done)
{
    if (deed->error[0] != '\0' || deed->waits) {
        add_outcome(text, deed, "");
    } else if (deed->amount == 0) {
        text_print(text, "%s", deed->verb == RECEIVE ? ": the other side has left" : " of nothing");
    } else {
        text_print(text, " %s %ld byte%s: \"%s\"", done, deed->amount, deed->amount == 1 ? "" : "s",
                   deed->data);
    }
    if (strncmp(deed->role, "connection", 10) != 0) {
        text_print(text, " [%s]", deed->role);
    }
}

bool steps_words(struct text *text, const struct deed *deed)
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
        add_outcome(text, deed, " reached ");
        if (deed->error[0] == '\0' && !deed->waits) {
            const char *address = after(deed->text, ", ");
            text_print(text, "%.*s", (int)strcspn(address, ","), address);
        }
        return true;
    case ACCEPT:
        text_print(text, "accept()");
        add_outcome(text, deed, " gave ");
        if (deed->error[0] == '\0' && !deed->waits) {
            text_print(text, "%s", after(deed->text, " = "));
        }
        return true;
    case RECEIVE:
        text_print(text, "%s()", strcmp(deed->name, "recvfrom") == 0 ? "recv" : deed->name);
        add_bytes(text, deed, "got");
        return true;
    case SEND:
        text_print(text, "%s()", strcmp(deed->name, "sendto") == 0 ? "send" : deed->name);
        add_bytes(text, deed, "took");
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
        text_print(text, "%s(%s)", deed->name, deed->role);
        add_outcome(text, deed, "");
        return true;
    case BEGIN:
        text_print(text, "%s", deed->text);
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

int steps_of(const struct deed *deed)
{
    switch (deed->verb) {
    case SOCKET:
        return 1;
    case BIND:
        return 2;
    case LISTEN:
        return 3;
    case CONNECT:
    case ACCEPT:
    case BEGIN:
        return 4;
    case RECEIVE:
    case SEND:
    case TYPE:
        return 5;
    case CLOSE:
    case SHUT_DOWN:
    case EXIT:
    case DIE:
        return 6;
    default:
        return -1;
    }
}

// Each program's clock is read by a tracer of its own: closer than this, in seconds, means nothing.
#define SIMULTANEOUS 0.005

bool steps_client_first(const struct deed *server, const struct deed *client)
{
    if (server == NULL || client == NULL) {
        return server == NULL;
    }
    double between = client->time - server->time;
    if (between < SIMULTANEOUS && between > -SIMULTANEOUS) {
        if ((server->verb == ACCEPT && client->verb == CONNECT) ||
            (server->verb == RECEIVE && client->verb == SEND)) {
            return true;
        }
        if (server->verb == SEND && client->verb == RECEIVE) {
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

// Whether each connection that was accepted has been closed, or the program has ended by itself.
static bool closes_all(const struct lifecycle *life)
{
    const struct deed *last = life->count == 0 ? NULL : &life->deeds[life->count - 1];
    if (last != NULL && strcmp(last->text, "exit 0") == 0) {
        return true;
    }
    int open = 0;
    for (size_t i = 0; i < life->count; i++) {
        const struct deed *deed = &life->deeds[i];
        open += deed->verb == ACCEPT && is_good(deed);
        open -= deed->verb == CLOSE && is_good(deed) && strncmp(deed->role, "conn", 4) == 0;
    }
    return find_good(life, ACCEPT, "") != NULL && open <= 0;
}

// What is wrong with the address that was handed to bind(), the last time that it was called.
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

// What is wrong with a step that was not taken: NULL if it was.
static const char *what_is_missing(const struct journey *journey, int step)
{
    const struct lifecycle *life = &journey->server;
    switch (step) {
    case 0:
        return what_address_is_missing(life, journey->port);
    case 1:
        return find_good(life, SOCKET, "SOCK_STREAM") != NULL ? NULL : "There is no TCP socket.";
    case 2:
        return find_good(life, BIND, "") != NULL ? NULL : "No socket has the address.";
    case 3:
        return find_good(life, LISTEN, "") != NULL ? NULL : "No socket listens.";
    case 4:
        return find_good(life, ACCEPT, "") != NULL ? NULL : "No connection was accepted.";
    case 5:
        return find_good(life, RECEIVE, "recv(connection") == NULL
                   ? "Nothing was received from a connection."
               : find_good(life, SEND, "send(connection") == NULL
                   ? "Nothing was sent to a connection."
                   : NULL;
    default:
        return closes_all(life) ? NULL : "A connection was left open.";
    }
}

// ---- Showing --------------------------------------------------------------------------------

static void add_row(struct text *text, const char *who, const char *words, bool is_client)
{
    struct text line = {0};
    text_print(&line, "%s%s%s", who, who[0] == '\0' ? "" : ": ", words);
    size_t indent = is_client ? HALF : 9;
    size_t room = WIDTH - indent;
    if (text_columns(line.data) > room) {
        line.data[room - 4] = '\0'; // strace writes ASCII only
        text_print(text, "%*s%s ...\n", (int)indent, "", line.data);
    } else {
        text_print(text, "%*s%s\n", (int)indent, "", line.data);
    }
    text_free(&line);
}

static void show_calls(struct text *text, const struct journey *journey, int step)
{
    const struct lifecycle *sides[2] = {&journey->server, &journey->client};
    size_t at[2] = {0, 0};
    for (int told = 0;; told++) {
        const struct deed *next[2] = {NULL, NULL};
        for (int side = 0; side < 2; side++) {
            const struct lifecycle *life = sides[side];
            while (at[side] < life->count &&
                   (steps_of(&life->deeds[at[side]]) != step ||
                    (side == 1 && (step < 4 || strstr(life->deeds[at[side]].text, "EBADF"))))) {
                at[side]++;
            }
            next[side] = at[side] < life->count ? &life->deeds[at[side]] : NULL;
        }
        int side = steps_client_first(next[0], next[1]) ? 1 : 0;
        if (next[side] == NULL) {
            return;
        }
        if (told == CALLS_TOLD) {
            add_row(text, "", "... and so on", false);
            return;
        }
        struct text words = {0};
        if (steps_words(&words, next[side])) {
            add_row(text, next[side]->who, words.data, side == 1);
        }
        text_free(&words);
        at[side]++;
    }
}

static void show_address(struct text *text, const struct lifecycle *life)
{
    for (size_t i = 0; i < life->count; i++) {
        if (life->deeds[i].verb == BIND) {
            struct text words = {0};
            add_address(&words, &life->deeds[i]);
            add_row(text, "", words.data, false);
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
    int first_missing = -1;
    bool has_client = journey->client.count > 0;
    text_print(text, "The seven steps of a server, as %s took them\n\n", journey->exercise);
    text_print(text, "  %-*s%s\n", has_client ? HALF - 2 : 0, "your server",
               has_client ? "the client" : "");
    for (int step = 0; step < SEVEN; step++) {
        bool asked = step < journey->steps || step == SEVEN - 1;
        // Where nobody is accepted, all is closed by the end of the program.
        const char *missing = !asked || (step == 6 && journey->steps < 5)
                                  ? NULL
                                  : what_is_missing(journey, step);
        const char *tick = !asked                ? "  "
                           : missing == NULL     ? "ok"
                           : first_missing == -1 ? "no"
                                                 : "--";
        const char *title = life_title(LIFE_FIRST + step);
        text_print(text, "  %s  %d  %c%s%s\n", tick, step + 1, tolower(title[0]), title + 1,
                   asked ? "" : " (not in this exercise)");
        if (step == 0) {
            show_address(text, &journey->server);
        } else {
            show_calls(text, journey, step);
        }
        if (missing != NULL && first_missing == -1) {
            first_missing = step;
            text_print(text, "         ^ %s\n", missing);
            show_marker(text, &journey->markers[step], journey->exercise);
        }
    }
    return first_missing == -1;
}
