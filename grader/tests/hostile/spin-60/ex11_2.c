// Listens, then has 60 children, each in a session of its own, that do nothing but compute.
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");
    listen(socket_desc, 3);
    printf("Server listening on port 5000\n");
    fflush(stdout);

    for (int i = 0; i < 60; i++) {
        if (fork() == 0) {
            setsid();
            for (;;) {
            }
        }
    }
    for (;;) {
    }
}
