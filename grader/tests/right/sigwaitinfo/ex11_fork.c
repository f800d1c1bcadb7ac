// SIGCHLD makes the listening socket's poll end, ppoll(2), and is then taken by sigtimedwait(2).
// Lines are read and written by stdio streams.
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int listening(void)
{
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int yes = 1, sock = socket(AF_INET, SOCK_STREAM, 0);
    if (sock == -1 || setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == -1 ||
        bind(sock, (struct sockaddr *)&name, sizeof(name)) == -1) {
        perror("server socket");
        exit(1);
    }
    printf("Server socket created\n");
    if (listen(sock, 3) == -1) {
        perror("listen");
        exit(1);
    }
    printf("Server listening on port 5000\n");
    return sock;
}

static void echo(int client)
{
    char line[2048];
    FILE *in = fdopen(client, "r"), *out = fdopen(dup(client), "w");
    signal(SIGPIPE, SIG_IGN);
    while (fgets(line, sizeof(line), in) != NULL) {
        if (fputs(line, out) == EOF || fflush(out) == EOF) {
            break;
        }
    }
    fclose(in);
    fclose(out);
}

static void nothing(int signal)
{
    (void)signal;
}

int main(void)
{
    sigset_t child, before;
    struct timespec now = {0};
    int sock;

    signal(SIGCHLD, nothing); // else it would be dropped
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, &before);
    setvbuf(stdout, NULL, _IOLBF, 0);
    sock = listening();
    for (;;) {
        struct pollfd polled = {.fd = sock, .events = POLLIN};
        int ready = ppoll(&polled, 1, NULL, &before);
        while (sigtimedwait(&child, NULL, &now) == SIGCHLD) {
        }
        while (waitpid(-1, NULL, WNOHANG) > 0) {
        }
        if (ready != 1) {
            continue;
        }
        int client = accept(sock, NULL, NULL);
        if (client == -1) {
            continue;
        }
        printf("Connection successful\n");
        pid_t pid = fork();
        if (pid == 0) {
            sigprocmask(SIG_SETMASK, &before, NULL);
            close(sock);
            echo(client);
            exit(0);
        }
        if (pid == -1) {
            perror("fork");
        }
        close(client);
    }
}
