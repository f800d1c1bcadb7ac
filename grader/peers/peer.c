// peer: a client that does on the wire exactly what its words say, for conversations that the test
// client can't have.
//
//   peer [N] at [ADDRESS]:PORT WORD...   does the words, N times one after the other
//   peer hold PORT                       takes the port, and keeps it
//
// ADDRESS is like 127.0.0.2, or like [::1]; without it 127.0.0.1.
//
//   connect    a new connection, to PORT of ADDRESS; later words are about it
//   serve      takes the next connection to that port, where it listens from the first `serve` on
//   use K      ... about the K-th connection of this round
//   say TEXT   sends TEXT and a newline
//   hear TEXT  receives as many bytes as TEXT has, at most to a newline or the end. What comes
//              behind TEXT, if anything, is the business of later words: a newline is optional
//   end        receives until the other side ends the connection
//   wait       waits until a line is typed
//   shut       ends its own direction (shutdown(2)); the other side may still send
//   leave      closes the connection, in peace: what has come unread must not make it a reset
//   reset      breaks it off: the other side gets a reset instead of an end (SO_LINGER, socket(7))
//
// It prints what it sees, a line each; with N, what all rounds have seen alike, in one line. It
// shows what it heard without the last newline, and unprintable bytes as \0, \xff.

#include <ctype.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECTIONS 8
#define HEARD 4000 // the most bytes that one word takes in

struct peer {
    struct addrinfo *server;
    const char *address; // as given, "" if it was not
    const char *port;
    int listening; // 0 until it listens
    int connections[CONNECTIONS];
    int count;
    int current;
    bool quiet;       // with N: collect the lines
    char seen[20000]; // of this round
};

__attribute__((format(printf, 2, 3))) static void see(struct peer *peer, const char *format, ...)
{
    char line[20000];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof(line), format, arguments);
    va_end(arguments);
    if (!peer->quiet) {
        printf("%s\n", line);
        return;
    }
    size_t length = strlen(peer->seen);
    snprintf(peer->seen + length, sizeof(peer->seen) - length, "%s%s", length > 0 ? ", " : "",
             line);
}

static void see_heard(struct peer *peer, const char *bytes, size_t length)
{
    char shown[4 * HEARD + 1];
    size_t used = 0;
    length -= length > 0 && bytes[length - 1] == '\n';
    length -= length > 0 && bytes[length - 1] == '\r';
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if (isprint(byte)) {
            shown[used++] = (char)byte;
        } else {
            used += (size_t)sprintf(shown + used, byte == '\0' ? "\\%x" : "\\x%02x", byte);
        }
    }
    shown[used] = '\0';
    if (length > 0) {
        see(peer, "heard %s", shown);
    }
}

static bool do_connect(struct peer *peer)
{
    if (peer->count == CONNECTIONS) {
        see(peer, "not connected: a peer has at most %d connections", CONNECTIONS);
        return false;
    }
    int sock = socket(peer->server->ai_family, SOCK_STREAM, 0);
    if (sock == -1 || connect(sock, peer->server->ai_addr, peer->server->ai_addrlen) == -1) {
        see(peer, "not connected: %s", strerror(errno));
        return false;
    }
    if (peer->address[0] == '\0') {
        see(peer, "connected");
    } else {
        see(peer, "connected to %s", peer->address);
    }
    peer->connections[peer->count] = sock;
    peer->current = peer->count++;
    return true;
}

static bool do_serve(struct peer *peer)
{
    int yes = 1;
    if (peer->listening == 0) {
        peer->listening = socket(peer->server->ai_family, SOCK_STREAM, 0);
        setsockopt(peer->listening, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
        if (bind(peer->listening, peer->server->ai_addr, peer->server->ai_addrlen) == -1 ||
            listen(peer->listening, CONNECTIONS) == -1) {
            see(peer, "not serving: %s", strerror(errno));
            return false;
        }
        see(peer, "serving port %s", peer->port);
    }
    int sock = peer->count == CONNECTIONS ? -1 : accept(peer->listening, NULL, NULL);
    if (sock == -1) {
        see(peer, "not connected: %s",
            peer->count == CONNECTIONS ? "too many connections" : strerror(errno));
        return false;
    }
    see(peer, "connected");
    peer->connections[peer->count] = sock;
    peer->current = peer->count++;
    return true;
}

static bool do_say(struct peer *peer, const char *text)
{
    char line[20000];
    int length = snprintf(line, sizeof(line), "%s\n", text);
    for (int sent = 0; sent < length;) {
        ssize_t count = send(peer->connections[peer->current], line + sent, (size_t)(length - sent),
                             MSG_NOSIGNAL);
        if (count == -1) {
            see(peer, "not said: %s", strerror(errno));
            return false;
        }
        sent += (int)count;
    }
    return true;
}

static bool do_use(struct peer *peer, const char *number)
{
    int index = atoi(number) - 1;
    if (index < 0 || index >= peer->count) {
        see(peer, "there is no connection %s", number);
        return false;
    }
    peer->current = index;
    return true;
}

static void see_end(struct peer *peer, ssize_t received, int error)
{
    if (received == 0) {
        see(peer, "the connection ended");
    } else if (received == -1) {
        see(peer, error == ECONNRESET ? "the connection was reset" : "heard nothing");
    }
}

// Skips newlines, or a '\0', in front: they are left over from the reply before.
static bool do_hear(struct peer *peer, const char *text)
{
    char bytes[HEARD] = "";
    size_t wanted = strlen(text) < HEARD ? strlen(text) : HEARD;
    size_t length = 0;
    ssize_t count = 1;
    while (length < wanted) {
        count = recv(peer->connections[peer->current], bytes + length, 1, 0);
        if (count < 1 || (bytes[length] == '\n' && length > 0)) {
            break;
        }
        length += length > 0 || strchr("\r\n", bytes[0]) == NULL; // which finds '\0', too
    }
    int error = errno;
    see_heard(peer, bytes, length);
    see_end(peer, count, error);
    return true;
}

static bool do_end(struct peer *peer)
{
    char bytes[HEARD];
    size_t length = 0;
    ssize_t count = 1;
    while (count > 0 && length < sizeof(bytes)) {
        count = recv(peer->connections[peer->current], bytes + length, sizeof(bytes) - length, 0);
        length += count > 0 ? (size_t)count : 0;
    }
    int error = errno;
    see_heard(peer, bytes, length);
    see_end(peer, count, error);
    if (count > 0) {
        see(peer, "heard no end after %d bytes", HEARD);
    }
    return count <= 0;
}

// A close() with bytes unread sends a reset (RFC 1122, 4.2.2.13).
static bool do_leave(struct peer *peer)
{
    char unread[HEARD];
    int sock = peer->connections[peer->current];
    while (recv(sock, unread, sizeof(unread), MSG_DONTWAIT) > 0) {
    }
    return close(sock) == 0;
}

static bool do_reset(struct peer *peer)
{
    struct linger none = {.l_onoff = 1, .l_linger = 0};
    int sock = peer->connections[peer->current];
    return setsockopt(sock, SOL_SOCKET, SO_LINGER, &none, sizeof(none)) == 0 && close(sock) == 0;
}

static int wrong_word(const char *word)
{
    fprintf(stderr, "peer: unexpected word '%s'\n", word);
    return 2;
}

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

// Does the words from `word` on. Returns 0, 1 if a word could not be done, 2 if there is no such
// word.
static int do_words(struct peer *peer, char **word)
{
    bool good = true;
    for (; good && *word != NULL; word++) {
        char *text = word[1];
        if (strcmp(*word, "connect") == 0) {
            good = do_connect(peer);
        } else if (strcmp(*word, "serve") == 0) {
            good = do_serve(peer);
        } else if (peer->count == 0) {
            return wrong_word(*word);
        } else if (strcmp(*word, "end") == 0) {
            good = do_end(peer);
        } else if (strcmp(*word, "wait") == 0) {
            good = getchar() != EOF;
        } else if (strcmp(*word, "leave") == 0) {
            good = do_leave(peer);
        } else if (strcmp(*word, "shut") == 0) {
            good = shutdown(peer->connections[peer->current], SHUT_WR) == 0;
        } else if (strcmp(*word, "reset") == 0) {
            good = do_reset(peer);
        } else if (text != NULL && strcmp(*word, "say") == 0) {
            good = do_say(peer, text);
            word++;
        } else if (text != NULL && strcmp(*word, "hear") == 0) {
            good = do_hear(peer, text);
            word++;
        } else if (text != NULL && strcmp(*word, "use") == 0) {
            good = do_use(peer, text);
            word++;
        } else {
            return wrong_word(*word);
        }
    }
    return good ? 0 : 1;
}

// Does N rounds, which must see the same.
static int do_rounds(struct peer *peer, int rounds, char **words)
{
    static char first[sizeof(peer->seen)];
    for (int round = 1; round <= rounds; round++) {
        peer->count = 0;
        peer->seen[0] = '\0';
        int status = do_words(peer, words);
        if (round == 1) {
            strcpy(first, peer->seen);
        }
        if (status != 0 || strcmp(first, peer->seen) != 0) {
            printf("round %d: %s\n", round, peer->seen);
            return 1;
        }
        for (peer->current = 0; peer->current < peer->count; peer->current++) {
            do_leave(peer);
        }
    }
    printf("%d %s\n", rounds, first);
    return 0;
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
    struct peer peer = {0};
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
        return wrong_word(word[1]);
    }
    word += 2;
    peer.quiet = rounds > 0;
    return rounds > 0 ? do_rounds(&peer, rounds, word) : do_words(&peer, word);
}
