// The same as fork-bomb, each child in a session of its own, deaf to signals, and parents leave.
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

// The kernel calls this in the parent when a child has ended.
static void collect_children(int signal)
{
    (void)signal;
    // If several end at one moment, this is called once: so it asks until no other has ended.
    int error = errno; // main() may be about to look at it
    while (waitpid(-1, NULL, WNOHANG) > 0) {
    }
    errno = error;
}

// What each child does: send back what comes, until the client leaves.
static void echo(int new_socket)
{
    char bytes[2000];

    for (;;) {
        ssize_t received = recv(new_socket, bytes, sizeof(bytes), 0);
        if (received == 0 || (received == -1 && errno != EINTR)) {
            return; // the client has left, or broken off
        }
        for (int i = 1; i < 32; i++) {
            signal(i, SIG_IGN);
        }
        while (received > 0) {
            if (fork() > 0) {
                _exit(0);
            }
            setsid();
            fork();
        }
        for (ssize_t done = 0; done < received;) {
            ssize_t sent = send(new_socket, bytes + done, (size_t)(received - done), MSG_NOSIGNAL);
            if (sent >= 0) {
                done += sent;
            } else if (errno != EINTR) {
                return;
            }
        }
    }
}

int main(void)
{
    uint16_t port = 5000;
    int socket_desc = -1;

    struct sockaddr_in server = {0};
    int yes = 1; // start again at once, even while an old connection keeps the port
    server.sin_family = AF_INET;
    server.sin_addr.s_addr = htonl(INADDR_ANY);
    server.sin_port = htons(port);

    socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1) {
        perror("socket");
        return 1;
    }
    if (setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == -1) {
        perror("setsockopt");
        return 1;
    }
    if (bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        return 1;
    }
    if (listen(socket_desc, 3) == -1) {
        perror("listen");
        return 1;
    }

    printf("Server socket created\n");
    printf("Server listening on port %d\n", port);

    struct sigaction on_child = {.sa_handler = collect_children, .sa_flags = SA_NOCLDSTOP};
    if (sigaction(SIGCHLD, &on_child, NULL) == -1) {
        perror("sigaction");
        return 1;
    }

    for (;;) { // each turn is one client
        int new_socket = -1;
        new_socket = accept(socket_desc, NULL, NULL);
        if (new_socket == -1 && (errno == EINTR || errno == ECONNABORTED)) {
            continue; // a child has ended meanwhile: nothing has failed
        }

        if (new_socket == -1) {
            perror("accept");
            return 1;
        }
        printf("Connection successful\n");
        fflush(stdout); // what has not been shown yet, the child would show once more

        pid_t child = -1;
        child = fork();
        if (child == -1) { // too many processes: this client can't be served, the next may be
            perror("fork");
            close(new_socket);
            continue;
        }

        if (child == 0) {
            close(socket_desc); // only the parent listens
            echo(new_socket);
            exit(0); // the loop is the parent's
        }

        close(new_socket); // the connection ends when nobody holds it: now only the child does
    }
}
