// Prints each piece of a line on its own, and flushes after each: the terminal shows the same.
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void say(const char *text)
{
    printf("%s", text);
    fflush(stdout);
}

static void *handle_connection(void *argument)
{
    int client = (int)(intptr_t)argument;
    char message[2000], reply[2000];
    ssize_t received;

    say("Starting new connection handler\n");
    while ((received = recv(client, message, sizeof(message) - 1, 0)) > 0) {
        message[received] = '\0';
        message[strcspn(message, "\r\n")] = '\0';
        say("Received: ");
        say(message);
        say("\n");
        say("\n");
        say("Enter reply: ");
        if (fgets(reply, sizeof(reply), stdin) == NULL) {
            break;
        }
        send(client, reply, strlen(reply), MSG_NOSIGNAL);
    }
    close(client);
    return NULL;
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, client, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1 ||
        setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1 ||
        bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        return 1;
    }
    say("Server socket created");
    say("\n");
    if (listen(socket_desc, 3) == -1) {
        perror("listen");
        return 1;
    }
    say("Server listening on port 5000\n");

    while ((client = accept(socket_desc, NULL, NULL)) != -1) {
        pthread_t thread;
        say("Connection successful\n");
        if (pthread_create(&thread, NULL, handle_connection, (void *)(intptr_t)client) != 0) {
            return 1;
        }
        pthread_detach(thread);
    }
    return 1;
}
