// Answers for the kernel, in the guard: may a program's call reach that process?
#ifndef CONTAIN_PERMIT_H
#define CONTAIN_PERMIT_H

// Takes the call that waits on `listener` (fence_calls), of a program whose guard this process is,
// and answers it: seccomp_unotify(2). A call on the process that makes it is done by the kernel, as
// ever. A signal to another process, or to several, is sent by us, if they come from us; so
// kill(pid, 0) tells what it should. Everything else fails with EPERM.
void permit_call(int listener);

#endif
