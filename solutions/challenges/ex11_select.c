// Challenge: one thread for all clients.
//
// New here: select() waits for all of them at once, and no other call waits for anybody.
//
// Build: gcc ex11_select.c -o ex11_select
// Run:   ./ex11_select, and `nc 127.0.0.1 5000` in two other terminals. CTRL-C ends the server
//
// Each line of a client goes back to this client as it came.

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#define ROOM 4096 // for two lines of 1,999 bytes, and their ends

struct client {
    int is_here;
    int has_ended;   // it sends nothing more, but may still read
    size_t received; // how many bytes we have of it
    size_t whole;    // the first of them, to the end of the last whole line: they are to be sent
    char bytes[ROOM];
};

static struct client clients[FD_SETSIZE]; // each at the number of its descriptor
static int is_full; // until a client leaves, there is no descriptor for another

// Makes each call on a descriptor return at once: where it would wait, it answers -1, and errno is
// EAGAIN. Returns 0, or -1 if that can't be done.
static int do_not_wait(int descriptor)
{
    int status = -1;

    int flags = fcntl(descriptor, F_GETFL);
    if (flags != -1) {
        status = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
    }
    if (status == -1) {
        perror("fcntl");
    }

    return status;
}

// Whether a call on a connection has only come too early, or was interrupted.
static int may_be_repeated(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

// Takes in a new client. Returns 0, or -1 if the server can't go on.
static int accept_client(int socket_desc)
{
    int new_socket = -1;

    new_socket = accept(socket_desc, NULL, NULL);
    if (new_socket == -1) {
        is_full = errno == EMFILE || errno == ENFILE;
        if (is_full || may_be_repeated(errno) || errno == ECONNABORTED) {
            return 0; // the client has changed its mind, or has to wait
        }
        perror("accept");
        return -1;
    }
    if (new_socket >= FD_SETSIZE || do_not_wait(new_socket) == -1) {
        close(new_socket); // a set has no place for a larger number
        return 0;
    }
    clients[new_socket] = (struct client){.is_here = 1};

    printf("Connection successful\n");
    return 0;
}

// Receives what has come from a client. Returns 0, or -1 if nothing more is to be done for it.
static int receive_some(int new_socket)
{
    struct client *client = &clients[new_socket];

    ssize_t count = recv(new_socket, client->bytes + client->received, ROOM - client->received, 0);
    if (count == -1) {
        return may_be_repeated(errno) ? 0 : -1;
    }
    client->has_ended = count == 0;
    client->received += (size_t)count;

    // What stands behind the last newline waits for the rest of its line. A line that is longer
    // than all the room goes back in pieces.
    for (size_t i = client->received - (size_t)count; i < client->received; i++) {
        if (client->bytes[i] == '\n') {
            client->whole = i + 1;
        }
    }
    if (client->received == ROOM && client->whole == 0) {
        client->whole = ROOM;
    }
    return client->has_ended && client->whole == 0 ? -1 : 0;
}

// Sends of a client's whole lines as much as the connection takes now. Returns 0, or -1 if nothing
// more is to be done for it.
static int send_some(int new_socket)
{
    struct client *client = &clients[new_socket];

    ssize_t sent = send(new_socket, client->bytes, client->whole, MSG_NOSIGNAL);
    if (sent == -1) {
        return may_be_repeated(errno) ? 0 : -1;
    }
    client->received -= (size_t)sent;
    client->whole -= (size_t)sent;
    memmove(client->bytes, client->bytes + sent, client->received); // the rest moves to the front
    return client->has_ended && client->whole == 0 ? -1 : 0;
}

// Parts with a client: its number may belong to another one soon.
static void leave(int new_socket)
{
    close(new_socket);
    clients[new_socket].is_here = 0;
    is_full = 0;
}

// Makes the listening socket. Returns its descriptor, or -1.
static int start_listening(uint16_t port)
{
    int socket_desc = -1, yes = 1;
    struct sockaddr_in server = {0};

    server.sin_family = AF_INET;
    server.sin_addr.s_addr = htonl(INADDR_ANY);
    server.sin_port = htons(port);

    socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1) {
        perror("socket");
        return -1;
    }
    if (setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == -1) {
        perror("setsockopt");
        return -1;
    }
    if (do_not_wait(socket_desc) == -1) { // a client may have left again when we come to accept
        return -1;
    }
    if (bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        return -1;
    }
    printf("Server socket created\n");

    if (listen(socket_desc, 3) == -1) {
        perror("listen");
        return -1;
    }
    printf("Server listening on port %d\n", port);
    return socket_desc;
}

int main(void)
{
    int socket_desc = start_listening(5000);
    if (socket_desc == -1) {
        return 1;
    }

    for (;;) { // each turn waits once, and then serves everybody for whom something can be done
        int highest = socket_desc, status = -1;
        fd_set readable, writable;

        FD_ZERO(&readable);
        FD_ZERO(&writable);
        if (!is_full) {
            FD_SET(socket_desc, &readable);
        }
        for (int i = 0; i < FD_SETSIZE; i++) {
            if (clients[i].is_here && clients[i].received < ROOM && !clients[i].has_ended) {
                FD_SET(i, &readable); // we have room for more
            }
            if (clients[i].is_here && clients[i].whole > 0) {
                FD_SET(i, &writable); // we have something to send
            }
            highest = clients[i].is_here && i > highest ? i : highest;
        }

        // Here, and only here, the server waits.
        status = select(highest + 1, &readable, &writable, NULL, NULL);
        if (status == -1 && errno == EINTR) {
            continue; // a signal came in between, and the sets say nothing
        }

        if (status == -1) {
            perror("select");
            return 1;
        }

        if (FD_ISSET(socket_desc, &readable) && accept_client(socket_desc) == -1) {
            return 1;
        }
        for (int i = 0; i <= highest; i++) {
            if ((clients[i].is_here && FD_ISSET(i, &readable) && receive_some(i) == -1) ||
                (clients[i].is_here && FD_ISSET(i, &writable) && send_some(i) == -1)) {
                leave(i);
            }
        }
    }
}
