#include "open.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    LINKS_MAX = 40
}; // as in path_resolution(7)

// Moves the first component of *REST to NAME, "" if none is left. Returns false if it is too long
// for a name.
static bool next_component(const char **rest, char name[NAME_MAX + 1])
{
    *rest += strspn(*rest, "/");
    size_t length = strcspn(*rest, "/");
    if (length > NAME_MAX) {
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(name, *rest, length);
    name[length] = '\0';
    *rest += length;
    return true;
}

static int close_for(int error, int descriptor)
{
    close(descriptor);
    errno = error;
    return -1;
}

// Puts the target of LINK, a descriptor, in front of the rest of the path. Returns false with errno
// if the link must not be followed.
static bool follow(int link, const struct stat *what, char path[PATH_MAX], const char *rest)
{
    char longer[PATH_MAX];
    if (what->st_uid != 0 && what->st_uid != geteuid()) {
        errno = ELOOP;
        return false;
    }
    ssize_t length = readlinkat(link, "", longer, sizeof longer);
    if (length <= 0 || (size_t)length + strlen(rest) >= sizeof longer) {
        errno = length == -1 ? errno : ENAMETOOLONG;
        return false;
    }
    strcpy(longer + length, rest);
    strcpy(path, longer);
    return true;
}

static int open_root(const char *path)
{
    return open(path[0] == '/' ? "/" : ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
}

// Goes from FOLDER, which it closes, to NAME in it. If that is a link, puts its target into PATH,
// makes *REST point there, and returns the folder where that path begins. Returns a descriptor, or
// -1 with errno.
static int enter(int folder, const char *name, char path[PATH_MAX], const char **rest)
{
    struct stat what;
    int next = openat(folder, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (next == -1 || fstat(next, &what) == -1) {
        return close_for(errno, folder);
    }
    if (S_ISDIR(what.st_mode)) {
        close(folder);
        return next;
    }
    errno = ENOTDIR;
    bool followed = S_ISLNK(what.st_mode) && follow(next, &what, path, *rest);
    close_for(errno, next);
    if (!followed) {
        return close_for(errno, folder);
    }
    *rest = path;
    if (path[0] == '/') {
        close(folder);
        folder = open_root(path);
    }
    return folder;
}

int open_folder(const char *named)
{
    char path[PATH_MAX], name[NAME_MAX + 1];
    if (strlen(named) >= sizeof path || named[0] == '\0') {
        errno = named[0] == '\0' ? ENOENT : ENAMETOOLONG;
        return -1;
    }
    const char *rest = strcpy(path, named);
    int folder = open_root(path);
    for (int links = 0; folder != -1 && links <= LINKS_MAX;) {
        if (!next_component(&rest, name)) {
            return close_for(errno, folder);
        }
        if (name[0] == '\0') {
            return folder;
        }
        folder = enter(folder, name, path, &rest);
        links += rest == path;
    }
    return folder == -1 ? -1 : close_for(ELOOP, folder);
}

int open_below(int folder, const char *path)
{
    char name[NAME_MAX + 1];
    const char *rest = path;
    for (int at = folder; path[0] != '/';) {
        if (!next_component(&rest, name)) {
            return at == folder ? -1 : close_for(errno, at);
        }
        if (name[0] == '\0' || strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
            return at == folder ? (errno = EINVAL, -1) : close_for(EINVAL, at);
        }
        int flags = *rest == '/' ? O_PATH | O_DIRECTORY : O_RDONLY | O_NONBLOCK | O_NOCTTY;
        int next = openat(at, name, flags | O_NOFOLLOW | O_CLOEXEC);
        int error = errno;
        if (at != folder) {
            close(at);
        }
        errno = error;
        if (next == -1 || *rest != '/') {
            return next;
        }
        at = next;
    }
    errno = EINVAL;
    return -1;
}
