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
        ssize_t received = -1;
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
        // Step 6, first half: `message` is the client's line, `received` is recv's last answer.
        fprintf(stderr, "ex11_4 is not complete: no message is received yet\n");
        return 1;

        if (received == -1) {
            perror("recv");
        }
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
        // Step 6, second half: the client has been sent the text of `reply`. A client that is gone
        // by now must not end the server, neither by an error nor by a signal.
        fprintf(stderr, "ex11_4 is not complete: no reply is sent yet\n");
        return 1;

        // *** COMPLETE ME ***
        // Step 7: this client sees that its visit is over, and the server can accept the next one.
        fprintf(stderr, "ex11_4 is not complete: the visit does not end yet\n");
        return 1;
    }
}
