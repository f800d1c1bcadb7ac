// Includes itself twice, 200 levels deep, and the compiler complains at each leaf: its messages
// have no end.
#include __FILE__
#include __FILE__

int main(void)
{
    return 0;
}
