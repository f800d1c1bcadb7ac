// contain: runs a command, mostly the compiler, contained on a student's files.
//
//   contain [--isolation TIER] [--hide PATH]... FOLDER -- COMMAND [ARGUMENT]...
//   contain [--hide PATH]... --probe
//
// The command works in FOLDER. It gets this process's standard descriptors and limits, and no
// network; it reads only the system's files and FOLDER, and writes only in FOLDER. (As root without
// Landlock it reads whatever everybody may read.) --isolation is `namespaces`, `port-lock` or
// `none`; without it contain probes. --hide hides PATH from the command; the kit that contain
// belongs to is always hidden.
//
// Exit status: the command's, or 128 plus the signal that killed it; 126 if it can't be contained,
// 127 if it can't be started, 2 if the arguments are wrong. Standard error gives the reason.
//
// --probe prints the strongest tier that works here, and why stronger ones don't.

#include <errno.h>
#include <ftw.h>
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probe.h"
#include "program.h"
#include "room.h"

struct options {
    const char *isolation;
    struct hidden hidden;
    bool probe;
    const char *folder;
    char **command; // ends with NULL
};

static int cannot(const char *what)
{
    fprintf(stderr, "contain: %s\n", what);
    return 2;
}

// The same with status 126 (can't be contained) or 127 (can't be started).
static int cannot_run(int status, const char *what, const char *reason)
{
    fprintf(stderr, "contain: %s: %s\n", what, reason);
    return status;
}

static int usage(void)
{
    return cannot("usage: contain [--isolation namespaces|port-lock|none] [--hide PATH]...\n"
                  "               FOLDER -- COMMAND...\n"
                  "       contain [--hide PATH]... --probe");
}

static int take_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status, (void)kind, (void)place;
    return lchown(path, geteuid(), getegid());
}

// As root: takes ownership of the files that the command's user has written.
static void take_back(const char *path)
{
    if (geteuid() == 0) {
        nftw(path, take_one, 8, FTW_PHYS | FTW_MOUNT);
    }
}

// Opens sockets for the command's output; `output` gets our ends. Our own output may be a pipe,
// which the command could open for reading by a path of /proc, and wait for itself; a socket can't
// be opened.
static bool open_output(int output[2], int command[2])
{
    for (int i = 0; i < 2; i++) {
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == -1) {
            return false;
        }
        output[i] = ends[0];
        command[i] = ends[1];
    }
    return true;
}

// Copies the bytes that have come from `from` to `to`. At the end of the input it closes `from` and
// makes it -1. Returns false if `to` can't be written any more.
static bool pass_on(int *from, int to)
{
    char bytes[1 << 16];
    ssize_t count = 1;
    while (*from != -1 && (count = recv(*from, bytes, sizeof(bytes), MSG_DONTWAIT)) > 0) {
        for (ssize_t done = 0, more; done < count; done += more) {
            more = write(to, bytes + done, (size_t)(count - done));
            if (more == -1) {
                return false;
            }
        }
    }
    if (count == 0) {
        close(*from);
        *from = -1;
    }
    return true;
}

// Passes the command's output on until the command ends, or until nobody reads it: then returns
// false.
static bool listen_to(struct program *program, int output[2])
{
    bool heard = true;
    bool guarded = true;
    while (heard && guarded && !program->ended && program->trouble.length == 0) {
        struct pollfd polled[] = {{.fd = program->report, .events = POLLIN},
                                  {.fd = output[0], .events = POLLIN},
                                  {.fd = output[1], .events = POLLIN}};
        poll(polled, 3, -1);
        if ((polled[0].revents & POLLIN) != 0) {
            program_news(program);
        }
        guarded = polled[0].revents == 0 || (polled[0].revents & POLLIN) != 0;
        heard = pass_on(&output[0], 1) && pass_on(&output[1], 2);
    }
    return heard;
}

// Waits for the command. Returns its exit status, or ours if it has none.
static int see_to_end(struct program *program, int output[2], const char *name)
{
    if (!listen_to(program, output)) {
        return 128 + SIGPIPE; // as if the command had written there itself
    }
    if (program->trouble.length > 0) {
        return cannot_run(127, name, text_string(&program->trouble));
    }
    if (!program->ended) {
        return cannot_run(126, name, "its guard was killed");
    }
    return WIFEXITED(program->status) ? WEXITSTATUS(program->status)
                                      : 128 + WTERMSIG(program->status);
}

static int contain(enum isolation_tier tier, const struct options *options)
{
    struct isolation isolation;
    struct program program;
    struct text why = {0};
    char **command = options->command, *path = realpath(options->folder, NULL);
    if (path == NULL) {
        return cannot_run(126, options->folder, strerror(errno));
    }
    int output[2] = {-1, -1}, ends[2] = {-1, -1};
    struct launch launch = {
        .binary = -1, .terminal = -1, .output = ends, .argv = command, .trace = -1};
    if (!open_output(output, ends)) {
        return cannot_run(126, "socketpair", strerror(errno));
    }
    if (!isolation_enter_without_port(&isolation, tier, &options->hidden, path, &why) ||
        !program_start(&program, &isolation, &launch, &why)) {
        return cannot_run(126, command[0], text_string(&why));
    }
    close(ends[0]);
    close(ends[1]);
    int status = see_to_end(&program, output, command[0]);
    program_end(&program, &isolation);
    isolation_leave(&isolation);
    take_back(path);
    free(path);
    return status;
}

// Hides `path`, or the kit for NULL. Ends with status 2 if commands need it.
static void add_hidden(struct options *options, const char *path)
{
    struct text why = {0};
    if (!(path == NULL ? hidden_add_kit(&options->hidden, &why)
                       : hidden_add(&options->hidden, path, &why))) {
        exit(cannot(text_string(&why)));
    }
}

static bool parse_options(struct options *options, int argc, char *argv[])
{
    static const struct option names[] = {{"isolation", required_argument, NULL, 'i'},
                                          {"hide", required_argument, NULL, 'h'},
                                          {"probe", no_argument, NULL, 'p'},
                                          {NULL, 0, NULL, 0}};
    int option;
    while ((option = getopt_long(argc, argv, "+", names, NULL)) != -1) { // "+": FOLDER ends the
                                                                         // options
        switch (option) {
        case 'i':
            options->isolation = optarg;
            break;
        case 'h':
            add_hidden(options, optarg);
            break;
        case 'p':
            options->probe = true;
            break;
        default:
            return false;
        }
    }
    if (options->probe) {
        return argc == optind;
    }
    if (argc < optind + 3 || strcmp(argv[optind + 1], "--") != 0) {
        return false;
    }
    options->folder = argv[optind];
    options->command = argv + optind + 2;
    return true;
}

static int tell_tier(enum isolation_tier tier, const struct text *why)
{
    printf(why->length > 0 ? "%s (%s)\n" : "%s\n", isolation_name(tier), text_string(why));
    return fflush(stdout) == 0 ? 0 : 2;
}

int main(int argc, char *argv[])
{
    struct options options = {0};
    struct text why = {0};
    enum isolation_tier tier;

    signal(SIGPIPE, SIG_IGN);
    if (!parse_options(&options, argc, argv)) {
        return usage();
    }
    if (!room_make(options.probe, &why)) {
        cannot(text_string(&why));
        return options.probe ? 2 : 126;
    }
    add_hidden(&options, NULL);
    if (options.isolation != NULL && !isolation_by_name(&tier, options.isolation)) {
        return usage();
    }
    if ((options.isolation == NULL || options.probe) &&
        !probe_tiers(&tier, &options.hidden, &why)) {
        return cannot(text_string(&why));
    }
    return options.probe ? tell_tier(tier, &why) : contain(tier, &options);
}
