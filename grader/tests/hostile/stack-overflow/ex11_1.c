// Calls itself without end.
#include <stdio.h>

static int deeper(int depth)
{
    volatile char room[1000];
    room[0] = (char)depth;
    return deeper(depth + 1) + room[0];
}

int main(void)
{
    printf("Server socket created\n");
    return deeper(0) == 0;
}
