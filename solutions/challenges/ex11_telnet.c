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

    for (; *text != '\0'; text++) {
        bytes[size++] = *text;
        if ((unsigned char)*text == IAC) {
            bytes[size++] = *text; // one alone would begin a command
        }
    }
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
    int after_cr = client->state == AFTER_CR;

    client->state = byte == '\r' ? AFTER_CR : TEXT;
    if (byte == '\n' || (byte == '\0' && after_cr)) {
        return 1;
    }
    if (byte != '\r' && byte != '\0' && client->length < LINE - 1) {
        client->line[client->length++] = (char)byte;
    }
    return 0;
}

// Answers a request.
static void answer(const struct client *client, unsigned char option)
{
    unsigned char no[3] = {IAC, client->request == DO ? WONT : DONT, option};

    if (client->request == DO || client->request == WILL) { // a "no" has no answer
        send_all(client->socket, no, sizeof(no));
    }
}

// Does what a command without an option asks for.
static void do_function(struct client *client, unsigned char command)
{
    if (command == AYT) {
        send_text(client, "[Yes]\r\n");
    } else if (command == IP) {
        client->length = 0;
        send_text(client, "\r\n> ");
    }
}

// Takes the byte behind an IAC.
static void take_command(struct client *client, unsigned char byte)
{
    client->state = TEXT;
    if (byte == IAC) {
        take_text(client, byte); // two of them are one byte of text
    } else if (byte >= WILL) {
        client->request = byte;
        client->state = OPTION;
    } else if (byte == SB) {
        client->state = INSIDE_SB;
    } else {
        do_function(client, byte);
    }
}

// Takes a byte between IAC SB and IAC SE. None of them is for us.
static void take_subnegotiation(struct client *client, unsigned char byte)
{
    if (client->state == IAC_IN_SB) {
        client->state = byte == SE ? TEXT : INSIDE_SB; // IAC IAC is a byte 255 in it
    } else if (byte == IAC) {
        client->state = IAC_IN_SB;
    }
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

    server.sin_family = AF_INET;
    server.sin_addr.s_addr = htonl(INADDR_ANY);
    server.sin_port = htons(port);

    socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1) {
        perror("socket");
        return 1;
    }
    if (setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == -1) {
        perror("setsockopt");
        return 1;
    }
    if (bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        return 1;
    }
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
        client = calloc(1, sizeof(*client)); // all 0: the state is TEXT
        if (client != NULL) {
            client->socket = new_socket;
            status = pthread_create(&handler, NULL, handle_connection, client);
        }

        if (status != 0) {
            fprintf(stderr, "pthread_create: %s\n", strerror(status));
            close(new_socket);
            free(client);
            continue;
        }
        pthread_detach(handler);
    }
}
