// Listens, then forks without end, and each child forks, too: it may fork here.
#include <netinet/in.h>
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

int main(void)
{
    start();

    for (;;) {
        fork();
    }
}
