// Each child has a process group of its own, so CTRL-C does not reach it: the parent passes it on,
// waits for all children, and ends with status 0.
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
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
    char bytes[4096];
    ssize_t count;
    while ((count = read(client, bytes, sizeof(bytes))) > 0) {
        for (ssize_t done = 0, sent; done < count; done += sent) {
            sent = send(client, bytes + done, count - done, MSG_NOSIGNAL);
            if (sent == -1) {
                return;
            }
        }
    }
}

#define MOST 200

static pid_t children[MOST];
static volatile sig_atomic_t stops;

static void stop(int signal)
{
    (void)signal;
    stops = 1;
}

static void child_ended(int signal)
{
    (void)signal; // interrupts accept()
}

static void forget(void)
{
    for (int i = 0; i < MOST; i++) {
        if (children[i] != 0 && waitpid(children[i], NULL, WNOHANG) != 0) {
            children[i] = 0;
        }
    }
}

static void remember(pid_t pid)
{
    for (int i = 0; i < MOST; i++) {
        if (children[i] == 0) {
            children[i] = pid;
            return;
        }
    }
}

int main(void)
{
    struct sigaction on_stop = {.sa_handler = stop}, on_child = {.sa_handler = child_ended};
    sigset_t both, none;
    sigemptyset(&none);
    sigemptyset(&both);
    sigaddset(&both, SIGINT);
    sigaddset(&both, SIGCHLD);
    sigaction(SIGINT, &on_stop, NULL);
    sigaction(SIGTERM, &on_stop, NULL);
    sigaction(SIGCHLD, &on_child, NULL);
    sigprocmask(SIG_BLOCK, &both, NULL); // they come only while pselect() waits
    int sock = listening();
    while (!stops) {
        fd_set ready;
        FD_ZERO(&ready);
        FD_SET(sock, &ready);
        int count = pselect(sock + 1, &ready, NULL, NULL, NULL, &none);
        forget();
        if (count != 1) {
            continue;
        }
        int client = accept(sock, NULL, NULL);
        if (client == -1) {
            continue;
        }
        printf("Connection successful\n");
        fflush(stdout);
        pid_t pid = fork();
        if (pid == 0) {
            signal(SIGINT, SIG_DFL);
            signal(SIGTERM, SIG_DFL);
            sigprocmask(SIG_SETMASK, &none, NULL);
            setpgid(0, 0);
            close(sock);
            echo(client);
            _exit(0);
        }
        if (pid > 0) {
            remember(pid);
        }
        close(client);
    }
    close(sock);
    for (int i = 0; i < MOST; i++) {
        if (children[i] > 0) {
            kill(children[i], SIGTERM);
            waitpid(children[i], NULL, 0);
        }
    }
    return 0;
}
