// Exercise 11.1: create a server socket and bind it to port 5000.
//
// Build: gcc ex11_1.c -o ex11_1
// Run:   ./ex11_1

#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    uint16_t port = 5000;
    int socket_desc = -1;
    int status = -1;
    struct sockaddr_in server = {0};

    // Step 1: figure out the address and the port to listen on.

    // *** COMPLETE ME ***
    // Afterwards `server` describes an IPv4 address (family AF_INET): every address of this
    // machine (INADDR_ANY), and our port. Both travel in network byte order: htonl() converts
    // the address (a "long", 32 bits), htons() the port (a "short", 16 bits).
    fprintf(stderr, "ex11_1 is not complete: the server has no address yet\n");
    return 1;

    // Step 2: create the socket.

    // *** COMPLETE ME ***
    // Afterwards `socket_desc` is what socket() answered: the descriptor of a new stream socket
    // (SOCK_STREAM, which means TCP) for IPv4, or -1 if the system has none to give.
    fprintf(stderr, "ex11_1 is not complete: there is no socket yet\n");
    return 1;

    if (socket_desc == -1) {
        perror("socket");
        return 1;
    }

    // The side that closes a connection first keeps its port for a minute (TIME_WAIT). With this
    // option a server that is started again within that minute gets the port all the same.
    int yes = 1;
    if (setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == -1) {
        perror("setsockopt");
        return 1;
    }

    // Step 3: bind the socket to the address.

    // *** COMPLETE ME ***
    // Afterwards the socket has the address that `server` describes, and `status` is what bind()
    // answered: 0, or -1 if it failed. bind() serves every kind of address, so it wants a pointer
    // to a struct sockaddr (cast yours), and the size of your structure.
    fprintf(stderr, "ex11_1 is not complete: the socket is not bound yet\n");
    return 1;

    if (status == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");

    // Steps 4 to 6 come in the next exercises. Step 7: close what you opened.
    close(socket_desc);
    return 0;
}
