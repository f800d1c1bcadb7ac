#include "findings.h"

#include <sys/socket.h>
#include <unistd.h>

#define MOST (64 << 10)

// Reported when the other end is shut: the grader has not closed it, so the program has.
#define SHUT "ERROR: the program shuts what its sanitizer writes to\n"

// A socket, not a pipe: the program can't open the grader's end through /proc/self/fd.
bool findings_open(int *grader, int *program)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == -1) {
        return false;
    }
    *grader = ends[0];
    *program = ends[1];
    return true;
}

void findings_read(int grader, struct text *found)
{
    char bytes[4096];
    ssize_t count = -1;
    while (found->length < MOST && (count = recv(grader, bytes, sizeof(bytes), MSG_DONTWAIT)) > 0) {
        text_add(found, bytes, (size_t)count);
    }
    if (count == 0) {
        text_add(found, SHUT, sizeof(SHUT) - 1);
    }
}

void findings_close(int grader, int program)
{
    if (grader != 0) {
        close(grader);
        close(program);
    }
}
