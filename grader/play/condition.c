#include "condition.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "text.h"

static const struct {
    const char *name;
    int number;
} signals[] = {
    {"SIGABRT", SIGABRT}, {"SIGALRM", SIGALRM}, {"SIGBUS", SIGBUS},   {"SIGFPE", SIGFPE},
    {"SIGHUP", SIGHUP},   {"SIGILL", SIGILL},   {"SIGINT", SIGINT},   {"SIGKILL", SIGKILL},
    {"SIGPIPE", SIGPIPE}, {"SIGQUIT", SIGQUIT}, {"SIGSEGV", SIGSEGV}, {"SIGSYS", SIGSYS},
    {"SIGTERM", SIGTERM}, {"SIGTRAP", SIGTRAP}, {"SIGUSR1", SIGUSR1}, {"SIGUSR2", SIGUSR2},
    {"SIGXCPU", SIGXCPU}, {"SIGXFSZ", SIGXFSZ},
};

int signal_number(const char *name)
{
    for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
        if (strcmp(signals[i].name, name) == 0) {
            return signals[i].number;
        }
    }
    return 0;
}

const char *signal_name(int number)
{
    static char other[24];
    for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
        if (signals[i].number == number) {
            return signals[i].name;
        }
    }
    snprintf(other, sizeof(other), "signal %d", number);
    return other;
}

// "127.0.0.1:5000" to an address.
static bool parse_name(struct sockaddr_in *name, const char *text)
{
    char address[INET_ADDRSTRLEN] = "";
    unsigned port = 0;
    int end = 0;
    if (sscanf(text, "%15[0-9.]:%u%n", address, &port, &end) != 2 || text[end] != '\0' ||
        port == 0 || port > 65535) {
        return false;
    }
    name->sin_family = AF_INET;
    name->sin_port = htons((in_port_t)port);
    return inet_pton(AF_INET, address, &name->sin_addr) == 1;
}

// The rest of `text` if it begins with the words of `start`, otherwise NULL.
static const char *after(const char *text, const char *start)
{
    size_t length = strlen(start);
    return strncmp(text, start, length) == 0 ? text + length : NULL;
}

// "N NOUN" or "N NOUNs".
static bool parse_count(const char *text, const char *noun, int *number)
{
    char *end = NULL;
    long count = strtol(text, &end, 10);
    const char *rest = end == text || count < 0 || count > 1000000 ? NULL : after(end, noun);
    *number = (int)count;
    return rest != NULL && (*rest == '\0' || (*noun != '\0' && strcmp(rest, "s") == 0));
}

bool condition_parse(struct condition *condition, const char *text)
{
    static const struct {
        const char *words;
        enum condition_kind kind;
        enum counted what;
    } plain[] = {
        {"exits", EXITS, 0},
        {"fails", FAILS, 0},
        {"ends", ENDS, 0},
        {"remembers its descriptors", REMEMBERS, DESCRIPTORS},
        {"remembers its threads", REMEMBERS, THREADS},
        {"remembers its memory", REMEMBERS, MEMORY},
        {"holds no more descriptors", NO_MORE, DESCRIPTORS},
        {"runs no more threads", NO_MORE, THREADS},
        {"holds no more memory", NO_MORE, MEMORY},
        {"has shown something", HAS_SHOWN_SOMETHING, 0},
    };
    *condition = (struct condition){0};
    for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
        if (strcmp(text, plain[i].words) == 0) {
            condition->kind = plain[i].kind;
            condition->what = plain[i].what;
            return true;
        }
    }

    const char *rest = NULL;
    if ((rest = after(text, "exits ")) != NULL) {
        condition->kind = EXITS_WITH;
        return parse_count(rest, "", &condition->number) && condition->number < 256;
    }
    if ((rest = after(text, "is killed by ")) != NULL) {
        condition->kind = KILLED_BY;
        condition->number = signal_number(rest);
        return condition->number != 0;
    }
    if ((rest = after(text, "listens on ")) != NULL) {
        condition->kind = LISTENS_ON;
        return parse_name(&condition->name, rest);
    }
    if ((rest = after(text, "holds ")) != NULL) {
        condition->kind = COUNTS;
        condition->what = DESCRIPTORS;
        return parse_count(rest, " descriptor", &condition->number);
    }
    if ((rest = after(text, "runs ")) != NULL) {
        condition->kind = COUNTS;
        condition->what = THREADS;
        return parse_count(rest, " thread", &condition->number);
    }
    if ((rest = after(text, "waits in ")) != NULL) {
        condition->kind = WAITS_IN;
        if (!call_is_known(rest)) {
            return false;
        }
    } else if ((rest = after(text, "after ")) != NULL) {
        condition->kind = AFTER;
    } else if ((rest = after(text, "has never shown ")) != NULL) {
        condition->kind = HAS_NEVER_SHOWN;
    } else if ((rest = after(text, "has shown ")) != NULL) {
        condition->kind = HAS_SHOWN;
    } else {
        return false;
    }
    condition->text = must_copy(rest);
    return *rest != '\0';
}
