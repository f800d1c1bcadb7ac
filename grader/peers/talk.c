#include "talk.h"

#include <ctype.h>
#include <errno.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "quiet_end.h"
#include "telnet.h"

// When `fill` has sent enough, in bytes: either so much is kept by the server itself, and neither
// by the connection's buffers in both directions; or so much in all.
#define KEPT (1UL << 20)
#define FILLED (32UL << 20)
// Different lines that `lines` counts.
#define KINDS 20
#define FILLED_AT_ONCE (1UL << 16)
// How many bytes `pour` sends, and `sip` receives: so little that a server that takes a byte at a
// time computes for a few milliseconds.
#define POURED 5000UL

// ---- Sending ----------------------------------------------------------------------------------

static bool cannot_say(const struct connection *connection)
{
    see(connection->seen, "not said: %s", strerror(errno));
    return false;
}

static bool send_all(const struct connection *connection, const char *bytes, size_t length)
{
    for (size_t sent = 0; sent < length;) {
        ssize_t count = send(connection->sock, bytes + sent, length - sent, MSG_NOSIGNAL);
        if (count == -1) {
            return cannot_say(connection);
        }
        sent += (size_t)count;
    }
    return true;
}

// Waits until the server has received all that was sent, so that it gets the next byte in another
// recv. If it does not within a tenth of a second (it does other things first), it is not waited
// for again.
static void wait_until_taken(const struct connection *connection)
{
    static int patience = 1000;
    struct timespec pause = {.tv_nsec = 100 * 1000};
    struct inet_diag_msg server = {.idiag_rqueue = 1};
    for (int looks = 0; server.idiag_rqueue > 0 && looks < patience; looks++) {
        if (looks > 0) {
            nanosleep(&pause, NULL);
        }
        if (!find_other_side(connection->sock, &server)) {
            break;
        }
    }
    patience = server.idiag_rqueue > 0 ? 1 : patience;
}

static bool send_drops(const struct connection *connection, const char *bytes, size_t length)
{
    int yes = 1;
    setsockopt(connection->sock, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
    bool good = true;
    for (size_t i = 0; good && i < length; i++) {
        good = send_all(connection, bytes + i, 1);
        wait_until_taken(connection);
    }
    return good;
}

bool is_hex(const char *text)
{
    size_t length = strlen(text);
    return length > 0 && length % 2 == 0 && length <= 2 * HEARD &&
           strspn(text, "0123456789abcdefABCDEF") == length;
}

// The bytes that `hex` stands for. Returns their number.
static size_t read_hex(char bytes[HEARD], const char *hex)
{
    size_t length = 0;
    for (; *hex != '\0'; hex += 2) {
        char digits[3] = {hex[0], hex[1], '\0'};
        bytes[length++] = (char)strtoul(digits, NULL, 16);
    }
    return length;
}

// In TEXT, \n and \r stand for these bytes: several lines in one send, or CR LF.
bool talk_say(struct connection *connection, const char *text)
{
    char *line = malloc(strlen(text) + 2), *end = line;
    for (; *text != '\0'; text++) {
        bool escapes = text[0] == '\\' && (text[1] == 'n' || text[1] == 'r');
        text += escapes;
        *end++ = !escapes ? *text : *text == 'n' ? '\n' : '\r';
    }
    *end++ = '\n';
    bool good = send_all(connection, line, (size_t)(end - line));
    free(line);
    return good;
}

// " ff fc 03"
static void add_hex(char *line, const char *bytes, size_t length)
{
    line += strlen(line);
    for (size_t i = 0; i < length; i++) {
        line += sprintf(line, " %02x", (unsigned char)bytes[i]);
    }
}

// " (WONT suppress go ahead)"
static void add_meaning(char *line, const char *bytes, size_t length)
{
    char meaning[MEANING * HEARD + 1];
    telnet_meaning(meaning, bytes, length);
    sprintf(line + strlen(line), " (%s)", meaning);
}

static void see_sent(const struct connection *connection, const char *bytes, size_t length)
{
    char line[sizeof("sent") + (3 + MEANING) * HEARD + sizeof(" ()")] = "sent";
    if (connection->telnet) {
        add_hex(line, bytes, length);
        add_meaning(line, bytes, length);
        see(connection->seen, "%s", line);
    }
}

bool talk_bytes(struct connection *connection, const char *hex)
{
    char bytes[HEARD];
    size_t length = read_hex(bytes, hex);
    see_sent(connection, bytes, length);
    return send_all(connection, bytes, length);
}

bool talk_drip(struct connection *connection, const char *text)
{
    return send_drops(connection, text, strlen(text)) && send_drops(connection, "\n", 1);
}

bool talk_drips(struct connection *connection, const char *hex)
{
    char bytes[HEARD];
    size_t length = read_hex(bytes, hex);
    see_sent(connection, bytes, length);
    return send_drops(connection, bytes, length);
}

// ---- Receiving --------------------------------------------------------------------------------

static void see_heard(const struct connection *connection, const char *bytes, size_t length)
{
    char shown[4 * HEARD + 1];
    length -= length > 0 && bytes[length - 1] == '\n';
    length -= length > 0 && bytes[length - 1] == '\r';
    show_bytes(shown, bytes, length);
    if (length > 0) {
        see(connection->seen, "heard %s", shown);
    }
}

static void see_end(const struct connection *connection, ssize_t received, int error)
{
    if (received == 0) {
        see(connection->seen, "the connection ended");
    } else if (received == -1) {
        see(connection->seen, error == ECONNRESET ? "the connection was reset" : "heard nothing");
    }
}

// Skips newlines, or a '\0', in front: they are left over from the reply before.
bool talk_hear(struct connection *connection, const char *text)
{
    char bytes[HEARD] = "";
    size_t wanted = strlen(text) < HEARD ? strlen(text) : HEARD;
    size_t length = 0;
    ssize_t count = 1;
    while (length < wanted) {
        count = recv(connection->sock, bytes + length, 1, 0);
        if (count < 1 || (bytes[length] == '\n' && length > 0)) {
            break;
        }
        length += length > 0 || strchr("\r\n", bytes[0]) == NULL; // which finds '\0', too
    }
    int error = errno;
    see_heard(connection, bytes, length);
    see_end(connection, count, error);
    return true;
}

// Behind other bytes than were wanted: the text that they are, if they are one.
static void add_text(char *line, const char *bytes, size_t length)
{
    char shown[4 * HEARD + 1];
    while (length > 0 && strchr("\r\n", bytes[length - 1]) != NULL) {
        length--;
    }
    show_bytes(shown, bytes, length);
    if (length > 0 && strlen(shown) == length) {
        sprintf(line + strlen(line), " (%s)", shown);
    }
}

// Whether enough has come to show. Of other text than was wanted, in telnet, the whole line.
static bool is_enough(const struct connection *connection, const char *wanted, size_t most,
                      const char *bytes, size_t length)
{
    if (!connection->telnet || memcmp(bytes, wanted, length < most ? length : most) == 0) {
        return length >= most;
    }
    return memchr(bytes, '\n', length) != NULL || memchr(bytes, 255, length) != NULL ||
           length == HEARD;
}

// Shows the bytes as they come: if the server sends too few, a person sees which.
bool talk_hears(struct connection *connection, const char *hex)
{
    char wanted[HEARD], bytes[HEARD] = "", line[sizeof("heard ()") + (3 + MEANING) * HEARD] = "";
    size_t most = read_hex(wanted, hex), length = 0, shown = 0;
    ssize_t count = 1;
    while (count > 0 && !is_enough(connection, wanted, most, bytes, length)) {
        size_t room = (length < most ? most : HEARD) - length;
        count = recv(connection->sock, bytes + length, room, 0);
        if (count > 0) {
            strcat(line, length == 0 ? "heard" : "");
            add_hex(line, bytes + length, (size_t)count);
            length += (size_t)count;
        }
        if (connection->seen == NULL && count > 0 &&
            !is_enough(connection, wanted, most, bytes, length)) {
            printf("%s", line + shown);
            fflush(stdout);
            shown = strlen(line);
        }
    }
    int error = errno;
    if (length > 0) {
        if (connection->telnet) {
            add_meaning(line, bytes, length);
        } else if (memcmp(bytes, wanted, length) != 0) {
            add_text(line, bytes, length);
        }
        see(connection->seen, "%s", line + shown);
    }
    see_end(connection, count, error);
    return true;
}

struct kind {
    char text[HEARD];
    size_t length;
    long count;
};

// Receives a line. Returns recv's last answer: 1 if the line is whole. A newline in front is left
// over from a reply before.
static ssize_t hear_line(const struct connection *connection, struct kind *line)
{
    ssize_t count = recv(connection->sock, line->text, 1, 0);
    line->length = count == 1 && line->text[0] != '\n';
    while (count == 1 && line->length < HEARD - 1 &&
           (count = recv(connection->sock, line->text + line->length, 1, 0)) == 1 &&
           line->text[line->length] != '\n') {
        line->length++;
    }
    return count;
}

static struct kind *find_kind(struct kind *kinds, const struct kind *line)
{
    while (kinds->count > 0 &&
           (kinds->length != line->length || memcmp(kinds->text, line->text, line->length) != 0)) {
        kinds++;
    }
    return kinds;
}

// Lines that several others send at once come in any order: so it counts those that are alike.
bool talk_lines(struct connection *connection, const char *number)
{
    static struct kind kinds[KINDS + 1], line; // the last one counts none
    ssize_t count = 1;
    memset(kinds, 0, sizeof(kinds));
    for (long wanted = atol(number); wanted > 0 && kinds[KINDS - 1].count == 0; wanted--) {
        count = hear_line(connection, &line);
        if (count < 1) {
            break;
        }
        struct kind *kind = find_kind(kinds, &line);
        line.count = kind->count + 1;
        *kind = line;
    }
    int error = errno;
    for (struct kind *kind = kinds; kind->count > 0; kind++) {
        char shown[4 * HEARD + 1];
        show_bytes(shown, kind->text, kind->length);
        see(connection->seen, "heard %ld times %s", kind->count, shown);
    }
    if (count < 1) {
        see_heard(connection, line.text, line.length);
        see_end(connection, count, error);
    }
    return true;
}

bool talk_end(struct connection *connection, const char *none)
{
    char bytes[HEARD];
    size_t length = 0;
    ssize_t count = 1;
    (void)none;
    while (count > 0 && length < sizeof(bytes)) {
        count = recv(connection->sock, bytes + length, sizeof(bytes) - length, 0);
        length += count > 0 ? (size_t)count : 0;
    }
    int error = errno;
    see_heard(connection, bytes, length);
    see_end(connection, count, error);
    if (count > 0) {
        see(connection->seen, "heard no end after %d bytes", HEARD);
    }
    return count <= 0;
}

// ---- More than the connection takes -----------------------------------------------------------

bool take_line(void)
{
    int letter;
    while ((letter = getchar()) != EOF && letter != '\n') {
    }
    return letter == '\n';
}

// Sends what the connection takes now. Returns false after an error.
static bool send_more(struct connection *connection)
{
    ssize_t count = send(connection->sock, connection->lines + connection->sent,
                         connection->length - connection->sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    connection->sent += count > 0 ? (size_t)count : 0;
    return count != -1 || errno == EAGAIN || cannot_say(connection);
}

// Adds numbered lines, "TEXT7" "TEXT8" ..., up to `until`, as long as there is room for them.
static void add_lines(struct connection *connection, const char *text, size_t until)
{
    while (connection->length < until) {
        char line[24];
        size_t length = strlen(text) + (size_t)sprintf(line, "%lu\n", connection->number);
        if (connection->length + length >= FILLED) {
            return;
        }
        sprintf(connection->lines + connection->length, "%s%s", text, line);
        connection->length += length;
        connection->number++;
    }
}

// Of the lines only those count that have been begun.
static void end_lines(struct connection *connection)
{
    if (connection->sent > 0 && connection->lines[connection->sent - 1] != '\n') {
        const char *end = strchr(connection->lines + connection->sent, '\n');
        connection->length = (size_t)(end - connection->lines) + 1;
    } else {
        connection->length = connection->sent;
    }
}

// Whether the server has taken in KEPT bytes that it has not sent back.
static bool is_kept(const struct connection *connection)
{
    struct inet_diag_msg server;
    int waiting = 0, unread = 0;
    return find_other_side(connection->sock, &server) &&
           ioctl(connection->sock, SIOCOUTQ, &waiting) == 0 &&
           ioctl(connection->sock, SIOCINQ, &unread) == 0 &&
           connection->sent >
               KEPT + server.idiag_rqueue + server.idiag_wqueue + (size_t)waiting + (size_t)unread;
}

// Sends until a line is typed, but not more than `most` bytes. Meanwhile it receives nothing.
static bool send_lines(struct connection *connection, const char *text, size_t most)
{
    bool good = true;
    size_t all = connection->length + most;
    struct pollfd polled[2] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.events = POLLOUT}};
    while (good && polled[0].revents == 0) {
        if (connection->sent == connection->length && connection->length < all &&
            !is_kept(connection)) {
            size_t until = connection->length + FILLED_AT_ONCE;
            add_lines(connection, text, until < all ? until : all);
        }
        polled[1].fd = connection->sent < connection->length ? connection->sock : -1;
        polled[1].revents = 0;
        poll(polled, 2, -1);
        if (polled[1].revents != 0) {
            good = send_more(connection);
        }
    }
    end_lines(connection);
    return good && take_line();
}

// Makes room for lines, the first of which is number 1.
static void begin_lines(struct connection *connection)
{
    free(connection->lines);
    connection->lines = malloc(FILLED);
    connection->length = connection->sent = connection->drained = 0;
    connection->number = 1;
}

bool talk_fill(struct connection *connection, const char *text)
{
    begin_lines(connection);
    return send_lines(connection, text, FILLED);
}

// The lines go on where those of the `pour` before have ended.
bool talk_pour(struct connection *connection, const char *text)
{
    if (connection->lines == NULL) {
        begin_lines(connection);
    }
    return send_lines(connection, text, POURED);
}

// Receives what has been sent, but not more than `most` bytes. Sends the rest of a line that is not
// whole, too, as soon as the connection takes it.
static bool hear_lines(struct connection *connection, size_t most)
{
    char bytes[1 << 16];
    size_t *length = &connection->drained;
    size_t left = connection->length - *length, until = *length + (left < most ? left : most);
    ssize_t count = 1;
    bool same = true;
    while (same && count > 0 && *length < until) {
        struct pollfd polled = {.fd = connection->sock, .events = POLLIN | POLLOUT};
        if (connection->sent < connection->length) {
            poll(&polled, 1, -1);
            if ((polled.revents & POLLOUT) != 0 && !send_more(connection)) {
                return false;
            }
            if ((polled.revents & POLLIN) == 0) {
                continue;
            }
        }
        size_t room = until - *length;
        count = recv(connection->sock, bytes, room < sizeof(bytes) ? room : sizeof(bytes), 0);
        same = count < 1 || memcmp(bytes, connection->lines + *length, (size_t)count) == 0;
        *length += count > 0 ? (size_t)count : 0;
    }
    int error = errno;
    if (same && *length == until) {
        see(connection->seen, "heard the same");
    } else if (same) {
        see(connection->seen, "heard %zu of %zu bytes", *length, connection->length);
    } else {
        see(connection->seen, "heard something else after %zu of %zu bytes",
            *length - (size_t)count, connection->length);
    }
    see_end(connection, count, error);
    return same && count > 0;
}

bool talk_drain(struct connection *connection, const char *none)
{
    (void)none;
    return hear_lines(connection, FILLED);
}

bool talk_sip(struct connection *connection, const char *none)
{
    (void)none;
    return hear_lines(connection, POURED);
}

// ---- Ending -----------------------------------------------------------------------------------

static bool close_it(struct connection *connection)
{
    int sock = connection->sock;
    connection->sock = -1;
    free(connection->lines);
    connection->lines = NULL;
    return close(sock) == 0;
}

bool talk_shut(struct connection *connection, const char *none)
{
    (void)none;
    return shutdown(connection->sock, SHUT_WR) == 0;
}

// A close() with bytes unread sends a reset (RFC 1122, 4.2.2.13).
bool talk_leave(struct connection *connection, const char *none)
{
    char unread[HEARD];
    (void)none;
    while (recv(connection->sock, unread, sizeof(unread), MSG_DONTWAIT) > 0) {
    }
    return close_it(connection);
}

bool talk_reset(struct connection *connection, const char *none)
{
    struct linger none_left = {.l_onoff = 1, .l_linger = 0};
    (void)none;
    setsockopt(connection->sock, SOL_SOCKET, SO_LINGER, &none_left, sizeof(none_left));
    return close_it(connection);
}
