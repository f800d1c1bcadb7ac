// Opens what somebody else may be changing at the same time.
#ifndef TAKE_OPEN_H
#define TAKE_OPEN_H

// Opens the folder PATH, which whoever grades has named. A link in it is followed if it is root's
// or belongs to whoever grades: anybody else's could lead elsewhere each time it is looked at.
// Returns a descriptor (O_PATH) that the caller closes, or -1 with errno: ELOOP for such a link, or
// for too many of them; else as openat(2).
int open_folder(const char *path);

// Opens the file PATH below FOLDER, a descriptor, for reading, in one go: no component of it may be
// a link, "." or "..", and nothing is waited for, whatever it is (fifo(7), tty(4)). What it is,
// fstat(2) tells of the descriptor. Returns it, for the caller to close, or -1 with errno: ELOOP or
// ENOTDIR for a link, EINVAL for a path that leads elsewhere, ENXIO for a socket; else as
// openat(2).
int open_below(int folder, const char *path);

#endif
