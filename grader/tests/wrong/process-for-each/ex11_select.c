// Wrong: a process for each client, where one is enough for all.
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

static int open_listener(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int yes = 1, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        exit(1);
    }
    printf("Server socket created\n");
    if (listen(socket_desc, 10) == -1) {
        perror("listen");
        exit(1);
    }
    printf("Server listening on port 5000\n");
    return socket_desc;
}

int main(void)
{
    int socket_desc = open_listener();
    signal(SIGCHLD, SIG_IGN);
    for (;;) {
        char bytes[4096];
        ssize_t count;
        int new_socket = accept(socket_desc, NULL, NULL);
        if (new_socket == -1) {
            perror("accept");
            return 1;
        }
        printf("Connection successful\n");
        if (fork() == 0) {
            close(socket_desc);
            while ((count = recv(new_socket, bytes, sizeof(bytes), 0)) > 0) {
                send(new_socket, bytes, (size_t)count, MSG_NOSIGNAL);
            }
            _exit(0);
        }
        close(new_socket);
    }
}
