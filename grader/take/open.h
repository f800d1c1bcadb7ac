// Opens folders and files that somebody else may be changing at the same time.
#ifndef TAKE_OPEN_H
#define TAKE_OPEN_H

// Opens the folder PATH, which the user who grades has named. Follows a link in it only if it
// belongs to root or to that user: anybody else's could lead elsewhere each time. Returns a
// descriptor (O_PATH) that the caller closes, or -1 with errno: ELOOP for such a link, or for too
// many of them; else as openat(2).
int open_folder(const char *path);

// Opens the file PATH below FOLDER, a descriptor, for reading, in one go: no component of it may be
// a link, "." or "..", and the call never waits, not even on a fifo(7) or a tty(4). The caller asks
// fstat(2) what it is. Returns a descriptor that the caller closes, or -1 with errno: ELOOP or
// ENOTDIR for a link, EINVAL for a path that leads elsewhere, ENXIO for a socket; else as
// openat(2).
int open_below(int folder, const char *path);

#endif
