// It forks twice: the child ends at once and is waited for, and the grandchild, whose parent is
// then init, serves. It says so when it can't fork.
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

static void serve(int sock, int client)
{
    pid_t grandchild = fork();
    if (grandchild == -1) {
        perror("fork");
    }
    if (grandchild == 0) {
        close(sock);
        echo(client);
    }
    exit(0);
}

int main(void)
{
    int sock = listening();
    for (;;) {
        int client = accept(sock, NULL, NULL);
        if (client == -1) {
            perror("accept");
            return 1;
        }
        printf("Connection successful\n");
        fflush(stdout);
        pid_t child = fork();
        if (child == 0) {
            serve(sock, client);
        }
        close(client);
        if (child == -1) {
            perror("fork");
        } else {
            while (waitpid(child, NULL, 0) == -1 && errno == EINTR) {
            }
        }
    }
}
