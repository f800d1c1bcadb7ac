// Exercise 11.5: serve many clients at once, each in a thread of its own. New here: main()
// only accepts; handle_connection(), in a new thread, does the talking.
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

// What each thread does: talk with one client until it leaves.
static void *handle_connection(void *argument)
{
    int new_socket = -1;
    printf("Starting new connection handler\n");
    new_socket = (int)(intptr_t)argument;

    for (;;) { // each turn is one message and its reply
        ssize_t received = -1;
        char message[2000], reply[2000] = "";
        size_t length = 0;
        do {
            received = recv(new_socket, &message[length], 1, 0);
        } while (received == 1 && message[length] != '\n' && ++length < sizeof(message) - 1);
        message[length] = '\0';
        message[strcspn(message, "\r")] = '\0';
        if (received == -1) {
            perror("recv");
        }
        if (received <= 0) {
            break; // this client has left, the others go on
        }
        printf("Received: %s\nEnter reply: ", message);
        fflush(stdout);
        if (fgets(reply, sizeof(reply), stdin) == NULL) {
            break; // nobody is at the keyboard any more
        }
        size_t sent = 0;
        while (sent < strlen(reply)) {
            ssize_t count = send(new_socket, reply + sent, strlen(reply) - sent, MSG_NOSIGNAL);
            if (count == -1) {
                break; // the client has left: recv() will say so
            }
            sent += (size_t)count;
        }
    }

    close(new_socket);
    return NULL;
}

int main(void)
{
    uint16_t port = 5000;
    int socket_desc = -1, status = -1;
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

    for (;;) { // each turn is one client
        int new_socket = -1;
        pthread_t handler;
        new_socket = accept(socket_desc, NULL, NULL);
        if (new_socket == -1) {
            if (errno == EINTR) {
                continue; // a signal came in between: nothing has failed
            }
            perror("accept");
            return 1;
        }
        printf("Connection successful\n");

        // The number itself is the argument: its address would show the thread a later client.
        status = pthread_create(&handler, NULL, handle_connection, (void *)(intptr_t)new_socket);
        if (status != 0) {
            fprintf(stderr, "pthread_create: %s\n", strerror(status));
            close(new_socket);
            continue;
        }
        pthread_detach(handler); // nobody waits for its end: all that it used is freed by itself
    }
}
