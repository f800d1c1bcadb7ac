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

    server.sin_family = AF_INET;
    server.sin_addr.s_addr = htonl(INADDR_ANY);
    server.sin_port = htons(port);

    int yes = 1; // for SO_REUSEADDR: start again at once, even while the port is in TIME_WAIT
    socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1 ||
        setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == -1) {
        perror("socket");
        return 1;
    }
    status = bind(socket_desc, (struct sockaddr *)&server, sizeof(server));

    if (status == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");

    status = listen(socket_desc, 3);

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

        new_socket = accept(socket_desc, NULL, NULL);

        if (new_socket == -1) {
            if (errno == EINTR) {
                continue; // a signal came in between: nothing has failed
            }
            perror("accept");
            return 1;
        }
        printf("Connection successful\n");

        size_t length = 0;
        do {
            received = recv(new_socket, &message[length], 1, 0);
        } while (received == 1 && message[length] != '\n' && ++length < sizeof(message) - 1);
        message[length] = '\0';
        message[strcspn(message, "\r")] = '\0';

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

        if (fgets(reply, sizeof(reply), stdin) == NULL) {
            return 0; // nobody is at the keyboard any more
        }

        size_t sent = 0;
        while (sent < strlen(reply)) {
            ssize_t count = send(new_socket, reply + sent, strlen(reply) - sent, MSG_NOSIGNAL);
            if (count == -1) {
                perror("send");
                break;
            }
            sent += (size_t)count;
        }

        close(new_socket);
    }
}
