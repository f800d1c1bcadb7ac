// Decides for the kernel, in the guard, whether a program's call may reach another process.
#ifndef CONTAIN_PERMIT_H
#define CONTAIN_PERMIT_H

// Takes a call that waits on `listener` (fence_calls), of a program that this process guards, and
// answers it: seccomp_unotify(2). The kernel carries out a call on the calling process. We send a
// signal to other processes ourselves if they are our descendants, so kill(pid, 0) answers
// correctly. Everything else fails with EPERM.
void permit_call(int listener);

#endif
