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

    // *** COMPLETE ME ***
    // The descriptor has the flag O_NONBLOCK beside the flags that it had, and `status` is 0. A
    // descriptor's flags are read and set by fcntl(2): F_GETFL, F_SETFL.
    (void)descriptor;
    fprintf(stderr, "ex11_select is not complete: a call on a descriptor may still wait\n");

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

    // *** COMPLETE ME ***
    // `new_socket` is the connected socket, as in ex11_5, and doesn't wait. Its place in `clients`
    // is that of a client who is here, and has sent nothing yet: whoever had this number before may
    // have left something there. A socket of FD_SETSIZE or more is closed: a set has no place for
    // it. That nobody is there to be accepted any more is no error. If there are too many open
    // descriptors (EMFILE), `is_full` is 1.
    (void)socket_desc, (void)new_socket, (void)may_be_repeated, (void)is_full;
    fprintf(stderr, "ex11_select is not complete: no client is accepted yet\n");
    return -1;

    printf("Connection successful\n");
    return 0;
}

// Receives what has come from a client. Returns 0, or -1 if nothing more is to be done for it.
static int receive_some(int new_socket)
{
    struct client *client = &clients[new_socket];

    // *** COMPLETE ME ***
    // One recv() has put what has come behind the bytes that are there, `received` counts it, and
    // `whole` reaches to the end of the last whole line: what stands behind it waits for its rest,
    // while you serve the others. If all the room is full and there is no newline, all of it is
    // sent. If the client has ended its connection, `has_ended` is 1: it gets what is whole, and
    // then -1 is returned. If recv() has failed, may_be_repeated() says whether that is the end.
    (void)client;
    fprintf(stderr, "ex11_select is not complete: nothing is received yet\n");
    return -1;
}

// Sends of a client's whole lines as much as the connection takes now. Returns 0, or -1 if nothing
// more is to be done for it.
static int send_some(int new_socket)
{
    struct client *client = &clients[new_socket];

    // *** COMPLETE ME ***
    // One send() has got the whole lines, and no signal comes if the client has left. What it took
    // is gone from `bytes`, the rest stands in front. What it did not take has its turn when
    // select() says so: a loop here would wait for this one client. Returned is the same as above.
    (void)client;
    fprintf(stderr, "ex11_select is not complete: nothing is sent yet\n");
    return -1;
}

// Parts with a client: its number may belong to another one soon.
static void leave(int new_socket)
{
    // *** COMPLETE ME ***
    // Nothing of the client is open, its place is free, and there is a descriptor for another one.
    fprintf(stderr, "ex11_select is not complete: client %d can't leave yet\n", new_socket);
    _exit(1);
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

        // *** COMPLETE ME ***
        // The sets are made anew in each turn, because select() changes them: FD_ZERO, FD_SET. In
        // `readable` are the listening socket, unless `is_full`, and each client that is here, has
        // not ended, and for whose bytes there is room. In `writable` are the clients with whole
        // lines: not all of them, because a connection with nothing to send is always ready for it.
        // `highest` is the highest descriptor of all.
        fprintf(stderr, "ex11_select is not complete: nobody is in the sets yet\n");
        return 1;

        // Here, and only here, the server waits.
        // *** COMPLETE ME ***
        // `status` is the answer of select(2) for both sets: in them are only those left for whom
        // something can be done without waiting. Its first argument is not the highest descriptor.
        // If a signal came in between, begin the next turn: the sets say nothing.
        fprintf(stderr, "ex11_select is not complete: select() is not called yet\n");
        return 1;

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
