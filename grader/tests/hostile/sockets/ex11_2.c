// Listens on as many ports as it can, in as many processes as it can.
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static void listen_everywhere(void)
{
    for (int sock; (sock = socket(AF_INET, SOCK_STREAM, 0)) != -1;) {
        listen(sock, 1); // on a port that is free
    }
}

int main(void)
{
    printf("Server socket created\n");
    fflush(stdout);
    listen_everywhere();
    for (int i = 0; i < 120 && fork() == 0; i++) {
        for (int descriptor = 3; descriptor < 256; descriptor++) {
            close(descriptor);
        }
        listen_everywhere();
    }
    pause();
    return 0;
}
