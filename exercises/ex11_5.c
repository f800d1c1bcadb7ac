// Exercise 11.5: serve many clients at once, each in a thread of its own.
//
// New here: main() only accepts; handle_connection(), in a new thread, does the talking.
//
// Build: gcc ex11_5.c -o ex11_5 -pthread
// Run:   ./ex11_5, and ./test_client in two other terminals. CTRL-C ends the server

#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// Receives one line. Returns 1; or 0 if the client has left, -1 if recv() has failed.
static int receive_line(int new_socket, char *line, size_t size)
{
    // *** COMPLETE ME ***
    // As before.
    (void)new_socket, (void)line, (void)size;
    fprintf(stderr, "ex11_5 is not complete: receive_line() receives nothing yet\n");
    return -1;
}

// Sends all of a text. Returns 0, or -1 if send() has failed.
static int send_all(int new_socket, const char *text)
{
    // *** COMPLETE ME ***
    // As before.
    (void)new_socket, (void)text;
    fprintf(stderr, "ex11_5 is not complete: send_all() sends nothing yet\n");
    return -1;
}

// What each thread does: talk with one client until it leaves.
static void *handle_connection(void *argument)
{
    int new_socket = -1;
    printf("Starting new connection handler\n");
    // *** COMPLETE ME ***
    // Afterwards `new_socket` is the connection that main() gave to this thread as `argument`.
    (void)argument;
    fprintf(stderr, "ex11_5 is not complete: the handler has no connection yet\n");
    return NULL;

    for (;;) { // each turn is one message and its reply
        int received = -1;
        char message[2000], reply[2000] = "";
        // *** COMPLETE ME ***
        // `message` is the client's line, `received` is receive_line's answer.
        fprintf(stderr, "ex11_5 is not complete: no message is received yet\n");
        return NULL;

        if (received <= 0) {
            break; // this client has left, the others go on
        }
        printf("Received: %s\nEnter reply: ", message);
        fflush(stdout);

        // *** COMPLETE ME ***
        // The line that is typed at the keyboard has been sent to this thread's client.
        fprintf(stderr, "ex11_5 is not complete: no reply is sent yet\n");
        return NULL;
    }

    // *** COMPLETE ME ***
    // Nothing of this connection is left open.
    fprintf(stderr, "ex11_5 is not complete: the connection stays open\n");
    return NULL;
}

int main(void)
{
    uint16_t port = 5000;
    int socket_desc = -1, status = -1;
    struct sockaddr_in server = {0};

    // *** COMPLETE ME ***
    // Steps 1 to 3.
    fprintf(stderr, "ex11_5 is not complete: there is no server socket yet\n");
    return 1;

    if (status == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");

    // *** COMPLETE ME ***
    // Step 4.
    fprintf(stderr, "ex11_5 is not complete: nobody listens on the socket yet\n");
    return 1;

    if (status == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port %d\n", port);

    for (;;) { // each turn is one client
        int new_socket = -1;
        pthread_t handler;
        // *** COMPLETE ME ***
        // Step 5.
        fprintf(stderr, "ex11_5 is not complete: no connection is accepted yet\n");
        return 1;

        if (new_socket == -1) {
            if (errno == EINTR) {
                continue; // a signal came in between: nothing has failed
            }
            perror("accept");
            return 1;
        }
        printf("Connection successful\n");

        // *** COMPLETE ME ***
        // Afterwards a new thread runs handle_connection, and `status` is what pthread_create()
        // answered: 0, or the number of an error. The last argument, a void *, is all that it tells
        // the thread, and `new_socket` changes with the next turn, maybe before the thread looks:
        // give it the number itself (cast to intptr_t, then to void *) or a copy from malloc().
        fprintf(stderr, "ex11_5 is not complete: no thread is started yet\n");
        return 1;

        if (status != 0) {
            fprintf(stderr, "pthread_create: %s\n", strerror(status));
            close(new_socket);
            continue;
        }
        pthread_detach(handler); // nobody waits for its end: all that it used is freed by itself
    }
}
