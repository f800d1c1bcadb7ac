// Exercise 11.2: listen for a connection and accept it.
//
// New here: the socket listens, and accept() gives a second one, connected to a client.
//
// Build: gcc ex11_2.c -o ex11_2
// Run:   ./ex11_2, and ./test_client in a second terminal

#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    uint16_t port = 5000;
    int socket_desc = -1;
    int new_socket = -1;
    int status = -1;
    struct sockaddr_in server = {0};
    struct sockaddr_in client = {0};

    // Steps 1 to 3: the address, the socket, bind.

    // *** COMPLETE ME ***
    // As in exercise 1: `socket_desc` is a TCP socket, bound to our port on every address of this
    // machine, and `status` is what bind() answered.
    fprintf(stderr, "ex11_2 is not complete: there is no server socket yet\n");
    return 1;

    if (status == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");

    // Step 4: make it a listening socket.

    // *** COMPLETE ME ***
    // Afterwards clients can connect, and `status` is what listen() answered. Up to three
    // connections may wait in its queue (the backlog) until they are accepted.
    fprintf(stderr, "ex11_2 is not complete: nobody listens on the socket yet\n");
    return 1;

    if (status == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port %d\n", port);

    // Step 5: accept the connection of a client.

    // *** COMPLETE ME ***
    // Afterwards `new_socket` is what accept() answered: the descriptor of a new socket, connected
    // to one client, or -1. accept() writes the client's address into `client`. Its last argument
    // points to a socklen_t: you put in the size of `client`, it puts in the size that it used.
    fprintf(stderr, "ex11_2 is not complete: no connection is accepted yet\n");
    return 1;

    if (new_socket == -1) {
        perror("accept");
        return 1;
    }
    printf("Connection successful\n");

    // Step 7: close both sockets, the connected one and the listening one.
    close(new_socket);
    close(socket_desc);
    return 0;
}
