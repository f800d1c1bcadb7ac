// Waits in vfork for a child that waits for it.
#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    printf("Server socket created\n");
    fflush(stdout);
    if (vfork() == 0) {
        pause();
        _exit(0);
    }
    return 0;
}
