#include "tty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

// A token: TOKEN_NAME random bytes, the same for the whole terminal, and one that tells it from
// earlier tokens.
#define TOKEN_NAME 15
#define TOKEN_SIZE 17

static void make_token(char token[TOKEN_SIZE + 1])
{
    unsigned char bytes[7];
    must_be_random(bytes, sizeof(bytes));
    token[0] = '\001';
    for (size_t i = 0; i < sizeof(bytes); i++) {
        sprintf(token + 1 + 2 * i, "%02x", bytes[i]);
    }
    memcpy(token + TOKEN_NAME, "A\002", 3);
}

// Opens one more descriptor of the slave side, without a path in /dev (ioctl_tty(2)).
static int open_slave(const struct tty *tty, int flags, struct text *why)
{
    int slave = ioctl(tty->master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC | flags);
    if (slave == -1) {
        text_print(why, "can't open a terminal: TIOCGPTPEER: %s", strerror(errno));
    }
    return slave;
}

bool tty_open(struct tty *tty, struct text *why)
{
    struct termios mode;
    *tty = (struct tty){.master = -1, .slave = -1};
    make_token(tty->token);
    tty->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (tty->master == -1 || unlockpt(tty->master) == -1) {
        text_print(why, "can't open a terminal: /dev/ptmx: %s", strerror(errno));
        return false;
    }
    tty->slave = open_slave(tty, O_NONBLOCK, why);
    if (tty->slave == -1) {
        return false;
    }
    if (tcgetattr(tty->slave, &mode) == -1) {
        text_print(why, "can't open a terminal: tcgetattr: %s", strerror(errno));
        return false;
    }
    mode.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
    mode.c_lflag |= ICANON | ISIG;
    mode.c_oflag &= ~(tcflag_t)OPOST;
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    ioctl(tty->slave, TIOCSWINSZ, &size);
    if (tcsetattr(tty->slave, TCSANOW, &mode) == -1) {
        text_print(why, "can't open a terminal: tcsetattr: %s", strerror(errno));
        return false;
    }
    return true;
}

int tty_for_program(const struct tty *tty, struct text *why)
{
    return open_slave(tty, 0, why);
}

void tty_close(struct tty *tty)
{
    close(tty->slave);
    close(tty->master);
    tty->slave = tty->master = -1;
}

// Takes tokens out of the latest output; they may come in pieces.
static void take_tokens(struct tty *tty, size_t from)
{
    from = from < TOKEN_SIZE ? 0 : from - TOKEN_SIZE;
    char *place;
    while ((place = memmem(tty->output.data + from, tty->output.length - from, tty->token,
                           TOKEN_NAME)) != NULL) {
        size_t rest = tty->output.length - (size_t)(place - tty->output.data);
        if (rest < TOKEN_SIZE) {
            return;
        }
        if (place[TOKEN_NAME] == tty->token[TOKEN_NAME]) {
            tty->awaits_token = false;
        }
        memmove(place, place + TOKEN_SIZE, rest - TOKEN_SIZE + 1);
        tty->output.length -= TOKEN_SIZE;
    }
}

bool tty_is_full(const struct tty *tty)
{
    return tty->output.length >= OUTPUT_LIMIT;
}

bool tty_read(struct tty *tty)
{
    char bytes[4096];
    size_t before = tty->output.length;
    ssize_t count;
    while (!tty_is_full(tty) && (count = read(tty->master, bytes, sizeof(bytes))) > 0) {
        size_t from = tty->output.length;
        text_add(&tty->output, bytes, (size_t)count);
        take_tokens(tty, from);
    }
    return tty->output.length > before;
}

void tty_hide_typing(const struct tty *tty)
{
    struct termios mode;
    if (tcgetattr(tty->slave, &mode) == 0 && (mode.c_lflag & ECHO) != 0) {
        mode.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(tty->slave, TCSANOW, &mode);
    }
}

size_t tty_type(struct tty *tty, const char *bytes, size_t length)
{
    ssize_t taken = write(tty->master, bytes, length);
    return taken < 0 ? 0 : (size_t)taken;
}

// Sends another token. Returns false if the terminal takes none now.
static bool send_token(struct tty *tty)
{
    char before = tty->token[TOKEN_NAME];
    tty->token[TOKEN_NAME] = before == 'Z' ? 'A' : (char)(before + 1);
    if (write(tty->slave, tty->token, TOKEN_SIZE) != TOKEN_SIZE) {
        tty->token[TOKEN_NAME] = before;
        return false;
    }
    tty->awaits_token = true;
    return true;
}

bool tty_settle(struct tty *tty)
{
    if (tty_is_full(tty)) {
        return true;
    }
    // Polling for input makes the kernel finish what was typed (tty_buffer_flush_work).
    struct pollfd input = {.fd = tty->slave, .events = POLLIN};
    poll(&input, 1, 0);

    if ((!tty->awaits_token || tty->is_late) && !send_token(tty)) {
        return false;
    }
    struct pollfd output = {.fd = tty->master, .events = POLLIN};
    do {
        tty_read(tty);
    } while (tty->awaits_token && !tty_is_full(tty) && poll(&output, 1, 100) == 1);
    tty->is_late = tty->awaits_token;
    return !tty->awaits_token || tty_is_full(tty);
}
