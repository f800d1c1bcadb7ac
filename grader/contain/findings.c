#include "findings.h"

#include <sys/socket.h>
#include <unistd.h>

#define MOST (64 << 10)

// What is read where nobody can write any more: the grader itself has not closed it.
#define SHUT "ERROR: the program shuts what its sanitizer writes to\n"

// A socket, not a pipe: who has one end can't get at what is at the other (/proc/self/fd).
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
