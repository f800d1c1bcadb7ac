// Keeps the compiler busy without a word: includes itself twice, 150 levels deep, which makes 2 to
// the power of 150 files.
#if __INCLUDE_LEVEL__ < 150
#include "ex11_1.c"
#include "ex11_1.c"
#endif

#if __INCLUDE_LEVEL__ == 0
#include <stdio.h>

int main(void)
{
    printf("Server socket created\n");
    return 0;
}
#endif
