// peer: a client that does on the wire exactly what its words say, for conversations that the test
// client can't have.
//
//   peer [N] at [ADDRESS]:PORT WORD...   does the words, N times one after the other
//   peer hold PORT                       takes the port, and keeps it
//
// ADDRESS is like 127.0.0.2, or like [::1]; without it 127.0.0.1.
//
//   narrow      later connections take in only some 8,000 bytes that are not received yet
//   connect     a new connection, to PORT of ADDRESS; later words are about it
//   serve       takes the next connection to that port, where it listens from the first `serve` on
//   telnet      from here on `bytes`, `drips` and `hears` say what their bytes mean in telnet
//   use K       ... about the K-th connection, of this round
//   say TEXT    sends TEXT, in which \n and \r stand for these bytes, and a newline
//   drip TEXT   the same a byte at a time: the next one once the other side has received the last
//   bytes HEX   sends the bytes that HEX, like fffd03, stands for
//   drips HEX   the same a byte at a time
//   fill TEXT   sends lines, TEXT1 TEXT2 ..., as long as the connection takes them, until a line is
//               typed
//   pour TEXT   sends such lines, but 5,000 bytes at most; the next one goes on with them
//   hear TEXT   receives as many bytes as TEXT has, at most to a newline or the end. What comes
//               behind TEXT, if anything, is the business of later words: a newline is optional
//   hears HEX   receives as many bytes as HEX stands for, and shows them as `heard ff fc 03`
//   lines N     receives N lines, and shows each kind of them once, `heard 20 times TEXT`
//   drain       receives as many bytes as fill has sent, and says whether they are the same
//   sip         receives the next 5,000 bytes, at most, of what pour has sent, and says the same
//   end         receives until the other side ends the connection
//   wait        waits until a line is typed
//   shut        ends its own direction (shutdown(2)); the other side may still send
//   leave       closes the connection, in peace: what has come unread must not make it a reset
//   reset       breaks it off: the other side gets a reset instead of an end (SO_LINGER, socket(7))
//
//   times N WORD... [then]   does the words up to `then` N times, here and now. What they connect
//                            stays
//   each WORD... [then]      does them once for each connection that is open
//
// It prints what it sees, a line each; with N, times and each, what all rounds have seen alike, in
// one line. It shows what it heard without the last newline, and unprintable bytes as \0, \xff.
//
// Exit status: 0, 1 if a word could not be done or the rounds were not alike, 2 for an error of
// usage: then it has not done anything.

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "talk.h"

#define CONNECTIONS 200
#define ROUNDS 100000
#define NARROW                                                                                     \
    8192 // with a much smaller buffer the kernel drops bytes that it has let come: tcp(7)

struct peer {
    struct addrinfo *server;
    const char *address; // as given, "" if it was not
    const char *port;
    int listening; // 0 until it listens
    struct connection connections[CONNECTIONS];
    int count;
    int current;
    int first;      // of this round
    bool is_narrow; // new connections take in little
    bool telnet;
    struct seen *seen;
};

// ---- Connections ------------------------------------------------------------------------------

static void add_connection(struct peer *peer, int sock)
{
    peer->connections[peer->count] = (struct connection){.sock = sock};
    peer->current = peer->count++;
}

static bool is_full(struct peer *peer)
{
    if (peer->count == CONNECTIONS) {
        see(peer->seen, "not connected: a peer has at most %d connections", CONNECTIONS);
    }
    return peer->count == CONNECTIONS;
}

static bool do_narrow(struct peer *peer, const char *none)
{
    (void)none;
    peer->is_narrow = true;
    return true;
}

static bool do_connect(struct peer *peer, const char *none)
{
    (void)none;
    if (is_full(peer)) {
        return false;
    }
    int sock = socket(peer->server->ai_family, SOCK_STREAM, 0);
    if (peer->is_narrow) {
        // Segments of this size take little more memory than they have bytes. Of much smaller ones
        // the kernel drops some, and their sender sends them again only after 200 ms.
        int size = NARROW, segment = 1000;
        setsockopt(sock, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size));
        setsockopt(sock, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size));
        setsockopt(sock, IPPROTO_TCP, TCP_MAXSEG, &segment, sizeof(segment));
    }
    if (sock == -1 || connect(sock, peer->server->ai_addr, peer->server->ai_addrlen) == -1) {
        see(peer->seen, "not connected: %s", strerror(errno));
        return false;
    }
    if (peer->address[0] == '\0') {
        see(peer->seen, "connected");
    } else {
        see(peer->seen, "connected to %s", peer->address);
    }
    add_connection(peer, sock);
    return true;
}

static bool do_serve(struct peer *peer, const char *none)
{
    int yes = 1;
    (void)none;
    if (peer->listening == 0) {
        peer->listening = socket(peer->server->ai_family, SOCK_STREAM, 0);
        setsockopt(peer->listening, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
        if (bind(peer->listening, peer->server->ai_addr, peer->server->ai_addrlen) == -1 ||
            listen(peer->listening, CONNECTIONS) == -1) {
            see(peer->seen, "not serving: %s", strerror(errno));
            return false;
        }
        see(peer->seen, "serving port %s", peer->port);
    }
    if (is_full(peer)) {
        return false;
    }
    int sock = accept(peer->listening, NULL, NULL);
    if (sock == -1) {
        see(peer->seen, "not connected: %s", strerror(errno));
        return false;
    }
    see(peer->seen, "connected");
    add_connection(peer, sock);
    return true;
}

static bool do_use(struct peer *peer, const char *number)
{
    int index = peer->first + atoi(number) - 1;
    if (index >= peer->count) {
        see(peer->seen, "there is no connection %s", number);
        return false;
    }
    peer->current = index;
    return true;
}

static bool do_telnet(struct peer *peer, const char *none)
{
    (void)none;
    return peer->telnet = true;
}

static bool do_wait(struct peer *peer, const char *none)
{
    (void)peer, (void)none;
    return take_line();
}

static bool is_number(const char *text, long most)
{
    char *end = NULL;
    long number = strtol(text, &end, 10);
    return *text >= '1' && *text <= '9' && *end == '\0' && number <= most;
}

static bool is_connection(const char *text)
{
    return is_number(text, CONNECTIONS);
}

static bool is_count(const char *text)
{
    return is_number(text, ROUNDS);
}

// ---- Words ------------------------------------------------------------------------------------

// A word is one entry here, and a line in docs/author.md.
struct word {
    const char *name;
    bool takes;                        // a text, the next argument
    bool (*is_good)(const char *text); // NULL: it may be any
    bool (*act)(struct peer *peer, const char *text);
    bool (*talk)(struct connection *connection, const char *text); // instead of `act`: on the
                                                                   // present connection
};

static const struct word words[] = {
    {.name = "narrow", .act = do_narrow},
    {.name = "connect", .act = do_connect},
    {.name = "serve", .act = do_serve},
    {.name = "telnet", .act = do_telnet},
    {.name = "use", .takes = true, .is_good = is_connection, .act = do_use},
    {.name = "say", .takes = true, .talk = talk_say},
    {.name = "drip", .takes = true, .talk = talk_drip},
    {.name = "bytes", .takes = true, .is_good = is_hex, .talk = talk_bytes},
    {.name = "drips", .takes = true, .is_good = is_hex, .talk = talk_drips},
    {.name = "fill", .takes = true, .talk = talk_fill},
    {.name = "pour", .takes = true, .talk = talk_pour},
    {.name = "hear", .takes = true, .talk = talk_hear},
    {.name = "hears", .takes = true, .is_good = is_hex, .talk = talk_hears},
    {.name = "lines", .takes = true, .is_good = is_count, .talk = talk_lines},
    {.name = "drain", .talk = talk_drain},
    {.name = "sip", .talk = talk_sip},
    {.name = "end", .talk = talk_end},
    {.name = "wait", .act = do_wait},
    {.name = "shut", .talk = talk_shut},
    {.name = "leave", .talk = talk_leave},
    {.name = "reset", .talk = talk_reset},
};

static const struct word *find_word(const char *name)
{
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (strcmp(words[i].name, name) == 0) {
            return &words[i];
        }
    }
    return NULL;
}

static int wrong_word(const char *word)
{
    fprintf(stderr, "peer: unexpected word '%s'\n", word);
    return 2;
}

static int wrong_text(const char *word, const char *text)
{
    if (text == NULL) {
        fprintf(stderr, "peer: nothing stands behind '%s'\n", word);
    } else {
        fprintf(stderr, "peer: '%s' can't stand behind '%s'\n", text, word);
    }
    return 2;
}

// Checks all words before the first is done. Returns 0, or 2 with a message.
static int check_words(char **word)
{
    bool in_group = false, connects = false;
    for (; *word != NULL; word++) {
        const struct word *found = find_word(*word);
        if (strcmp(*word, "then") == 0 && in_group) {
            in_group = false;
        } else if (strcmp(*word, "times") == 0 && !in_group) {
            if (word[1] == NULL || !is_number(word[1], ROUNDS)) {
                return wrong_text(*word, word[1]);
            }
            in_group = true;
            word++;
        } else if (strcmp(*word, "each") == 0 && !in_group && connects) {
            in_group = true;
        } else if (found == NULL || (found->talk != NULL && !connects)) {
            return wrong_word(*word);
        } else if (found->takes) {
            if (word[1] == NULL || (found->is_good != NULL && !found->is_good(word[1]))) {
                return wrong_text(*word, word[1]);
            }
            word++;
        }
        connects =
            connects || (found != NULL && (found->act == do_connect || found->act == do_serve));
    }
    return 0;
}

static bool do_word(struct peer *peer, const struct word *word, const char *text)
{
    if (word->act != NULL) {
        return word->act(peer, text);
    }
    struct connection *connection = &peer->connections[peer->current];
    if (peer->count == 0 || connection->sock == -1) {
        see(peer->seen, "the connection is closed already");
        return false;
    }
    connection->seen = peer->seen;
    connection->telnet = peer->telnet;
    return word->talk(connection, text);
}

// ---- Rounds -----------------------------------------------------------------------------------

// The `then` behind a group, or the end.
static char **group_end(char **word, char **end)
{
    while (word < end && strcmp(*word, "then") != 0) {
        const struct word *found = find_word(*word);
        word += found->takes ? 2 : 1;
    }
    return word;
}

struct rounds {
    int done;
    struct seen first; // what the first has seen
};

static bool do_words(struct peer *peer, char **word, char **end);

// Does one more round. Returns whether it could be done, and has seen the same as the first.
static bool do_round(struct peer *peer, struct rounds *rounds, char **word, char **end)
{
    struct seen here = {0}, *outer = peer->seen;
    peer->seen = &here;
    bool good = do_words(peer, word, end);
    peer->seen = outer;
    if (rounds->done++ == 0) {
        rounds->first = here;
    }
    if (good && strcmp(rounds->first.text, here.text) == 0) {
        return true;
    }
    see(peer->seen, "round %d: %s", rounds->done, here.text);
    return false;
}

static bool see_rounds(struct peer *peer, const struct rounds *rounds)
{
    if (rounds->first.text[0] != '\0') {
        see(peer->seen, "%d %s", rounds->done, rounds->first.text);
    }
    return true;
}

static bool do_times(struct peer *peer, int times, char **word, char **end)
{
    struct rounds rounds = {0};
    bool good = true;
    while (good && rounds.done < times) {
        peer->first = peer->count;
        good = do_round(peer, &rounds, word, end);
    }
    peer->first = 0;
    return good && see_rounds(peer, &rounds);
}

static bool do_each(struct peer *peer, char **word, char **end)
{
    struct rounds rounds = {0};
    bool good = true;
    int count = peer->count;
    for (int i = 0; good && i < count; i++) {
        if (peer->connections[i].sock != -1) {
            peer->current = i;
            good = do_round(peer, &rounds, word, end);
        }
    }
    return good && see_rounds(peer, &rounds);
}

static bool do_words(struct peer *peer, char **word, char **end)
{
    bool good = true;
    while (good && word < end) {
        const struct word *found = find_word(*word);
        if (found == NULL) { // times N, or each
            bool is_each = strcmp(*word, "each") == 0;
            char **first = word + (is_each ? 1 : 2), **last = group_end(first, end);
            good =
                is_each ? do_each(peer, first, last) : do_times(peer, atoi(word[1]), first, last);
            word = last + (last < end);
        } else {
            good = do_word(peer, found, word[1]);
            word += found->takes ? 2 : 1;
        }
    }
    return good;
}

// Does N rounds, each with new connections.
static bool do_alone(struct peer *peer, int times, char **word, char **end)
{
    struct rounds rounds = {0};
    bool good = true;
    while (good && rounds.done < times) {
        good = do_round(peer, &rounds, word, end);
        for (int i = 0; good && i < peer->count; i++) {
            if (peer->connections[i].sock != -1) {
                talk_leave(&peer->connections[i], NULL);
            }
        }
        peer->count = 0;
    }
    return good && see_rounds(peer, &rounds);
}

// ---- What it is told -------------------------------------------------------------------------

// Takes "127.0.0.2:80", "[::1]:80" or ":80" for the server. Returns false if it is none of them.
static bool take_server(struct peer *peer, char *text)
{
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV,
                             .ai_socktype = SOCK_STREAM};
    char *colon = strrchr(text, ':');
    int port = colon == NULL ? 0 : atoi(colon + 1);
    if (port < 1 || port > 65535) {
        return false;
    }
    *colon = '\0';
    if (*text == '[' && colon[-1] == ']') {
        colon[-1] = '\0';
        text++;
        hints.ai_family = AF_INET6;
    } else {
        hints.ai_family = AF_INET;
    }
    peer->address = text;
    peer->port = colon + 1;
    return getaddrinfo(*text == '\0' ? "127.0.0.1" : text, peer->port, &hints, &peer->server) == 0;
}

// The socket does not listen, and has no SO_REUSEADDR: only a bind() can find out that the port is
// taken, because a connect() is refused as on a free port.
static int hold(const char *port)
{
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons((in_port_t)atoi(port))};
    int sock = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(sock, (struct sockaddr *)&name, sizeof(name)) == -1) {
        perror("peer: hold");
        return 1;
    }
    printf("holding port %s\n", port);
    fflush(stdout);
    for (;;) {
        pause();
    }
}

int main(int argc, char *argv[])
{
    static struct peer peer;
    char **word = argv + 1;
    int rounds = argc > 1 ? atoi(argv[1]) : 0;

    setvbuf(stdout, NULL, _IOLBF, 0);
    if (argc == 3 && strcmp(*word, "hold") == 0) {
        return hold(word[1]);
    }
    word += rounds > 0;
    if (*word == NULL || word[1] == NULL || strcmp(*word, "at") != 0) {
        return wrong_word(*word == NULL ? "(nothing)" : *word);
    }
    if (!take_server(&peer, word[1])) {
        return wrong_text(*word, word[1]);
    }
    word += 2;
    if (check_words(word) != 0) {
        return 2;
    }
    char **end = argv + argc;
    return (rounds > 0 ? do_alone(&peer, rounds, word, end) : do_words(&peer, word, end)) ? 0 : 1;
}
