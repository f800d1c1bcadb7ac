// Exercise 11.4: serve one client after another.
//
// New here: steps 5 to 7 stand in a loop, and the reply is typed at the keyboard.
//
// Build: gcc ex11_4.c -o ex11_4
// Run:   ./ex11_4, and ./test_client in a second terminal, several times. CTRL-C ends the server

#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// Receives one line as a string without its newline. Returns 1; or 0 if the client has left, -1 if
// recv() has failed.
static int receive_line(int new_socket, char *line, size_t size)
{
    // *** COMPLETE ME ***
    // As before: `line` is the client's next line, as far as it fits.
    (void)new_socket, (void)line, (void)size;
    fprintf(stderr, "ex11_4 is not complete: receive_line() receives nothing yet\n");
    return -1;
}

// Sends all of a text. Returns 0, or -1 if send() has failed.
static int send_all(int new_socket, const char *text)
{
    // *** COMPLETE ME ***
    // As before: the client has been sent the text. One that is gone by now must not end the
    // server, neither by an error nor by a signal.
    (void)new_socket, (void)text;
    fprintf(stderr, "ex11_4 is not complete: send_all() sends nothing yet\n");
    return -1;
}

int main(void)
{
    uint16_t port = 5000;
    int socket_desc = -1;
    int status = -1;
    struct sockaddr_in server = {0};

    // *** COMPLETE ME ***
    // Steps 1 to 3: `status` is bind's answer.
    fprintf(stderr, "ex11_4 is not complete: there is no server socket yet\n");
    return 1;

    if (status == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");

    // *** COMPLETE ME ***
    // Step 4: `status` is listen's answer.
    fprintf(stderr, "ex11_4 is not complete: nobody listens on the socket yet\n");
    return 1;

    if (status == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port %d\n", port);

    // Each turn of this loop is the visit of one client.
    for (;;) {
        int new_socket = -1;
        int received = -1;
        char message[2000];
        char reply[2000] = "";

        // *** COMPLETE ME ***
        // Step 5: `new_socket` is connected to the next client.
        fprintf(stderr, "ex11_4 is not complete: no connection is accepted yet\n");
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
        // Step 6, first half: `message` is the client's line, `received` is receive_line's answer.
        fprintf(stderr, "ex11_4 is not complete: no message is received yet\n");
        return 1;

        if (received <= 0) { // this client has left, but others will come
            close(new_socket);
            continue;
        }
        printf("Server received %s\n", message);

        printf("Enter reply: ");
        fflush(stdout);

        // *** COMPLETE ME ***
        // Afterwards `reply` is the whole line that was typed at the keyboard, with its blanks.
        fprintf(stderr, "ex11_4 is not complete: no reply is read yet\n");
        return 1;

        // *** COMPLETE ME ***
        // Step 6, second half: the client has been sent `reply`.
        fprintf(stderr, "ex11_4 is not complete: no reply is sent yet\n");
        return 1;

        // *** COMPLETE ME ***
        // Step 7: this client sees that its visit is over, and the server can accept the next one.
        fprintf(stderr, "ex11_4 is not complete: the visit does not end yet\n");
        return 1;
    }
}
