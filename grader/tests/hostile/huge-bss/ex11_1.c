// Has an array of 16 GiB without a value in it: the program is small, and can't be started.
#include <stdio.h>

static char b[(size_t)16 << 30];

int main(void)
{
    printf("Server socket created%s\n", b);
    return 0;
}
