// SIGCHLD comes through a descriptor, signalfd(2), and poll() waits for it and for clients.
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/signalfd.h>
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

int main(void)
{
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    int sock = listening();
    struct pollfd polled[] = {
        {.fd = sock, .events = POLLIN},
        {.fd = signalfd(-1, &child, SFD_NONBLOCK | SFD_CLOEXEC), .events = POLLIN},
    };
    for (;;) {
        if (poll(polled, 2, -1) == -1) {
            continue;
        }
        if ((polled[1].revents & POLLIN) != 0) {
            struct signalfd_siginfo news;
            while (read(polled[1].fd, &news, sizeof(news)) > 0) {
            }
            while (waitpid(-1, NULL, WNOHANG) > 0) {
            }
        }
        if ((polled[0].revents & POLLIN) == 0) {
            continue;
        }
        int client = accept(sock, NULL, NULL);
        if (client == -1) {
            continue;
        }
        puts("Connection successful");
        fflush(stdout); // else the child shows it again, if it goes to a file
        pid_t pid = fork();
        if (pid == 0) {
            sigprocmask(SIG_UNBLOCK, &child, NULL);
            close(polled[1].fd);
            close(sock);
            echo(client);
            exit(EXIT_SUCCESS);
        }
        if (pid < 0) {
            perror("fork");
        }
        close(client);
    }
}
