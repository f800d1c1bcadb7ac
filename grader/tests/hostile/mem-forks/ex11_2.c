// Listens, then has 16 children who take 100 MB each, and keep them: no limit of one process is
// met.
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    size_t size = 100 * 1000 * 1000;
    int socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");
    listen(socket_desc, 3);
    printf("Server listening on port 5000\n");
    fflush(stdout);

    for (int i = 0; i < 16; i++) {
        if (fork() == 0) {
            char *block = malloc(size);
            if (block != NULL) {
                memset(block, 1, size);
            }
            pause();
        }
    }
    pause();
    return 0;
}
