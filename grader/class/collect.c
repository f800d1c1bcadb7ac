// collect: copies the sources of students out of a folder or an archive, and lists all entries.
//
//   collect SOURCES PLACE [ENTRIES BYTES]  <FOLDER-or-ARCHIVE
//
// SOURCES is an extended regular expression (regex(7), upper and lower case alike): it copies files
// with such a name to PLACE/1, PLACE/2, and so on. It does the same with an archive within the
// archive, for the caller to collect from in turn. No name from outside ever becomes the name of a
// file here, and it writes nothing else: neither `..` nor a link leads anywhere.
//
// The owner of a folder may change it meanwhile. So it opens each entry once, by its name in the
// open folder, follows no link, and takes type and content from this descriptor.
//
// Nobody can keep it busy for long: in a folder, an entry at its top (a student's) may have
// STUDENT_ENTRIES entries (STUDENT_NAMES names), STUDENT_BYTES bytes copied, STUDENT_ARCHIVES
// archives and DEEPEST levels; the rest is unreadable. Bytes that it must unpack only to get past
// them count as copied.
//
// The list on standard output has five fields for each entry, each ended by a NUL: its kind, its
// path, the number of its copy (or nothing), its size in bytes, and the reason if it can't be read:
//
//   source      copied; of a larger one than SOURCE_MOST, that and one byte more
//   archive     copied, likewise: ARCHIVE_MOST
//   other       any other file
//   folder
//   link        symbolic, or another name of a file
//   special     a pipe, a device, a socket
//   unreadable  also FOLDER/. for the content of a folder that can't be read completely
//
// A path shows bytes that are no UTF-8, and control characters, as %94, and a % that could begin
// such a code as %25. Different names stay different.
//
// Exit status: 0 all listed; 1 the input is damaged, is no archive, or has more than ENTRIES
// entries or BYTES bytes to copy: the reason is on standard error, in one line; 2 PLACE can't be
// written to. It reads the archives of libarchive: zip, tar with any compression, 7z, rar.
#include <archive.h>
#include <archive_entry.h>
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <locale.h>
#include <regex.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SOURCE_MOST (1L << 20)
#define ARCHIVE_MOST (10L << 20)
#define STUDENT_ENTRIES 2000
#define STUDENT_NAMES 100000
#define STUDENT_BYTES (32L << 20)
#define STUDENT_ARCHIVES 5
#define DEEPEST 32
#define NAME_MOST 4096
#define ARCHIVES "\\.(zip|tar|tgz|tbz2?|txz|tar\\.(gz|bz2|xz|zst)|7z|rar)$"

struct collection {
    regex_t sources;
    regex_t archives;
    int place;
    unsigned count;    // of copies
    long long entries; // the following count down to 0
    long long bytes;
    int packed; // archives, likewise
    int names;  // in folders, likewise
};

// The source of an entry's content: read(2), or libarchive.
struct content {
    struct archive *archive; // or NULL
    int file;
};

static int damaged(const char *reason)
{
    fprintf(stderr, "%s\n", reason);
    return 1;
}

static bool is_code(const char *text)
{
    return text[0] == '%' && isxdigit((unsigned char)text[1]) && !islower((unsigned char)text[1]) &&
           isxdigit((unsigned char)text[2]) && !islower((unsigned char)text[2]);
}

static void print_path(const char *path)
{
    for (size_t size; *path != 0; path += size) {
        int length = mblen(path, MB_CUR_MAX);
        size = length > 0 ? (size_t)length : 1;
        if (length > 0 && !iscntrl((unsigned char)*path) && !is_code(path)) {
            fwrite(path, 1, size, stdout);
        } else {
            printf("%%%02X", (unsigned char)*path);
        }
    }
}

static void list(const char *kind, const char *path, unsigned copy, long long size,
                 const char *reason)
{
    printf("%s%c", kind, 0);
    print_path(path);
    putchar(0);
    if (copy > 0) {
        printf("%u", copy);
    }
    printf("%c%lld%c%s%c", 0, size, 0, reason, 0);
}

static ssize_t read_content(const struct content *content, char *buffer, size_t size)
{
    return content->archive != NULL ? archive_read_data(content->archive, buffer, size)
                                    : read(content->file, buffer, size);
}

static const char *reason_of(const struct content *content)
{
    const char *reason =
        content->archive != NULL ? archive_error_string(content->archive) : strerror(errno);
    return reason != NULL ? reason : "it can't be read";
}

static void must_write(int file, const char *buffer, size_t size)
{
    if (write(file, buffer, size) != (ssize_t)size) {
        fprintf(stderr, "no room for what was handed in: %s\n", strerror(errno));
        exit(2);
    }
}

// Copies at most `most` + 1 bytes. Returns their number, or -1 if they can't be read.
static long long copy(struct collection *collection, const struct content *content, long long most)
{
    char path[32], buffer[65536];
    long long size = 0;
    ssize_t got = 0;
    snprintf(path, sizeof(path), "%u", ++collection->count);
    int file = openat(collection->place, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    while (size <= most && (got = read_content(content, buffer, sizeof(buffer))) > 0) {
        size_t part = got > most + 1 - size ? (size_t)(most + 1 - size) : (size_t)got;
        must_write(file, buffer, part);
        size += (long long)part;
    }
    close(file);
    collection->bytes -= size;
    return got < 0 ? -1 : size;
}

static bool matches(const regex_t *pattern, const char *path)
{
    const char *name = strrchr(path, '/');
    return regexec(pattern, name == NULL ? path : name + 1, 0, NULL, 0) == 0;
}

// Lists a regular file, and copies a source or an archive.
static void take_file(struct collection *collection, const char *path, long long size,
                      const struct content *content)
{
    bool is_source = matches(&collection->sources, path);
    if (!is_source && !matches(&collection->archives, path)) {
        list("other", path, 0, size, "");
        return;
    }
    if (!is_source && --collection->packed < 0) {
        list("unreadable", path, 0, 0, "it is one archive too many");
        return;
    }
    size = copy(collection, content, is_source ? SOURCE_MOST : ARCHIVE_MOST);
    if (size < 0) {
        list("unreadable", path, 0, 0, reason_of(content));
    } else {
        list(is_source ? "source" : "archive", path, collection->count, size, "");
    }
}

// Counts one more entry. Returns false, after an error message, if there are too many entries or
// bytes.
static bool may_go_on(struct collection *collection)
{
    if (--collection->entries < 0) {
        return !damaged("it has too many entries");
    }
    return collection->bytes >= 0 || !damaged("it unpacks to too many bytes");
}

static const char *path_of(struct archive_entry *entry)
{
    const char *path = archive_entry_pathname_utf8(entry);
    if (path == NULL) {
        path = archive_entry_pathname(entry);
    }
    return path != NULL ? path : "(a name that can't be read)";
}

static void take_entry(struct collection *collection, struct archive *archive,
                       struct archive_entry *entry)
{
    const char *path = path_of(entry);
    if (strlen(path) > NAME_MOST) {
        list("unreadable", "(a name that is too long)", 0, 0, "its name is too long");
        return;
    }
    mode_t kind = archive_entry_filetype(entry);
    if (archive_entry_hardlink(entry) != NULL || kind == AE_IFLNK) {
        list("link", path, 0, 0, "");
    } else if (kind == AE_IFDIR) {
        list("folder", path, 0, 0, "");
    } else if (kind != AE_IFREG) {
        list("special", path, 0, 0, "");
    } else if (archive_entry_is_encrypted(entry)) {
        list("unreadable", path, 0, 0, "it is encrypted");
    } else {
        take_file(collection, path, archive_entry_size(entry),
                  &(struct content){.archive = archive});
    }
}

// The bytes that libarchive must unpack to get to the next entry. In a zip, or a tar without
// compression, it can skip.
static long long to_get_past(struct archive *archive, struct archive_entry *entry)
{
    int format = archive_format(archive) & ARCHIVE_FORMAT_BASE_MASK;
    bool skips = (format == ARCHIVE_FORMAT_ZIP || format == ARCHIVE_FORMAT_TAR) &&
                 archive_filter_count(archive) < 2;
    return skips ? 0 : archive_entry_size(entry);
}

static int collect_archive(struct collection *collection)
{
    struct archive *archive = archive_read_new();
    struct archive_entry *entry;
    int result;
    archive_read_support_filter_all(archive);
    archive_read_support_format_tar(archive);
    archive_read_support_format_zip(archive);
    archive_read_support_format_7zip(archive);
    archive_read_support_format_rar(archive);
    archive_read_support_format_rar5(archive);
    if (archive_read_open_fd(archive, STDIN_FILENO, 65536) != ARCHIVE_OK) {
        return damaged(archive_error_string(archive));
    }
    while ((result = archive_read_next_header(archive, &entry)) == ARCHIVE_OK ||
           result == ARCHIVE_WARN) {
        if (!may_go_on(collection)) {
            return 1;
        }
        long long before = collection->bytes;
        take_entry(collection, archive, entry);
        long long past = to_get_past(archive, entry);
        if (before - collection->bytes < past) {
            collection->bytes = before - past;
        }
        if (collection->bytes < 0) {
            return damaged("it unpacks to too many bytes");
        }
    }
    return result == ARCHIVE_EOF ? 0 : damaged(archive_error_string(archive));
}

// The names in a folder, sorted; `all` is false if some are missing, because there were too many.
struct names {
    char **list;
    size_t count;
    bool all;
};

// Sources come first, so that they are taken even if the rest is too much.
static int by_name(const void *one, const void *other, void *sources)
{
    const char *this = *(char *const *)one, *that = *(char *const *)other;
    int order = matches(sources, that) - matches(sources, this);
    return order != 0 ? order : strcmp(this, that);
}

static bool add_name(struct names *names, const char *name)
{
    char *copy = strdup(name);
    char **list = realloc(names->list, (names->count + 1) * sizeof(*list));
    if (list != NULL) {
        names->list = list;
    }
    if (copy == NULL || list == NULL) {
        free(copy);
        return false;
    }
    list[names->count++] = copy;
    return true;
}

// Returns false, with errno, if the folder can't be read. The caller frees the names.
static bool read_names(struct collection *collection, int folder, struct names *names)
{
    const struct dirent *entry;
    *names = (struct names){.all = true};
    int own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *stream = own != -1 ? fdopendir(own) : NULL;
    if (stream == NULL) {
        return false;
    }
    while (names->all && (entry = readdir(stream)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            names->all = --collection->names >= 0 && add_name(names, entry->d_name);
        }
    }
    closedir(stream);
    qsort_r(names->list, names->count, sizeof(*names->list), by_name, &collection->sources);
    return true;
}

static void free_names(struct names *names)
{
    for (size_t i = 0; i < names->count; i++) {
        free(names->list[i]);
    }
    free(names->list);
}

// Lists the rest of a folder as unreadable, with the reason.
static void leave_out(const char *path, const char *reason)
{
    char *inside;
    if (asprintf(&inside, "%s/.", path) != -1) {
        list("unreadable", inside, 0, 0, reason);
        free(inside);
    }
}

// Lists an entry that can't be opened: a link, a socket, or one that the kernel refuses.
static void take_closed(int folder, const char *name, const char *path, int reason)
{
    struct stat status;
    if (reason == ELOOP) {
        list("link", path, 0, 0, "");
    } else if (reason == ENXIO) {
        list("special", path, 0, 0, "");
    } else if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
               S_ISDIR(status.st_mode)) {
        list("folder", path, 0, 0, "");
        leave_out(path, strerror(reason));
    } else {
        list("unreadable", path, 0, 0, strerror(reason));
    }
}

static const char *collect_folder(struct collection *collection, int folder, const char *path,
                                  int level);

// Takes an entry of a folder. Returns why the rest of the student's files is left out, or NULL.
static const char *take_on_disk(struct collection *collection, int folder, const char *name,
                                const char *path, int level)
{
    const char *reason = NULL;
    struct stat status;
    int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (file == -1 || fstat(file, &status) == -1) {
        take_closed(folder, name, path, errno);
    } else if (S_ISDIR(status.st_mode)) {
        list("folder", path, 0, 0, "");
        // Git's own files are not part of a program, and there are many.
        reason = strcmp(name, ".git") == 0 ? NULL : collect_folder(collection, file, path, level);
    } else if (!S_ISREG(status.st_mode)) {
        list("special", path, 0, 0, "");
    } else if (status.st_nlink > 1) {
        list("link", path, 0, 0, "");
    } else {
        take_file(collection, path, status.st_size, &(struct content){.file = file});
    }
    if (file != -1) {
        close(file);
    }
    return reason;
}

// The same, if the limits allow one more entry.
static const char *take_next(struct collection *collection, int folder, const char *name,
                             const char *path, int level)
{
    if (level == 1) {
        collection->entries = STUDENT_ENTRIES;
        collection->bytes = STUDENT_BYTES;
        collection->packed = STUDENT_ARCHIVES;
        collection->names = STUDENT_NAMES;
    }
    if (--collection->entries < 0) {
        return "it has too many entries";
    }
    if (collection->bytes < 0) {
        return "it holds too many bytes";
    }
    if (level > DEEPEST) {
        return "it has too many levels";
    }
    const char *reason = take_on_disk(collection, folder, name, path, level);
    if (level == 1 && reason != NULL) {
        leave_out(path, reason);
        return NULL;
    }
    return reason;
}

// Takes the entries of a folder of that level, 0 at the top, by their names. The descriptor stays
// open. Returns why it has not taken them all, or NULL.
static const char *collect_folder(struct collection *collection, int folder, const char *path,
                                  int level)
{
    struct names names;
    const char *reason = NULL;
    if (!read_names(collection, folder, &names)) {
        leave_out(path, strerror(errno));
        return NULL;
    }
    for (size_t i = 0; i < names.count && reason == NULL; i++) {
        char *below;
        if (asprintf(&below, "%s%s%s", path, level > 0 ? "/" : "", names.list[i]) == -1) {
            reason = strerror(ENOMEM);
        } else {
            reason = take_next(collection, folder, names.list[i], below, level + 1);
            free(below);
        }
    }
    if (reason == NULL && !names.all) {
        reason = "it has too many entries";
    }
    free_names(&names);
    return reason;
}

int main(int argc, char *argv[])
{
    struct stat status;
    setlocale(LC_ALL, "C.UTF-8"); // for the names in archives
    struct collection collection = {
        .entries = 1000000, .bytes = 1LL << 40, .packed = INT_MAX, .names = INT_MAX};
    if ((argc != 3 && argc != 5) ||
        regcomp(&collection.sources, argv[1], REG_EXTENDED | REG_ICASE | REG_NOSUB) != 0 ||
        regcomp(&collection.archives, ARCHIVES, REG_EXTENDED | REG_ICASE | REG_NOSUB) != 0) {
        fprintf(stderr, "usage: collect SOURCES PLACE [ENTRIES BYTES]\n");
        return 2;
    }
    collection.place = open(argv[2], O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (argc == 5) {
        collection.entries = atoll(argv[3]);
        collection.bytes = atoll(argv[4]);
    }
    if (fstat(STDIN_FILENO, &status) == -1 || !S_ISDIR(status.st_mode)) {
        return collect_archive(&collection);
    }
    const char *reason = collect_folder(&collection, STDIN_FILENO, "", 0);
    return reason == NULL ? 0 : damaged(reason);
}
