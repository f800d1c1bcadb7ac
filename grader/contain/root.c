#include "root.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

// The new root is built here; paths without a '/' in front are in it. It covers this folder of the
// old root.
#define PLACE "/tmp"

#define SMALL "mode=1777,size=64m,nr_inodes=4k"

// Directories, or links on many systems: hier(7).
static const char *const trees[] = {"/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"};

// What libraries, resolvers and the dynamic linker read; `alternatives` is how Debian finds `cc`.
static const char *const files[] = {
    "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/nsswitch.conf",
    "/etc/hosts",       "/etc/passwd",     "/etc/group",        "/etc/protocols",
    "/etc/services",    "/etc/localtime",  "/etc/alternatives", "/dev/null",
    "/dev/zero",        "/dev/full",       "/dev/random",       "/dev/urandom",
    "/dev/tty",
};

// Makes the mount on `path` read-only; with `all`, those below it, too. Without mount_setattr(2),
// before Linux 5.12, only one mount can be changed: then bind() makes only one.
static bool make_read_only(const char *path, bool all)
{
    struct mount_attr read_only = {.attr_set = MOUNT_ATTR_RDONLY};
    if (all) {
        return syscall(SYS_mount_setattr, AT_FDCWD, path, AT_RECURSIVE, &read_only,
                       sizeof(read_only)) == 0;
    }
    // A user namespace must keep the restrictions that the mount has already: mount_namespaces(7).
    struct statvfs now;
    unsigned long kept = MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOATIME | MS_NODIRATIME;
    return statvfs(path, &now) == 0 &&
           mount(NULL, path, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY | (now.f_flag & kept), NULL) ==
               0;
}

// Shows a file or directory of the old root at the same path, read-only.
static bool bind(const char *path)
{
    bool all = syscall(SYS_mount_setattr, -1, "", 0, NULL, 0) == 0 || errno != ENOSYS;
    return mount(path, path + 1, NULL, MS_BIND | (all ? MS_REC : 0), NULL) == 0 &&
           make_read_only(path + 1, all);
}

// Makes an empty file or directory to mount something on, unless it exists.
static bool make_place(const char *path, bool is_directory)
{
    if (is_directory) {
        return mkdir(path, 0755) == 0 || errno == EEXIST;
    }
    int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    return file != -1 && close(file) == 0;
}

// Makes the same link, or shows the same files. Skips what this system doesn't have.
static bool show(const char *path)
{
    char target[PATH_MAX] = "";
    struct stat status;
    if (lstat(path, &status) == -1) {
        return errno == ENOENT;
    }
    if (S_ISLNK(status.st_mode) && strncmp(path, "/etc/", 5) != 0) {
        return readlink(path, target, sizeof(target) - 1) > 0 && symlink(target, path + 1) == 0;
    }
    if (stat(path, &status) == -1) {
        return errno == ENOENT; // a link to nowhere
    }
    return make_place(path + 1, S_ISDIR(status.st_mode)) && bind(path);
}

static const char *show_all(void)
{
    make_place("etc", true);
    make_place("dev", true);
    for (size_t i = 0; i < sizeof(trees) / sizeof(trees[0]); i++) {
        if (!show(trees[i])) {
            return trees[i];
        }
    }
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        if (!show(files[i])) {
            return files[i];
        }
    }
    // A kernel with TOMOYO looks here for a program that is started by its descriptor: fexecve(3).
    return symlink("/proc/self/fd", "dev/fd") == 0 ? NULL : "/dev/fd";
}

// If a container forbids a new /proc, shows the old one, with the machine's processes.
static bool show_processes(bool in_user_namespace)
{
    if (mount("proc", "proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) == -1) {
        return mount("/proc", "proc", NULL, MS_BIND | MS_REC, NULL) == 0;
    }
    // Forbids namespaces inside of ours. As root this file would change the whole machine.
    int file =
        in_user_namespace ? open("proc/sys/user/max_user_namespaces", O_WRONLY | O_CLOEXEC) : -1;
    if (file != -1) {
        (void)!write(file, "0", 1);
        close(file);
    }
    return true;
}

static bool make_writable(const char *path)
{
    return make_place(path, true) &&
           mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV, SMALL) == 0;
}

// Shows the folder `path`, open as `folder`, at the same path in the new root.
static bool show_folder(const char *path, int folder)
{
    char place[PATH_MAX], source[32];
    snprintf(source, sizeof(source), "/proc/self/fd/%d", folder);
    snprintf(place, sizeof(place), "%s/", path + 1);
    for (char *end = strchr(place, '/'); end != NULL; end = strchr(end + 1, '/')) {
        *end = '\0';
        if (!make_place(place, true)) {
            return false;
        }
        *end = '/';
    }
    return mount(source, place, NULL, MS_BIND, NULL) == 0;
}

// Covers a hidden path with an empty tmpfs or /dev/null, if the new root shows it.
static bool hide(const char *path)
{
    struct stat status;
    if (lstat(path + 1, &status) == -1) {
        return errno == ENOENT || errno == ENOTDIR || errno == EACCES;
    }
    if (!S_ISDIR(status.st_mode)) {
        return mount("/dev/null", path + 1, NULL, MS_BIND, NULL) == 0;
    }
    return mount("tmpfs", path + 1, "tmpfs", MS_NOSUID | MS_NODEV,
                 "mode=755,size=1m,nr_inodes=1k") == 0;
}

static bool hide_all(const struct hidden *hidden)
{
    for (size_t i = 0; i < hidden->count; i++) {
        if (hidden->paths[i][1] != '\0' && !hide(hidden->paths[i])) {
            return false;
        }
    }
    return true;
}

const char *root_enter(const char *path, const struct hidden *hidden, bool in_user_namespace)
{
    int folder = path == NULL ? -1 : open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (path != NULL && folder == -1) {
        return "open the folder";
    }
    umask(022);
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == -1) {
        return "mount private";
    }
    if (mount("tmpfs", PLACE, "tmpfs", MS_NOSUID, "mode=755,size=64m,nr_inodes=4k") == -1 ||
        chdir(PLACE) == -1) {
        return "mount the new root";
    }
    const char *missing = show_all();
    if (missing != NULL) {
        return missing;
    }
    if (!make_place("proc", true) || !show_processes(in_user_namespace)) {
        return "mount /proc";
    }
    if (!make_writable("tmp") || !make_writable("dev/shm")) {
        return "mount /tmp";
    }
    if (!hide_all(hidden)) {
        return "mount the hidden";
    }
    if (path != NULL && !show_folder(path, folder)) {
        return "mount the folder";
    }
    if (!make_read_only(".", false)) {
        return "mount read-only";
    }
    // Puts the old root on top of the new one, and unmounts it: pivot_root(2).
    if (syscall(SYS_pivot_root, ".", ".") == -1 || umount2(".", MNT_DETACH) == -1) {
        return "pivot_root";
    }
    close(folder);
    return chdir(path == NULL ? "/tmp" : path) == 0 ? NULL : "chdir";
}
