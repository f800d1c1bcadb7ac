// Listens, then starts 10,000 threads, as many as it gets, each of which waits for ever.
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

// Returns a socket that listens on port 5000, or ends the program.
static int start(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1 ||
        setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1 ||
        bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        exit(1);
    }
    printf("Server socket created\n");
    if (listen(socket_desc, 3) == -1) {
        perror("listen");
        exit(1);
    }
    printf("Server listening on port 5000\n");
    return socket_desc;
}

static void *wait_for_ever(void *none)
{
    for (;;) {
        pause();
    }
    return none;
}

int main(void)
{
    start();

    for (int i = 0; i < 10000; i++) {
        pthread_t thread;
        while (pthread_create(&thread, NULL, wait_for_ever, NULL) != 0) {
        }
    }
    wait_for_ever(NULL);
}
