// Challenge: a server with a process for each connection, which sends each line back as it came.
//
// New here: fork(). The parent only accepts, and each of its children talks with one client.
//
// Build: gcc ex11_fork.c -o ex11_fork
// Run:   ./ex11_fork, and `nc 127.0.0.1 5000` in two other terminals. CTRL-C ends the server

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
    // *** COMPLETE ME ***
    // An ended child stays a zombie until its parent has waited for it. Afterwards none is left: if
    // several end at one moment, the kernel calls this once. But it never waits for a child that
    // goes on. See waitpid(2). And errno is as before, because main() may be about to look at it.
    static const char missing[] = "ex11_fork is not complete: zombies stay\n";
    (void)!write(STDERR_FILENO, missing, sizeof(missing) - 1); // printf() may be busy just now
    _exit(1);
}

// What each child does: send back what comes, until the client leaves.
static void echo(int new_socket)
{
    char bytes[2000];

    // *** COMPLETE ME ***
    // Every byte that has come has gone back, in its order, and the client has left. One send() may
    // take less than it was given, as in ex11_3.
    (void)new_socket, (void)bytes;
    fprintf(stderr, "ex11_fork is not complete: nothing is sent back yet\n");
}

int main(void)
{
    uint16_t port = 5000;
    int socket_desc = -1;

    struct sockaddr_in server = {0};
    int yes = 1; // start again at once, even while an old connection keeps the port
    // *** COMPLETE ME ***
    // As in ex11_2: socket_desc listens on the port, at every address of this machine. SO_REUSEADDR
    // is asked for here.
    (void)server, (void)yes;
    fprintf(stderr, "ex11_fork is not complete: there is no listening socket yet\n");
    return 1;

    printf("Server socket created\n");
    printf("Server listening on port %d\n", port);

    struct sigaction on_child = {.sa_handler = collect_children, .sa_flags = SA_NOCLDSTOP};
    // *** COMPLETE ME ***
    // The kernel calls collect_children() whenever a child has ended: this is the signal SIGCHLD.
    // See sigaction(2).
    (void)on_child;
    fprintf(stderr, "ex11_fork is not complete: nobody is told that a child has ended\n");
    return 1;

    for (;;) { // each turn is one client
        int new_socket = -1;
        // *** COMPLETE ME ***
        // As in ex11_4. If a child ends while accept() waits, accept() fails with EINTR: nothing is
        // wrong then, and the next turn waits again.
        (void)socket_desc;
        fprintf(stderr, "ex11_fork is not complete: nobody is accepted yet\n");
        return 1;

        if (new_socket == -1) {
            perror("accept");
            return 1;
        }
        printf("Connection successful\n");
        fflush(stdout); // what has not been shown yet, the child would show once more

        pid_t child = -1;
        // *** COMPLETE ME ***
        // There are two processes, which go on here with the same variables and the same
        // descriptors. `child` tells them apart: fork() returns 0 in the child, and the child's
        // number in the parent. The third answer is -1: there are too many processes. Then this
        // client can't be served: its connection ends, and the next turn waits for another one.
        fprintf(stderr, "ex11_fork is not complete: no child is made yet\n");
        return 1;

        if (child == 0) {
            // *** COMPLETE ME ***
            // The client has been served, and the child has ended: only the parent goes on with the
            // loop. The child doesn't hold the listening socket, which would keep the port.
            (void)echo;
            fprintf(stderr, "ex11_fork is not complete: the child does nothing yet\n");
            exit(1);
        }

        // *** COMPLETE ME ***
        // Only the child holds the connection. It ends when no process holds it any more.
        fprintf(stderr, "ex11_fork is not complete: the parent keeps the connection\n");
        return 1;
    }
}
