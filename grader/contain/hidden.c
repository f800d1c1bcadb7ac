#include "hidden.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// The folders of the machine that programs see, and those that they need: hier(7).
static const char *const shown[] = {"/usr",   "/bin",    "/sbin", "/lib", "/lib32",
                                    "/lib64", "/libx32", "/etc",  "/proc"};
static const char *const needed[] = {"/usr/bin",   "/usr/lib", "/usr/lib64", "/usr/include",
                                     "/usr/local", "/bin",     "/lib",       "/lib64",
                                     "/etc",       "/proc"};

// A mount, by proc_pid_mountinfo(5): `folder` of a file system is shown at `place`.
struct mounted {
    char device[32];
    char folder[PATH_MAX];
    char place[PATH_MAX];
};

// The rest of a path behind a folder ("" if it is the folder, "/..." if it is below it), or NULL.
static const char *rest_below(const char *path, const char *folder)
{
    size_t length = strlen(folder);
    if (strcmp(folder, "/") == 0) {
        return strcmp(path, "/") == 0 ? "" : path;
    }
    bool below =
        strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
    return below ? path + length : NULL;
}

bool hidden_is(const struct hidden *hidden, const char *path)
{
    for (size_t i = 0; i < hidden->count; i++) {
        if (strcmp(hidden->paths[i], path) == 0) {
            return true;
        }
    }
    return false;
}

bool hidden_is_below(const struct hidden *hidden, const char *path)
{
    for (size_t i = 0; i < hidden->count; i++) {
        if (rest_below(hidden->paths[i], path) != NULL) {
            return true;
        }
    }
    return false;
}

static bool is_shown(const char *path)
{
    for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
        if (rest_below(path, shown[i]) != NULL) {
            return true;
        }
    }
    return false;
}

static bool is_needed(const char *path)
{
    for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
        if (rest_below(needed[i], path) != NULL) {
            return true;
        }
    }
    return false;
}

static bool add_path(struct hidden *hidden, const char *path, struct text *why)
{
    if (is_shown(path) && is_needed(path)) {
        text_print(why, "'%s' can't be hidden from programs, which need other files in it", path);
        return false;
    }
    if (!hidden_is(hidden, path)) {
        hidden->paths = must_grow(hidden->paths, hidden->count, sizeof(*hidden->paths));
        hidden->paths[hidden->count++] = must_copy(path);
    }
    return true;
}

// In place: "\040" is a blank.
static void unescape(char *path)
{
    char *to = path;
    for (const char *from = path; *from != '\0'; from++, to++) {
        unsigned byte;
        *to = *from;
        if (*from == '\\' && sscanf(from + 1, "%3o", &byte) == 1) {
            *to = (char)byte;
            from += 3;
        }
    }
    *to = '\0';
}

static bool next_mount(FILE *mounts, struct mounted *mounted)
{
    char line[2 * PATH_MAX + 512];
    while (fgets(line, sizeof(line), mounts) != NULL) {
        if (sscanf(line, "%*d %*d %31s %4095s %4095s", mounted->device, mounted->folder,
                   mounted->place) == 3) {
            unescape(mounted->folder);
            unescape(mounted->place);
            return true;
        }
    }
    return false;
}

// The mount that a path is in: of those that hold it, the innermost, and of those the last.
static bool find_mount(FILE *mounts, const char *path, struct mounted *found)
{
    struct mounted mounted;
    size_t longest = 0;
    rewind(mounts);
    while (next_mount(mounts, &mounted)) {
        if (rest_below(path, mounted.place) != NULL && strlen(mounted.place) >= longest) {
            *found = mounted;
            longest = strlen(mounted.place);
        }
    }
    return longest > 0;
}

// Makes the path under which a mount shows `inside`, a path in its file system. Returns false if
// the mount does not show it. If the mount shows only a part of it, the path is the whole mount's.
static bool is_seen_at(const struct mounted *mounted, const char *inside, char path[PATH_MAX])
{
    const char *rest = rest_below(inside, mounted->folder);
    if (rest == NULL) {
        rest = rest_below(mounted->folder, inside) == NULL ? NULL : "";
    }
    const char *place = strcmp(mounted->place, "/") == 0 ? "" : mounted->place;
    return rest != NULL && snprintf(path, PATH_MAX, "%s%s", place, rest) < PATH_MAX;
}

// Adds the other places where a mount shows a path to programs.
static bool add_mounted(struct hidden *hidden, const char *path, struct text *why)
{
    struct mounted own, other;
    char inside[PATH_MAX], alias[PATH_MAX];
    FILE *mounts = fopen("/proc/self/mountinfo", "re");
    bool good = true;
    if (mounts != NULL && find_mount(mounts, path, &own)) {
        const char *folder = strcmp(own.folder, "/") == 0 ? "" : own.folder;
        int length = snprintf(inside, sizeof(inside), "%s%s", folder, rest_below(path, own.place));
        rewind(mounts);
        while (good && length < PATH_MAX && next_mount(mounts, &other)) {
            if (strcmp(other.device, own.device) == 0 && is_seen_at(&other, inside, alias) &&
                is_shown(alias)) {
                good = add_path(hidden, alias, why);
            }
        }
    }
    if (mounts != NULL) {
        fclose(mounts);
    }
    return good;
}

bool hidden_add(struct hidden *hidden, const char *path, struct text *why)
{
    char *real = realpath(path, NULL);
    if (real == NULL) {
        return true;
    }
    bool good =
        hidden_is(hidden, real) || (add_path(hidden, real, why) && add_mounted(hidden, real, why));
    free(real);
    return good;
}

bool hidden_add_kit(struct hidden *hidden, struct text *why)
{
    static const char end[] = "/build/bin";
    char path[PATH_MAX] = "";
    ssize_t length = readlink("/proc/self/exe", path, sizeof(path) - 1);
    if (length <= 0) {
        text_print(why, "the folder of the kit can't be found: /proc/self/exe: %s",
                   strerror(errno));
        return false;
    }
    *strrchr(path, '/') =
        '\0'; // cuts the program's name, with the " (deleted)" of one that was built anew
    size_t kit = strlen(path) < sizeof(end) ? 0 : strlen(path) - strlen(end);
    if (kit == 0 || strcmp(path + kit, end) != 0) {
        return true;
    }
    path[kit] = '\0';
    return hidden_add(hidden, path, why);
}

bool hidden_can_be_reached(const struct hidden *hidden)
{
    for (size_t i = 0; i < hidden->count; i++) {
        const char *path = hidden->paths[i];
        struct stat status;
        bool is_everybodys =
            strcmp(path, "/") == 0 || (stat(path, &status) == 0 && (status.st_mode & S_ISVTX) != 0);
        if (!is_everybodys && (access(path, X_OK) == 0 || access(path, R_OK) == 0)) {
            return true;
        }
    }
    return false;
}
