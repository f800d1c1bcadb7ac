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

    server.sin_family = AF_INET;
    server.sin_addr.s_addr = htonl(INADDR_ANY);
    server.sin_port = htons(port);

    socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1) {
        perror("socket");
        return 1;
    }

    // Start again at once, even while an old connection keeps the port in TIME_WAIT.
    int yes = 1;
    if (setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == -1) {
        perror("setsockopt");
        return 1;
    }

    status = bind(socket_desc, (struct sockaddr *)&server, sizeof(server));

    if (status == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");

    // Step 4: make it a listening socket.

    status = listen(socket_desc, 3);

    if (status == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port %d\n", port);

    // Step 5: accept the connection of a client.

    socklen_t size = sizeof(client);
    new_socket = accept(socket_desc, (struct sockaddr *)&client, &size);

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
