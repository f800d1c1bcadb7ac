// Shows what takes a terminal over, a page, a table, a log, a test runner, and ends with a long
// line.
#include <stdio.h>

int main(void)
{
    printf("\033[2J\033[H\033]0;passed\007\033]52;c;cm0gLXJmIH4K\007\033[31m");
    printf("</pre><script>alert(1)</script><img src=x onerror=alert(1)> ]]> &lt; \"'`$(id)\n");
    printf("=HYPERLINK(\"http://192.0.2.1/\")\n+1\n-1\n@SUM(1)\n");
    printf("::error::passed\n##[error]passed\nok 3 passed\nBail out!\n");
    printf("\342\200\256dessap\342\201\246 \302\233\302\205 \377\376\300\200 \037\036\n");
    putchar('\0');
    for (int i = 0; i < 900000; i++) {
        putchar('x');
    }
    return 0;
}
