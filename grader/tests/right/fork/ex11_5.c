// A process for each connection in place of a thread, collected by a SIGCHLD handler: clients are
// served side by side, and each process reads the keyboard only when it has asked for a reply.
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void collect_children(int signal)
{
    int saved = errno;
    (void)signal;
    while (waitpid(-1, NULL, WNOHANG) > 0) {
    }
    errno = saved;
}

static void handle_connection(int client)
{
    char message[2000], reply[2000];
    ssize_t received;

    printf("Starting new connection handler\n");
    while ((received = recv(client, message, sizeof(message) - 1, 0)) > 0) {
        message[received] = '\0';
        message[strcspn(message, "\r\n")] = '\0';
        printf("Received: %s\nEnter reply: ", message);
        fflush(stdout);
        if (fgets(reply, sizeof(reply), stdin) == NULL) {
            break;
        }
        send(client, reply, strlen(reply), MSG_NOSIGNAL);
    }
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    struct sigaction on_child = {.sa_handler = collect_children, .sa_flags = SA_RESTART};
    int yes = 1, socket_desc = socket(AF_INET, SOCK_STREAM, 0);

    sigaction(SIGCHLD, &on_child, NULL);
    if (socket_desc == -1 ||
        setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == -1 ||
        bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("server socket");
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
            continue;
        }
        printf("Connection successful\n");
        fflush(stdout);

        pid_t child = fork();
        if (child == 0) { // the child serves this client
            close(socket_desc);
            handle_connection(client);
            close(client);
            exit(0);
        }
        if (child == -1) {
            perror("fork");
        }
        close(client); // the parent goes on accepting
    }
}
