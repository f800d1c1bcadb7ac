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

    server.sin_family = AF_INET;
    server.sin_addr.s_addr = htonl(INADDR_ANY);
    server.sin_port = htons(port);

    // Step 2: create the socket.

    socket_desc = socket(AF_INET, SOCK_STREAM, 0);

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

    status = bind(socket_desc, (struct sockaddr *)&server, sizeof(server));

    if (status == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");

    // Steps 4 to 6 come in the next exercises. Step 7: close what you opened.
    close(socket_desc);
    return 0;
}
