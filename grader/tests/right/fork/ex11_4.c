// Serves each client in a child process and waits for its end: one client after another, as asked.
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int serve(int client)
{
    char message[2000] = "", reply[2000];
    if (recv(client, message, sizeof(message) - 1, 0) <= 0) {
        return 1;
    }
    message[strcspn(message, "\r\n")] = '\0';
    printf("Server received %s\nEnter reply: ", message);
    fflush(stdout);
    // Not fgets: what it has read ahead would be lost with the child.
    ssize_t typed = read(STDIN_FILENO, reply, sizeof(reply));
    if (typed <= 0 || send(client, reply, (size_t)typed, MSG_NOSIGNAL) == -1) {
        return 1;
    }
    return 0;
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int socket_desc = socket(AF_INET, SOCK_STREAM, 0);

    if (socket_desc == -1 || bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");
    if (listen(socket_desc, 3) == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port 5000\n");

    for (;;) {
        int client = accept(socket_desc, NULL, NULL);
        if (client == -1) {
            perror("accept");
            return 1;
        }
        printf("Connection successful\n");
        fflush(stdout);
        if (fork() == 0) {
            _exit(serve(client));
        }
        close(client);
        wait(NULL);
    }
}
