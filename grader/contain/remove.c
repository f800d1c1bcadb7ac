#include "remove.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

// Opens a folder by a new descriptor, because closedir(3) will close it.
static DIR *open_folder(int parent, const char *name)
{
    int folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *entries = folder == -1 ? NULL : fdopendir(folder);
    if (entries == NULL && folder != -1) {
        close(folder);
    }
    return entries;
}

// Removes a file, a link or an empty folder. Returns false if it is still there: then a folder with
// content, which its owner can enter now.
static bool remove_one(int parent, const char *name)
{
    if (unlinkat(parent, name, 0) == 0 || unlinkat(parent, name, AT_REMOVEDIR) == 0) {
        return true;
    }
    if (errno == ENOTEMPTY || errno == EEXIST) {
        (void)!fchmodat(parent, name, S_IRWXU, 0); // a folder: no link is followed
    }
    return false;
}

// Moves an entry of a folder to another folder, under the next number that is free there.
static bool move_up(int folder, const char *name, int parent, unsigned long *number)
{
    int moved;
    do {
        char other[24];
        snprintf(other, sizeof(other), "%lu", (*number)++);
        moved = renameat(folder, name, parent, other);
    } while (moved == -1 && (errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR));
    return moved == 0;
}

// Moves the remaining entries of a folder up to its parent, and removes the folder. Returns whether
// anything was moved or removed.
static bool lift(int parent, const char *name, unsigned long *number)
{
    bool moved = false;
    DIR *entries = open_folder(parent, name);
    struct dirent *entry;
    while (entries != NULL && (entry = readdir(entries)) != NULL) {
        moved =
            (!is_dots(entry->d_name) && (remove_one(dirfd(entries), entry->d_name) ||
                                         move_up(dirfd(entries), entry->d_name, parent, number))) ||
            moved;
    }
    if (entries != NULL) {
        closedir(entries);
    }
    return remove_one(parent, name) || moved;
}

// Folders may be nested deeper than paths or open descriptors allow, so each is lifted to the top,
// once.
void remove_content(int folder)
{
    unsigned long number = 0;
    bool moved = fchmod(folder, S_IRWXU) == 0;
    while (moved) {
        moved = false;
        DIR *entries = open_folder(folder, ".");
        struct dirent *entry;
        while (entries != NULL && (entry = readdir(entries)) != NULL) {
            if (!is_dots(entry->d_name) && !remove_one(folder, entry->d_name)) {
                moved = lift(folder, entry->d_name, &number) || moved;
            }
        }
        if (entries != NULL) {
            closedir(entries);
        }
    }
}

static void remove_from(DIR *entries, uid_t user)
{
    struct dirent *entry;
    while ((entry = readdir(entries)) != NULL) {
        struct stat status;
        int parent = dirfd(entries);
        if (is_dots(entry->d_name) ||
            fstatat(parent, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == -1 ||
            status.st_uid != user || remove_one(parent, entry->d_name)) {
            continue;
        }
        DIR *folder = open_folder(parent, entry->d_name);
        if (folder != NULL) {
            remove_content(dirfd(folder));
            closedir(folder);
            unlinkat(parent, entry->d_name, AT_REMOVEDIR);
        }
    }
}

void remove_of_user(uid_t user)
{
    static const char *const places[] = {"/tmp", "/var/tmp", "/dev/shm", "/run/lock"};
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        DIR *entries = opendir(places[i]);
        if (entries != NULL) {
            remove_from(entries, user);
            closedir(entries);
        }
    }
}
