// Reports its errors on standard output, with words of its own, and exits with status 255: they are
// seen, and the status is not 0.
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};

    int socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1) {
        printf("No socket for us: %s\n", strerror(errno));
        exit(-1);
    }
    if (bind(socket_desc, (const struct sockaddr *)&server, sizeof(server)) != 0) {
        printf("Port 5000 is not ours: %s\n", strerror(errno));
        close(socket_desc);
        exit(-1);
    }
    printf("Server socket created\n");
    close(socket_desc);
    exit(0);
}
