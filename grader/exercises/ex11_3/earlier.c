// Exercise 11.3: receive a message and send a reply.
//
// New here: the server talks with the client, over the connected socket.
//
// Build: gcc ex11_3.c -o ex11_3
// Run:   ./ex11_3, and ./test_client in a second terminal

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
    int new_socket = -1;
    int status = -1;
    ssize_t received = -1;
    char message[2000];
    const char *reply = "Goodbye, world!\n";
    struct sockaddr_in server = {0};

    // *** COMPLETE ME ***
    // Steps 1 to 3, as before: `socket_desc` is bound to our port, `status` is bind's answer.
    fprintf(stderr, "ex11_3 is not complete: there is no server socket yet\n");
    return 1;

    if (status == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");

    // *** COMPLETE ME ***
    // Step 4, as before: the socket listens, `status` is listen's answer.
    fprintf(stderr, "ex11_3 is not complete: nobody listens on the socket yet\n");
    return 1;

    if (status == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port %d\n", port);

    // *** COMPLETE ME ***
    // Step 5, as before: `new_socket` is connected to one client.
    fprintf(stderr, "ex11_3 is not complete: no connection is accepted yet\n");
    return 1;

    if (new_socket == -1) {
        perror("accept");
        return 1;
    }
    printf("Connection successful\n");

    // Step 6: read from the connection, and write to it.

    // *** COMPLETE ME ***
    // Afterwards `message` is the line that the client sent. recv() gives you bytes, not a string:
    // receive no more than fits, end it with '\0', take off the newline ("\n" or "\r\n").
    // `received` is what recv() answered last: 0 if the client has left, -1 if recv() failed.
    fprintf(stderr, "ex11_3 is not complete: no message is received yet\n");
    return 1;

    if (received == -1) {
        perror("recv");
        return 1;
    }
    if (received == 0) {
        fprintf(stderr, "The client left before it had sent a line\n");
        return 1;
    }
    printf("Server received %s\n", message);

    // *** COMPLETE ME ***
    // Afterwards the client has been sent the text of `reply` and not a byte more. send() answers
    // how many bytes it took, which may be fewer than you gave it, or -1 if it failed.
    fprintf(stderr, "ex11_3 is not complete: no reply is sent yet\n");
    return 1;

    close(new_socket);
    close(socket_desc);
    return 0;
}
