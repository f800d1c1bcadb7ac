// Challenge: a relay, which passes messages on from one user to another.
//
// New here: the threads share a table, and so they take turns with it.
//
// Build: gcc ex11_relay.c -o ex11_relay -pthread
// Run:   ./ex11_relay, and `nc 127.0.0.1 5000` in two other terminals. CTRL-C ends the relay
//
// A client's first line is its name: "ada". From then on "bob: see you" goes to bob as
// "ada: see you", and "quit", at any time, ends the visit.

#include <ctype.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define USERS 100
#define NAME 17   // the size of a name: 16 letters or digits, and the '\0'
#define LINE 2000 // the size of a line: 1,999 bytes, and the '\0'

struct user {
    char name[NAME]; // "": nobody is here
    int socket;
    pthread_mutex_t sending; // held by the thread that sends to this user
};

static struct user users[USERS];
static pthread_mutex_t table = PTHREAD_MUTEX_INITIALIZER; // for all names and sockets in users

// Receives one line, without its end. Of a longer one it keeps the beginning.
// Returns 1; or 0 if the client has left, -1 if recv() has failed.
static int receive_line(int new_socket, char *line, size_t size)
{
    size_t length = 0;
    char byte = '\0';

    while (byte != '\n') {
        ssize_t received = recv(new_socket, &byte, 1, 0);
        if (received == 1) {
            if (byte != '\n' && length < size - 1) {
                line[length++] = byte;
            }
        } else if (received == 0) {
            return 0;
        } else if (errno != EINTR) {
            return -1;
        }
    }

    line[length] = '\0';
    if (length > 0 && line[length - 1] == '\r') {
        line[length - 1] = '\0';
    }
    return 1;
}

// Sends all of a text. Returns 0, or -1 if send() has failed.
static int send_all(int new_socket, const char *text)
{
    while (*text != '\0') {
        ssize_t sent = send(new_socket, text, strlen(text), 0);
        if (sent >= 0) {
            text += sent;
        } else if (errno != EINTR) {
            return -1;
        }
    }
    return 0;
}

// Whether a text may be a name: 1 to 16 letters or digits, but not "quit".
static int is_name(const char *text)
{
    size_t length = 0;
    while (isalnum((unsigned char)text[length])) {
        length++;
    }
    return length > 0 && length < NAME && text[length] == '\0' && strcmp(text, "quit") != 0;
}

// Finds a user's place in the table, which the caller has locked. Returns -1 if nobody has the name.
static int find(const char *name)
{
    for (int i = 0; i < USERS; i++) {
        if (strcmp(users[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

// Takes a place in the table. Returns it, or -1 if the name is taken, or no place is free.
static int join(const char *name, int new_socket)
{
    int place = -1;

    // Nobody else may take the name between the look and the entry.
    pthread_mutex_lock(&table);
    if (find(name) == -1) {
        place = find(""); // a free one
    }
    if (place != -1) {
        strcpy(users[place].name, name);
        users[place].socket = new_socket;
    }
    pthread_mutex_unlock(&table);

    return place;
}

// Gives a place in the table back: from now on nobody is found there.
static void leave(int place)
{
    pthread_mutex_lock(&table);
    users[place].name[0] = '\0';
    shutdown(users[place].socket, SHUT_RDWR); // whoever is still sending there has an answer now
    pthread_mutex_unlock(&table);
}

// Sends a text to the user of that name. Returns 0, or -1 if nobody has it, or it can't be sent.
static int deliver(const char *name, const char *text)
{
    int copy = -1;

    // A descriptor of our own: the user may leave, and its number go to another connection. And
    // while we send, which may take as long as the user likes, others need the table.
    pthread_mutex_lock(&table);
    int place = find(name);
    if (place != -1) {
        copy = dup(users[place].socket);
    }
    pthread_mutex_unlock(&table);
    if (copy == -1) {
        return -1;
    }

    pthread_mutex_lock(&users[place].sending); // one line at a time
    int status = send_all(copy, text);
    pthread_mutex_unlock(&users[place].sending);
    close(copy);
    return status;
}

// Asks a client for its name until it gives a good one. Returns its place in the table, or -1 if it
// leaves before.
static int welcome(int new_socket)
{
    char line[LINE], answer[LINE + 16];

    while (receive_line(new_socket, line, sizeof(line)) == 1) {
        int place = -1;
        if (strcmp(line, "quit") == 0) {
            send_all(new_socket, "Goodbye\n");
            return -1;
        }
        if (!is_name(line)) {
            send_all(new_socket, "Bad name\n");
        } else if ((place = join(line, new_socket)) == -1) {
            send_all(new_socket, "Name taken\n");
        } else {
            printf("%s joined\n", line);
            snprintf(answer, sizeof(answer), "Welcome %s\n", line);
            deliver(line, answer);
            return place;
        }
    }
    return -1;
}

// Passes a user's messages on until it leaves.
static void talk(int new_socket, const char *name)
{
    char line[LINE], message[LINE + NAME + 2];

    int status = 0;
    while (status == 0 && receive_line(new_socket, line, sizeof(line)) == 1) {
        char *text = strchr(line, ':');
        if (strcmp(line, "quit") == 0) {
            deliver(name, "Goodbye\n");
            return;
        }
        if (text == NULL) {
            status = deliver(name, "Write NAME: MESSAGE\n");
            continue;
        }

        *text++ = '\0'; // the name ends where the ':' was
        text += *text == ' ';
        snprintf(message, sizeof(message), "%s: %s\n", name, text);
        if (is_name(line) && deliver(line, message) == 0) {
            printf("%s to %s\n", name, line);
        } else {
            snprintf(message, sizeof(message), "No %s here\n", line);
            status = deliver(name, message);
        }
    }
}

// What each thread does: serve one client until it leaves.
static void *handle_connection(void *argument)
{
    int new_socket = (int)(intptr_t)argument;
    int place = welcome(new_socket);

    if (place != -1) {
        char name[NAME];
        strcpy(name, users[place].name); // only this thread changes it
        talk(new_socket, name);
        leave(place);
        printf("%s left\n", name);
    }
    close(new_socket);
    return NULL;
}

int main(void)
{
    uint16_t port = 5000;
    int socket_desc = -1, status = -1, yes = 1;
    struct sockaddr_in server = {0};

    // A user who has vanished is an error of send(), and not the end of the relay.
    signal(SIGPIPE, SIG_IGN);

    for (int i = 0; i < USERS; i++) {
        pthread_mutex_init(&users[i].sending, NULL);
    }

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
        pthread_t handler;
        int new_socket = accept(socket_desc, NULL, NULL);
        if (new_socket == -1) {
            if (errno == EINTR || errno == ECONNABORTED) {
                continue; // nothing has failed here
            }
            perror("accept");
            return 1;
        }
        printf("Connection successful\n");

        status = pthread_create(&handler, NULL, handle_connection, (void *)(intptr_t)new_socket);
        if (status != 0) {
            fprintf(stderr, "pthread_create: %s\n", strerror(status));
            close(new_socket);
            continue;
        }
        pthread_detach(handler);
    }
}
