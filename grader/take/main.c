// take: copies a student's files for the grader, and reports the state of each.
//
//   take FOLDER EXERCISES WORK EXERCISE...
//
// FOLDER may belong to the student, who may change it meanwhile. So take opens it once and each
// file in it once, and compares and copies only the bytes read from that descriptor (open.h). For
// each EXERCISE it makes the folder WORK/EXERCISE, copies the file there as EXERCISE.c if it can,
// and prints a line, "EXERCISE STATE". For a file that lies deeper in FOLDER the argument is its
// path, "challenges/EXERCISE". The skeleton is EXERCISES/EXERCISE/skeleton.c.
//
//   taken        copied
//   same         copied; it is the skeleton, byte by byte
//   untouched    copied; its code is the skeleton's, whatever its comments and blanks are, or that
//                of the skeleton which was handed out before it, earlier.c beside skeleton.c
//   missing      there is none, or no folder where it would lie
//   link         a symbolic link
//   linked       a file with another name elsewhere
//   other        a folder, a pipe, a device, a socket
//   denied       it may not be read
//   unreadable   it can't be read
//   empty
//   large        of more than SOURCE_MOST bytes
//
// Exit status: 0 if a line was printed for each; 2 if not: the reason is on standard error.
#include "open.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    SOURCE_MOST = 1 << 20
};

struct text {
    char bytes[SOURCE_MOST + 1];
    size_t size;
};

// A part of a text.
struct span {
    const char *start;
    size_t length;
};

// Reads a whole file, or one byte more than allowed. Returns false with errno.
static bool read_text(int file, struct text *text)
{
    text->size = 0;
    while (text->size < sizeof text->bytes) {
        ssize_t count = read(file, text->bytes + text->size, sizeof text->bytes - text->size);
        if (count == 0) {
            break;
        }
        if (count == -1 && errno != EINTR) {
            return false;
        }
        text->size += count == -1 ? 0 : (size_t)count;
    }
    return true;
}

static const char *state_of_error(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return "missing";
    case ELOOP:
        return "link";
    case ENXIO: // a socket, or a device without a driver
    case ENODEV:
        return "other";
    case EACCES:
    case EPERM:
        return "denied";
    default:
        return "unreadable";
    }
}

// Reads the source NAME in FOLDER. Returns NULL if there is a text, else the state.
static const char *read_source(int folder, const char *name, struct text *text)
{
    struct stat what;
    int file = open_below(folder, name);
    if (file == -1) {
        return state_of_error(errno);
    }
    const char *state = NULL;
    if (fstat(file, &what) == -1) {
        state = "unreadable";
    } else if (!S_ISREG(what.st_mode)) {
        state = "other";
    } else if (what.st_nlink > 1) {
        state = "linked";
    } else if (what.st_size > SOURCE_MOST) {
        state = "large";
    } else if (!read_text(file, text)) {
        state = "unreadable";
    } else if (text->size == 0) {
        state = "empty";
    } else if (text->size > SOURCE_MOST) {
        state = "large";
    }
    close(file);
    return state;
}

// Returns the next line of code, without its comment and the blanks around it; of length 0 at the
// end of REST.
static struct span next_code(struct span *rest)
{
    struct span code = {rest->start, 0};
    while (rest->length > 0 && code.length == 0) {
        const char *end = memchr(rest->start, '\n', rest->length);
        size_t length = end == NULL ? rest->length : (size_t)(end - rest->start);
        const char *comment = memmem(rest->start, length, "//", 2);
        code =
            (struct span){rest->start, comment == NULL ? length : (size_t)(comment - rest->start)};
        while (code.length > 0 && isspace((unsigned char)code.start[0])) {
            code = (struct span){code.start + 1, code.length - 1};
        }
        while (code.length > 0 && isspace((unsigned char)code.start[code.length - 1])) {
            code.length--;
        }
        size_t taken = end == NULL ? length : length + 1;
        *rest = (struct span){rest->start + taken, rest->length - taken};
    }
    return code;
}

static bool same(struct span a, struct span b)
{
    return a.length == b.length && memcmp(a.start, b.start, a.length) == 0;
}

static bool same_code(struct span a, struct span b)
{
    struct span line;
    do {
        line = next_code(&a);
        if (!same(line, next_code(&b))) {
            return false;
        }
    } while (line.length > 0);
    return true;
}

// Compares a source with its skeleton. Markers alone don't tell: students may write their code
// below a marker and leave it.
static const char *compare(const struct text *source, const struct text *skeleton)
{
    struct span mine = {source->bytes, source->size}, given = {skeleton->bytes, skeleton->size};
    if (same(mine, given)) {
        return "same";
    }
    bool marked = memmem(mine.start, mine.length, "COMPLETE ME", strlen("COMPLETE ME")) != NULL;
    return marked && same_code(mine, given) ? "untouched" : "taken";
}

static bool write_copy(int folder, const char *name, const struct text *text)
{
    int file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (file == -1) {
        return false;
    }
    size_t written = 0;
    while (written < text->size) {
        ssize_t count = write(file, text->bytes + written, text->size - written);
        if (count == -1 && errno != EINTR) {
            int error = errno;
            close(file);
            errno = error;
            return false;
        }
        written += count == -1 ? 0 : (size_t)count;
    }
    return close(file) == 0;
}

// Reports what can't be done, and with what. Returns the exit status.
static int cannot(const char *what)
{
    fprintf(stderr, "take: %s: %s\n", what, strerror(errno));
    return 2;
}

// Compares with the skeleton NAME of the EXERCISE in FOLDER. Returns NULL with errno if it can't be
// read.
static const char *compare_with(const struct text *source, int folder, const char *exercise,
                                const char *name)
{
    static struct text skeleton;
    char place[PATH_MAX];
    if (snprintf(place, sizeof place, "%s/%s", exercise, name) >= (int)sizeof place) {
        errno = ENAMETOOLONG;
        return NULL;
    }
    int given = open_below(folder, place);
    if (given == -1) {
        return NULL;
    }
    const char *state = read_text(given, &skeleton) ? compare(source, &skeleton) : NULL;
    close(given);
    return state;
}

// Compares with the skeleton, and with an earlier one: a student who has that has not started
// either.
static const char *compare_with_all(const struct text *source, int exercises, const char *exercise)
{
    const char *state = compare_with(source, exercises, exercise, "skeleton.c");
    if (state == NULL || strcmp(state, "taken") != 0) {
        return state;
    }
    const char *before = compare_with(source, exercises, exercise, "earlier.c");
    if (before == NULL) {
        return errno == ENOENT ? state : NULL;
    }
    return strcmp(before, "taken") == 0 ? state : "untouched";
}

// Takes the exercise at PATH from FOLDER into WORK (descriptors), and prints its line.
static int take(int folder, int exercises, int work, const char *path)
{
    static struct text source;
    const char *slash = strrchr(path, '/');
    const char *exercise = slash == NULL ? path : slash + 1;
    char place_of_source[PATH_MAX];
    if (snprintf(place_of_source, PATH_MAX, "%s.c", path) >= PATH_MAX) {
        errno = ENAMETOOLONG;
        return cannot(exercise);
    }
    const char *name = place_of_source + (exercise - path);
    if (mkdirat(work, exercise, 0777) == -1) {
        return cannot(exercise);
    }
    const char *state = read_source(folder, place_of_source, &source);
    if (state == NULL) {
        state = compare_with_all(&source, exercises, exercise);
        if (state == NULL) {
            return cannot(exercise);
        }
        int place = openat(work, exercise, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (place == -1 || !write_copy(place, name, &source)) {
            return cannot(name);
        }
        close(place);
    }
    printf("%s %s\n", exercise, state);
    return 0;
}

int main(int argc, char *argv[])
{
    if (argc < 5) {
        fprintf(stderr, "take: usage: take FOLDER EXERCISES WORK EXERCISE...\n");
        return 2;
    }
    int folder = open_folder(argv[1]);
    if (folder == -1 && errno == ELOOP) {
        fprintf(stderr, "take: a link of somebody else's leads to '%s': name the folder itself\n",
                argv[1]);
        return 2;
    }
    if (folder == -1) {
        return cannot(argv[1]);
    }
    int exercises = open(argv[2], O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (exercises == -1) {
        return cannot(argv[2]);
    }
    int work = open(argv[3], O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (work == -1) {
        return cannot(argv[3]);
    }
    int status = 0;
    for (int i = 4; i < argc && status == 0; i++) {
        status = take(folder, exercises, work, argv[i]);
    }
    if (fflush(stdout) != 0) {
        return cannot("standard output");
    }
    return status;
}
