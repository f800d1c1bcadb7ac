// SIGCHLD is ignored: then no child becomes a zombie (waitpid(2), NOTES).
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
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
    signal(SIGCHLD, SIG_IGN);
    int sock = listening();
    for (;;) {
        int client = accept(sock, NULL, NULL);
        if (client == -1) {
            perror("accept");
            continue;
        }
        printf("Connection successful\n");
        fflush(stdout);
        pid_t pid = fork();
        if (pid == 0) {
            close(sock);
            echo(client);
            close(client);
            return 0;
        }
        close(client);
    }
}
