// Linked to a program (grader/compile, `piped`): standard output keeps its text until it has much,
// as it does when it goes to a file or a pipe, and not line by line as on a terminal: setvbuf(3).
// Then a child that is forked has a copy of the text that has not gone out yet, and shows it once
// more.

#include <stdio.h>

static __attribute__((constructor)) void buffer_output(void)
{
    setvbuf(stdout, NULL, _IOFBF, BUFSIZ);
}
