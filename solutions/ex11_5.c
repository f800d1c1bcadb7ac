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
    size_t length = 0;
    char byte = '\0'; // one at a time: not the fastest way, but it ends where the line does

    while (byte != '\n' && length < size - 1) {
        ssize_t received = recv(new_socket, &byte, 1, 0);
        if (received == 1) {
            line[length++] = byte;
        } else if (received == 0) {
            return 0;
        } else if (errno != EINTR) { // EINTR: a signal came in between, nothing has failed
            perror("recv");
            return -1;
        }
    }

    line[length] = '\0';
    line[strcspn(line, "\r\n")] = '\0';
    return 1;
}

// Sends all of a text. Returns 0, or -1 if send() has failed.
static int send_all(int new_socket, const char *text)
{
    while (*text != '\0') {
        ssize_t sent = send(new_socket, text, strlen(text), MSG_NOSIGNAL); // no SIGPIPE, but -1
        if (sent >= 0) {
            text += sent; // maybe it took only the first bytes
        } else if (errno != EINTR) {
            perror("send");
            return -1;
        }
    }
    return 0;
}

// What each thread does: talk with one client until it leaves.
static void *handle_connection(void *argument)
{
    int new_socket = -1;
    printf("Starting new connection handler\n");
    new_socket = (int)(intptr_t)argument;

    for (;;) { // each turn is one message and its reply
        int received = -1;
        char message[2000], reply[2000] = "";
        received = receive_line(new_socket, message, sizeof(message));
        if (received <= 0) {
            break; // this client has left, the others go on
        }
        printf("Received: %s\nEnter reply: ", message);
        fflush(stdout);

        if (fgets(reply, sizeof(reply), stdin) == NULL) {
            break; // nobody is at the keyboard any more
        }
        send_all(new_socket, reply); // if the client has left, receive_line() will say so
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

    socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1) {
        perror("socket");
        return 1;
    }

    int yes = 1; // start again at once, even while an old connection keeps the port in TIME_WAIT
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
