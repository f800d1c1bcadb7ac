// Challenge: a simple telnet server.
//
// New here: text and commands come in one stream of bytes, and the client may ask at any time.
//
// Build: gcc ex11_telnet.c -o ex11_telnet -pthread
// Run:   ./ex11_telnet, and `telnet 127.0.0.1 5000` in another terminal. CTRL-C ends the server
//
// "echo TEXT" is answered by TEXT, "exit" ends the visit. What telnet itself says is in RFC 854.

#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define LINE 2000 // the size of a line: 1,999 bytes, and the '\0'

// RFC 854: a command is an IAC, and one of these behind it.
#define SE 240   // end of a subnegotiation
#define IP 244   // interrupt process: the user has pressed CTRL-C
#define AYT 246  // are you there?
#define SB 250   // begin of a subnegotiation: all up to IAC SE
#define WILL 251 // I would like to use ... (behind these four stands the number of an option)
#define WONT 252 // I don't use ...
#define DO 253   // please use ...
#define DONT 254 // don't use ...
#define IAC 255  // interpret as command

// Where we are in the stream: what the next byte is.
enum state {
    TEXT,      // text, or the IAC of a command
    AFTER_CR,  // the same, but a '\r' came before
    COMMAND,   // behind an IAC: which command it is
    OPTION,    // behind DO, DONT, WILL or WONT: the option
    INSIDE_SB, // a byte of a subnegotiation
    IAC_IN_SB, // the same, but an IAC came before
};

struct client {
    int socket;
    enum state state;
    unsigned char request; // the DO, DONT, WILL or WONT whose option comes next
    char line[LINE];       // the line so far
    size_t length;
};

// Sends all of some bytes. If the client has left, recv() will say so.
static void send_all(int new_socket, const void *bytes, size_t size)
{
    const char *next = bytes;
    while (size > 0) {
        ssize_t sent = send(new_socket, next, size, MSG_NOSIGNAL);
        if (sent >= 0) {
            next += sent;
            size -= (size_t)sent;
        } else if (errno != EINTR) {
            return;
        }
    }
}

// Sends a text to the client.
static void send_text(const struct client *client, const char *text)
{
    char bytes[2 * LINE + 64];
    size_t size = 0;

    // *** COMPLETE ME ***
    // The text stands in `bytes`, and their number in `size`. Where the text has one byte 255, two
    // of them stand there: one alone would begin a command. (A char may be negative. So look at it
    // as an unsigned char.)
    (void)text;
    fprintf(stderr, "ex11_telnet is not complete: no text is sent yet\n");

    send_all(client->socket, bytes, size);
}

// Does what the line says. Returns 0, or -1 if the client wants to leave.
static int do_line(struct client *client)
{
    char answer[LINE + 64];

    client->line[client->length] = '\0';
    client->length = 0;
    if (strcmp(client->line, "exit") == 0) {
        send_text(client, "Goodbye\r\n");
        return -1;
    }
    if (client->line[0] == '\0') {
        snprintf(answer, sizeof(answer), "> ");
    } else if (strncmp(client->line, "echo ", 5) == 0) {
        snprintf(answer, sizeof(answer), "%s\r\n> ", client->line + 5);
    } else {
        snprintf(answer, sizeof(answer), "Unknown command: %s\r\n> ", client->line);
    }
    send_text(client, answer);
    return 0;
}

// Takes a byte of text. Returns 1 if it ends the line, else 0.
static int take_text(struct client *client, unsigned char byte)
{
    // *** COMPLETE ME ***
    // A line ends with CR LF, with CR NUL, or with LF alone: all three happen. Where the pieces
    // that recv() gives begin and end means nothing: so the state remembers that a CR came. Every
    // other byte stands in the line, at its end, if there is room for it and for the '\0'. The
    // state is TEXT or AFTER_CR.
    (void)client, (void)byte;
    fprintf(stderr, "ex11_telnet is not complete: no text is taken yet\n");
    return 0;
}

// Answers a request.
static void answer(const struct client *client, unsigned char option)
{
    // *** COMPLETE ME ***
    // The three bytes of a refusal have been sent, once: to a DO an IAC WONT with the same option,
    // to a WILL an IAC DONT. A WONT and a DONT are no requests. Whoever answers them, too, and
    // meets another who does, talks without end.
    (void)client, (void)option, (void)send_all;
    fprintf(stderr, "ex11_telnet is not complete: no request is answered yet\n");
}

// Does what a command without an option asks for.
static void do_function(struct client *client, unsigned char command)
{
    // *** COMPLETE ME ***
    // Are you there? The client has got "[Yes]\r\n". Interrupt process: the line so far is
    // forgotten, and the client has got "\r\n> ". All other commands do nothing.
    (void)client, (void)command;
    fprintf(stderr, "ex11_telnet is not complete: it does not say that it is there yet\n");
}

// Takes the byte behind an IAC.
static void take_command(struct client *client, unsigned char byte)
{
    // *** COMPLETE ME ***
    // The state says what comes next. Behind DO, DONT, WILL and WONT that is an option, and
    // `request` holds which of the four it was. Behind SB it is a subnegotiation; behind all others
    // text, and do_function() has seen them. But a second IAC is no command: the two of them are
    // one byte of text.
    (void)client, (void)byte, (void)do_function;
    fprintf(stderr, "ex11_telnet is not complete: no command is understood yet\n");
}

// Takes a byte between IAC SB and IAC SE. None of them is for us.
static void take_subnegotiation(struct client *client, unsigned char byte)
{
    // *** COMPLETE ME ***
    // The state is TEXT again behind IAC SE, and not before. An IAC with any other byte behind it
    // is not the end. Nothing is kept: the client may send as much of this as it likes.
    (void)client, (void)byte;
    fprintf(stderr, "ex11_telnet is not complete: a subnegotiation has no end yet\n");
}

// Takes one byte from the client, whatever it is. Returns 0, or -1 if the client wants to leave.
static int take_byte(struct client *client, unsigned char byte)
{
    switch (client->state) {
    case TEXT:
    case AFTER_CR:
        if (byte == IAC) {
            client->state = COMMAND;
        } else if (take_text(client, byte)) {
            return do_line(client);
        }
        break;
    case COMMAND:
        take_command(client, byte);
        break;
    case OPTION:
        client->state = TEXT;
        answer(client, byte);
        break;
    case INSIDE_SB:
    case IAC_IN_SB:
        take_subnegotiation(client, byte);
        break;
    }
    return 0;
}

// What each thread does: serve one client until it leaves.
static void *handle_connection(void *argument)
{
    struct client *client = argument;
    unsigned char bytes[512];
    int status = 0;

    send_text(client, "Welcome\r\n> ");
    while (status == 0) {
        ssize_t received = recv(client->socket, bytes, sizeof(bytes), 0);
        if (received == 0 || (received == -1 && errno != EINTR)) {
            break;
        }
        for (ssize_t i = 0; i < received && status == 0; i++) {
            status = take_byte(client, bytes[i]);
        }
    }

    close(client->socket);
    free(client);
    return NULL;
}

int main(void)
{
    uint16_t port = 5000;
    int socket_desc = -1, yes = 1;
    struct sockaddr_in server = {0};

    // *** COMPLETE ME ***
    // As in ex11_5: `socket_desc` is a socket with the address of `server`, and every error ends
    // the program.
    (void)port, (void)server, (void)yes;
    fprintf(stderr, "ex11_telnet is not complete: no socket is created yet\n");
    return 1;

    printf("Server socket created\n");

    if (listen(socket_desc, 3) == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port %d\n", port);

    for (;;) { // each turn is one client
        int new_socket = accept(socket_desc, NULL, NULL);
        if (new_socket == -1) {
            if (errno == EINTR || errno == ECONNABORTED) {
                continue; // nothing has failed here
            }
            perror("accept");
            return 1;
        }
        printf("Connection successful\n");

        pthread_t handler;
        int status = ENOMEM;
        struct client *client = NULL;
        // *** COMPLETE ME ***
        // This client has a `struct client` of its own, all 0, with its socket: see calloc(3). And
        // a new thread runs handle_connection() with it. Without memory `client` is NULL.
        (void)handler, (void)handle_connection;
        fprintf(stderr, "ex11_telnet is not complete: no thread is started yet\n");
        return 1;

        if (status != 0) {
            fprintf(stderr, "pthread_create: %s\n", strerror(status));
            close(new_socket);
            free(client);
            continue;
        }
        pthread_detach(handler);
    }
}
