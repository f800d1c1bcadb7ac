// Includes itself twice, 150 levels deep, and the compiler warns at each: its messages have no end.
// clang-format off
#if __INCLUDE_LEVEL__ < 150
#warning "once more"
#include "ex11_1.c"
#include "ex11_1.c"
#endif

#if __INCLUDE_LEVEL__ == 0
int main(void)
{
    return 0;
}
#endif
