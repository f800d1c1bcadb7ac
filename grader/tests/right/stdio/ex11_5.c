// Each thread talks over a FILE with fgets, and answers with dprintf: the same bytes travel.
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void *handle_connection(void *argument)
{
    int desc = (int)(intptr_t)argument;
    FILE *client = fdopen(desc, "r");
    char line[2000];

    printf("Starting new connection handler\n");
    while (client != NULL && fgets(line, sizeof(line), client) != NULL) {
        printf("Received: %s\nEnter reply: ", line);
        fflush(stdout);
        if (fgets(line, sizeof(line), stdin) == NULL || dprintf(desc, "%s", line) < 0) {
            break;
        }
    }
    if (client != NULL) {
        fclose(client);
    }
    return NULL;
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, client, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    signal(SIGPIPE, SIG_IGN);
    if (socket_desc == -1 ||
        setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1 ||
        bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");
    if (listen(socket_desc, 3) == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port 5000\n");

    while ((client = accept(socket_desc, NULL, NULL)) != -1) {
        pthread_t thread;
        printf("Connection successful\n");
        if (pthread_create(&thread, NULL, handle_connection, (void *)(intptr_t)client) != 0) {
            return 1;
        }
        pthread_detach(thread);
    }
    return 1;
}
