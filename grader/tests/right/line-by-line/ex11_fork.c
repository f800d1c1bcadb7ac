// It sends a line only when it is whole, and says who came and left. Of the children it waits for
// those that have ended each time that it has accepted somebody, and at each signal.
#include <errno.h>
#include <netinet/in.h>
#include <arpa/inet.h>
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

static int has_child; // the pipe that the handler writes to would do as well

static void mark(int signal)
{
    int before = errno;
    (void)signal;
    has_child = 1;
    while (waitpid(-1, NULL, WNOHANG) > 0) {
    }
    errno = before;
}

static int send_line(int client, const char *line, size_t length)
{
    while (length > 0) {
        ssize_t sent = write(client, line, length);
        if (sent < 0) {
            return -1;
        }
        line += sent;
        length -= (size_t)sent;
    }
    return 0;
}

static void talk(int client)
{
    char line[2000];
    size_t length = 0;
    char byte;
    while (read(client, &byte, 1) == 1) {
        line[length++] = byte;
        if (byte == '\n' || length == sizeof(line)) {
            if (send_line(client, line, length) == -1) {
                return;
            }
            length = 0;
        }
    }
}

int main(void)
{
    struct sigaction action = {.sa_handler = mark};
    int sock = listening();
    sigaction(SIGCHLD, &action, NULL);
    for (;;) {
        struct sockaddr_in who;
        socklen_t size = sizeof(who);
        int client = accept(sock, (struct sockaddr *)&who, &size);
        if (client == -1) {
            if (errno != EINTR) {
                perror("accept");
            }
            continue;
        }
        printf("Connection successful\n");
        fflush(NULL);
        pid_t pid = fork();
        if (pid == -1) {
            fprintf(stderr, "%s can't be served: %s\n", inet_ntoa(who.sin_addr), strerror(errno));
        } else if (pid == 0) {
            close(sock);
            talk(client);
            close(client);
            exit(0);
        }
        close(client);
    }
}
