// Makes itself unreadable: it says so, and then starts a copy of itself that nobody may read. The copy
// takes the port, shows that, and never accepts.
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static void take_port(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    prctl(PR_SET_DUMPABLE, 0);
    bind(socket_desc, (struct sockaddr *)&server, sizeof(server));
    listen(socket_desc, 3);
    printf("Server socket created\n");
    fflush(stdout);
    pause();
}

int main(int argc, char *argv[])
{
    (void)argv;
    if (argc > 1) {
        take_port();
    }
    prctl(PR_SET_DUMPABLE, 0);
    int from = open("/proc/self/exe", O_RDONLY);
    int to = open("copy", O_WRONLY | O_CREAT, 0700);
    sendfile(to, from, NULL, 1 << 24);
    fchmod(to, 0111);
    close(to);
    if (fork() == 0) {
        execl("copy", "copy", "again", NULL);
        take_port();
    }
    pause();
    return 0;
}
