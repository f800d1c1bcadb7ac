// crowd TIER CLIENTS PORT NAME PROGRAM: lets a crowd of clients come to a server, and prints what
// became of them, as JSON.
//
// PROGRAM is a student's, and is contained as in a play, in TIER (grader/contain/isolation.h), with
// all limits: what happens when it reaches them is one of the figures. It gets a network of its own
// and listens on PORT. NAME is what it is called by. Each client says one line and wants an answer.
// Crowds come, each to a server that has just been started:
//
//   visits   all at once; who has an answer leaves. This crowd comes three times, and the time that
//            is neither the shortest nor the longest counts
//   silent   the same, but one has come before them, and says nothing. When nobody gets on any
//            more, that one speaks: "then" is what becomes of the others
//   stay     all at once, and they keep their connections. The server's memory is looked at before
//            they come, and when nobody gets on any more
//
// At once means: each would like to connect now. They stand in one line, and the first calls again
// and again until it gets through; so nobody waits for TCP to repeat a call, a second and more. A
// crowd is over when all have an answer, or when no thread of the server can get on.
//
// Exit status: 0, also if the program does not listen: {"trouble": "it does not listen"}. 2 if it
// can't be found out; standard error gives the reason.

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "../contain/bounds.h"
#include "../contain/room.h"
#include "clients.h"
#include "server.h"

// A server that waits for a clock may get on later: how long to wait for that, and in all, in ms.
#define PATIENCE_MS (5 * 1000)
#define CROWD_MS 30000

// How often to look at what the server uses.
#define LOOK_MS 500

#define MOST_CLIENTS 10000

// What became of a crowd.
struct outcome {
    size_t answered;
    size_t turned_away;
    size_t accepted; // the others: by the server, and it does not serve them
    size_t queued;   // in the queue of its listening socket
    size_t outside;  // not even there
    double last_ms;  // when the last one was answered
    bool ended;      // the program did, or had to be ended
};

struct crowd {
    struct isolation isolation;
    int binary;
    const char *name;
    size_t count;
};

static long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000L + now.tv_nsec / 1000000;
}

static void give_up(const char *what, const char *why)
{
    fprintf(stderr, "crowd: %s: %s\n", what, why);
    exit(2);
}

// Lets the clients come until nobody gets on.
static void let_come(struct clients *clients, struct server *server, struct outcome *outcome)
{
    long begun = now_ms(), news = begun, looked = begun;
    int pause = 1, quiet = 0;
    size_t accepted;
    outcome->ended = false;
    while (clients_waiting(clients) > 0 && quiet < 3 && !outcome->ended) {
        long now;
        if (clients_go_on(clients, server, pause)) {
            pause = 1;
            quiet = 0;
            now = news = now_ms();
        } else {
            pause = pause < 16 ? 2 * pause : pause;
            quiet = server_is_at_rest(server) ? quiet + 1 : 0;
            now = now_ms();
            news = look_is_running(&server->before) ? now : news; // it may only lack a processor
        }
        bool look = now - looked > LOOK_MS;
        looked = look ? now : looked;
        outcome->ended = server_is_gone(server, look);
        if (now - news > PATIENCE_MS || now - begun > CROWD_MS) {
            break;
        }
    }
    server_hear(server);
    server_count(server, &accepted, &outcome->queued);
    outcome->answered = clients->answered;
    outcome->turned_away = clients->turned_away;
    outcome->outside = clients->count - clients->next;
    outcome->accepted = clients_waiting(clients) - outcome->outside;
    outcome->queued = outcome->queued < outcome->accepted ? outcome->queued : outcome->accepted;
    outcome->accepted -= outcome->queued;
    outcome->last_ms = (double)clients->last_us / 1000;
}

static void tell(const struct outcome *outcome)
{
    printf("\"answered\": %zu, \"turned_away\": %zu, \"accepted\": %zu, \"queued\": %zu, "
           "\"outside\": %zu, \"last_ms\": %.1f, \"ended\": %s",
           outcome->answered, outcome->turned_away, outcome->accepted, outcome->queued,
           outcome->outside, outcome->last_ms, outcome->ended ? "true" : "false");
}

// Starts the server of one crowd. Returns false if the program is none: this is told already.
static bool start(struct crowd *crowd, struct server *server)
{
    struct text why = {0};
    bool is_programs;
    if (!isolation_renew(&crowd->isolation, &why)) {
        give_up(crowd->name, text_string(&why));
    }
    bool started =
        server_start(server, &crowd->isolation, crowd->binary, crowd->name, &why, &is_programs);
    if (!started && !is_programs) {
        server_end(server);
        give_up(crowd->name, text_string(&why));
    }
    if (!started) {
        struct text trouble = {0};
        text_json(&trouble, text_string(&why));
        printf("\"trouble\": %s", text_string(&trouble));
        text_free(&trouble);
    }
    text_free(&why);
    return started;
}

static void come(struct crowd *crowd, struct clients *clients, struct server *server, bool stay)
{
    if (!clients_come(clients, crowd->count, stay, server)) {
        give_up(crowd->name, strerror(errno));
    }
}

// The slower one is worse, and who has answered fewer.
static bool is_worse(const struct outcome *one, const struct outcome *other)
{
    return one->answered != other->answered ? one->answered < other->answered
                                            : one->last_ms > other->last_ms;
}

static bool visit(struct crowd *crowd, struct outcome *outcome)
{
    struct server server;
    struct clients clients;
    bool started = start(crowd, &server);
    if (started) {
        come(crowd, &clients, &server, false);
        let_come(&clients, &server, outcome);
        clients_leave(&clients);
    }
    server_end(&server);
    return started;
}

static bool visits(struct crowd *crowd)
{
    struct outcome outcomes[3];
    for (int i = 0; i < 3; i++) {
        if (!visit(crowd, &outcomes[i])) {
            return false;
        }
        for (int j = i; j > 0 && is_worse(&outcomes[j - 1], &outcomes[j]); j--) {
            struct outcome worse = outcomes[j - 1];
            outcomes[j - 1] = outcomes[j];
            outcomes[j] = worse;
        }
    }
    printf("\"visits\": {");
    tell(&outcomes[1]);
    printf("}, ");
    return true;
}

static void silent(struct crowd *crowd)
{
    struct server server;
    struct clients clients;
    struct outcome before, after;
    if (start(crowd, &server)) {
        int silent = client_calls(crowd->isolation.port);
        for (long begun = now_ms(); now_ms() - begun < PATIENCE_MS &&
                                    !server_is_gone(&server, false) &&
                                    !server_is_at_rest(&server);) {
            server_hear(&server);
        }
        come(crowd, &clients, &server, false);
        let_come(&clients, &server, &before);
        client_speaks(silent);
        let_come(&clients, &server, &after);
        clients_leave(&clients);
        close(silent);
        printf("\"silent\": {");
        tell(&before);
        printf(", \"then\": {");
        tell(&after);
        printf("}}");
    }
    server_end(&server);
}

static void stay(struct crowd *crowd)
{
    struct server server;
    struct clients clients;
    struct outcome outcome;
    struct cost before, after;
    if (start(crowd, &server)) {
        size_t held, queued;
        server_cost(&server, &before);
        come(crowd, &clients, &server, true);
        let_come(&clients, &server, &outcome);
        server_count(&server, &held, &queued);
        server_cost(&server, &after);
        clients_leave(&clients);
        printf("\"stay\": {");
        tell(&outcome);
        printf(", \"held\": %zu, \"processes\": %zu, \"threads\": %zu", held, after.processes,
               after.threads);
        if (before.pages != -1 && after.pages != -1) {
            printf(", \"memory\": {\"before\": {\"pages\": %ld, \"page_tables\": %ld}, "
                   "\"after\": {\"pages\": %ld, \"page_tables\": %ld}}",
                   before.pages, before.page_tables, after.pages, after.page_tables);
        }
        struct text said = {0};
        text_json(&said, text_string(&server.said));
        printf(", \"said\": %s}", text_string(&said));
        text_free(&said);
    }
    server_end(&server);
}

// Makes sure that we may have a descriptor for each client, and some more.
static void make_room(size_t count)
{
    struct rlimit limit;
    struct text why = {0};
    rlim_t needed = count + 64;
    if (!room_make(true, &why)) {
        give_up("room", text_string(&why));
    }
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < needed) {
        limit.rlim_cur = needed;
        limit.rlim_max = limit.rlim_max < needed ? needed : limit.rlim_max;
        if (setrlimit(RLIMIT_NOFILE, &limit) == -1) {
            give_up("so many clients need more descriptors than this system allows",
                    "see `ulimit -Hn`");
        }
    }
}

int main(int argc, char *argv[])
{
    struct crowd crowd = {.binary = -1};
    struct hidden hidden = {0};
    struct text why = {0};
    enum isolation_tier tier;
    if (argc != 6 || !isolation_by_name(&tier, argv[1])) {
        give_up("usage", "crowd TIER CLIENTS PORT NAME PROGRAM");
    }
    long count = strtol(argv[2], NULL, 10), port = strtol(argv[3], NULL, 10);
    if (count < 1 || count > MOST_CLIENTS || port < 1 || port > 65535) {
        give_up(argv[2], "a crowd has 1 to 10000 clients");
    }
    crowd.count = (size_t)count;
    crowd.name = argv[4];
    crowd.binary = open(argv[5], O_RDONLY | O_CLOEXEC);
    if (crowd.binary == -1) {
        give_up(argv[5], strerror(errno));
    }
    signal(SIGPIPE, SIG_IGN);
    make_room(crowd.count);
    if (!hidden_add_kit(&hidden, &why) ||
        !isolation_enter(&crowd.isolation, tier, (in_port_t)port, &hidden, &why)) {
        give_up(crowd.name, text_string(&why));
    }
    if (!crowd.isolation.own_network) {
        isolation_leave(&crowd.isolation);
        give_up("a crowd needs a network of its own", "this system gives none");
    }
    printf("{\"limits\": {\"processes\": %d, \"descriptors\": %d}, ", LIMIT_PROCESSES,
           LIMIT_DESCRIPTORS);
    if (visits(&crowd)) {
        silent(&crowd);
        printf(", ");
        stay(&crowd);
    }
    printf("}\n");
    isolation_leave(&crowd.isolation);
    return fflush(stdout) == 0 ? 0 : 2;
}
