// collect: takes the sources that students have handed in out of a folder or an archive, and lists
// all that is in there.
//
//   collect SOURCES PLACE [ENTRIES BYTES]  <FOLDER-or-ARCHIVE
//
// SOURCES is an extended regular expression (regex(7), upper and lower case alike): a file with
// such a name is copied to PLACE/1, PLACE/2, and so on. So is an archive within the archive, for
// the caller to collect from in turn. No name from outside ever becomes the name of a file here,
// and nothing else is written: neither `..` nor a link leads anywhere.
//
// The list on standard output has five fields for each entry, each ended by a NUL: what it is, its
// path, the number of its copy (or nothing), its size in bytes, and the reason if it can't be read:
//
//   source      copied; if it is larger than SOURCE_MOST, no more than that and a byte of it
//   archive     copied, likewise: ARCHIVE_MOST
//   other       any other file
//   folder
//   link        symbolic, or another name of a file
//   special     a pipe, a device, a socket
//   unreadable  of a folder that can't be entered what is in it, FOLDER/.
//
// Exit status: 0 all has been seen; 1 the archive is damaged, is none, or has more than ENTRIES
// entries or BYTES bytes in what would be copied: the reason is on standard error, in one line; 2
// PLACE can't be written to. Archives are libarchive's: zip, tar with any compression, 7z, rar.
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
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
#define ARCHIVES "\\.(zip|tar|tgz|tbz2?|txz|tar\\.(gz|bz2|xz|zst)|7z|rar)$"

struct collection {
    regex_t sources;
    regex_t archives;
    int place;
    unsigned count;    // of copies
    long long entries; // that may still come
    long long bytes;
};

// Where the content of an entry comes from: read(2), or libarchive.
struct content {
    struct archive *archive; // or NULL
    int file;
};

static int damaged(const char *reason)
{
    fprintf(stderr, "%s\n", reason);
    return 1;
}

// Bytes that are no UTF-8 are shown as %94: of two names that differ in such bytes alone no reader
// makes one.
static void print_path(const char *path)
{
    for (size_t size; *path != 0; path += size) {
        int length = mblen(path, MB_CUR_MAX);
        size = length > 0 ? (size_t)length : 1;
        if (length > 0) {
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

// Copies at most `most` bytes and one. Returns how many there were, or -1 if they can't be read.
static long long copy(struct collection *collection, const struct content *content, long long most)
{
    char path[32], buffer[65536];
    long long size = 0;
    ssize_t got = 0;
    snprintf(path, sizeof(path), "%u", ++collection->count);
    int file = openat(collection->place, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
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

// Lists a regular file, and copies it if it is worth it.
static void take_file(struct collection *collection, const char *path, long long size,
                      const struct content *content)
{
    bool is_source = matches(&collection->sources, path);
    if (!is_source && !matches(&collection->archives, path)) {
        list("other", path, 0, size, "");
        return;
    }
    size = copy(collection, content, is_source ? SOURCE_MOST : ARCHIVE_MOST);
    if (size < 0) {
        list("unreadable", path, 0, 0, reason_of(content));
    } else {
        list(is_source ? "source" : "archive", path, collection->count, size, "");
    }
}

// Counts one more entry. Returns false, having said so, when there are too many, or too much in
// them.
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

static int collect_archive(struct collection *collection)
{
    struct archive *archive = archive_read_new();
    struct archive_entry *entry;
    int result;
    archive_read_support_filter_all(archive);
    archive_read_support_format_all(archive);
    if (archive_read_open_fd(archive, STDIN_FILENO, 65536) != ARCHIVE_OK) {
        return damaged(archive_error_string(archive));
    }
    while ((result = archive_read_next_header(archive, &entry)) == ARCHIVE_OK ||
           result == ARCHIVE_WARN) {
        if (!may_go_on(collection)) {
            return 1;
        }
        take_entry(collection, archive, entry);
    }
    return result == ARCHIVE_EOF ? 0 : damaged(archive_error_string(archive));
}

// Opens a file only if it is a regular one, with this name alone; it may be another one by now.
static void take_on_disk(struct collection *collection, const char *path)
{
    struct stat status;
    int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file == -1 || fstat(file, &status) == -1) {
        list("unreadable", path, 0, 0, strerror(errno));
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
}

static int by_name(const FTSENT **one, const FTSENT **other)
{
    return strcmp((*one)->fts_name, (*other)->fts_name);
}

static int collect_folder(struct collection *collection)
{
    char *roots[] = {".", NULL};
    FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
    FTSENT *entry;
    char inside[PATH_MAX + 2];
    while (tree != NULL && (entry = fts_read(tree)) != NULL) {
        const char *path = entry->fts_path + (entry->fts_level > 0 ? 2 : 0);
        if (entry->fts_level == 0 || entry->fts_info == FTS_DP) {
            continue;
        }
        if (!may_go_on(collection)) {
            return 1;
        }
        switch (entry->fts_info) {
        case FTS_D:
            list("folder", path, 0, 0, "");
            break;
        case FTS_F:
            take_on_disk(collection, path);
            break;
        case FTS_SL:
        case FTS_SLNONE:
            list("link", path, 0, 0, "");
            break;
        case FTS_DEFAULT:
            list("special", path, 0, 0, "");
            break;
        case FTS_DNR:
            snprintf(inside, sizeof(inside), "%s/.", path);
            list("unreadable", inside, 0, 0, strerror(entry->fts_errno));
            break;
        default:
            list("unreadable", path, 0, 0, strerror(entry->fts_errno));
        }
    }
    return tree != NULL ? 0 : damaged(strerror(errno));
}

int main(int argc, char *argv[])
{
    struct stat status;
    setlocale(LC_ALL, "C.UTF-8"); // for the names in archives
    struct collection collection = {.entries = 1000000, .bytes = 1LL << 40};
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
    return fchdir(STDIN_FILENO) == 0 ? collect_folder(&collection) : damaged(strerror(errno));
}
