// play: plays a session with real programs and says whether it went as written.
//
//   play --port PORT [--student ROLE] [--program NAME=PATH]... [--set NAME=VALUE]...
//        [--evidence FILE] [--trace TERMINAL=FILE]... [--isolation TIER] [--hide PATH]...
//        [--sanitized] SESSION
//
// Exit status: 0 played to the end, 1 differed (the report is on standard output), 2 can't be
// played (the reason is on standard error). --port is the port of the play's servers. --student
// names the student's program by its terminal, `server` or `client`; without it `server`.
// --isolation is `namespaces`, `port-lock` or `none`; without it play takes the strongest that
// works here. --sanitized: the student's program is built with a sanitizer. --hide hides PATH from
// the programs; the kit that play belongs to is always hidden. --trace runs the program at TERMINAL
// under strace(1), which must be installed, and writes its output (-f -ttt -T) to FILE.
//
// Theory of operation. A session names terminals, and each is a *seat*: a pty(7) whose master play
// holds, and the program that sits at it now. Between play and a program stands its *guard*
// (../contain/program.c), a process that collects all that the program starts, reports how it ended
// and ends the rest; with namespaces it is their init. Play reaches programs only through their
// terminals and guards.
//
// A play goes on in rounds (player.c). Each seat goes through its turns as far as possible
// (turns.c); then play waits a moment for output, or for a guard's report (waiting.c). No turn has
// a time-out. Instead play takes a *look* (../look/look.c): each thread of each program, with its
// state, the call that it is blocked in, and how often it has left a processor. A play is *stuck*
// if each thread is blocked in a call that only somebody else could end, nothing is *in flight*,
// and a second look finds that no thread has run since the first: so all were blocked at one
// moment, and nothing will happen any more. In flight are the bytes and handshakes of sockets that
// the kernel still carries (../look/sockets.c), and the bytes of terminals, which play flushes out
// by a token behind them (../look/tty.c). Clocks count only for programs that sleep or compute.
//
// The first turn that can't be met any more is the difference. Play lets the programs come to rest,
// takes a last look for the report and the evidence, and only then ends them. If strangers or the
// machine may have caused it, the session is played again (fault.c).

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include "../contain/probe.h"
#include "../contain/room.h"
#include "evidence.h"
#include "fault.h"
#include "player.h"
#include "reader.h"
#include "report.h"

// The most programs of a session.
#define PROGRAMS 32

struct options {
    struct binary binaries[PROGRAMS];
    size_t binary_count;
    struct recording recordings[PROGRAMS];
    size_t recording_count;
    struct values values;
    const char *evidence;
    const char *student;
    in_port_t port; // host byte order
    const char *isolation;
    struct hidden hidden;
    bool sanitized;
    const char *session;
};

static int cannot(const char *what)
{
    fprintf(stderr, "play: %s\n", what);
    return 2;
}

static int usage(void)
{
    return cannot("usage: play --port PORT [--student server|client] [--program NAME=PATH]...\n"
                  "            [--set NAME=VALUE]... [--evidence FILE] [--trace TERMINAL=FILE]...\n"
                  "            [--isolation namespaces|port-lock|none] [--hide PATH]...\n"
                  "            [--sanitized] SESSION");
}

// Splits "NAME=VALUE" in place. Returns the value, or NULL.
static char *split(char *pair)
{
    char *sign = strchr(pair, '=');
    if (sign == NULL || sign == pair) {
        return NULL;
    }
    *sign = '\0';
    return sign + 1;
}

// Opens a program now, because its path may be hidden later. Ends with status 2 if it is missing.
static void add_binary(struct options *options, char *pair)
{
    char *path = split(pair);
    int file = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    if (file == -1) {
        fprintf(stderr, "play: --program %s: %s\n", pair,
                path == NULL ? "expected NAME=PATH" : strerror(errno));
        exit(2);
    }
    if (options->binary_count == PROGRAMS) {
        exit(cannot("too many programs"));
    }
    options->binaries[options->binary_count++] = (struct binary){.name = pair, .file = file};
}

// Opens the system's programs that the session starts, now for the same reason. Ends with status 2
// if one is missing.
static void add_systems(struct options *options, const struct session *session)
{
    static const char *const folders[] = {"/usr/bin", "/bin", "/usr/sbin", "/sbin"};
    for (size_t i = 0; i < session->turn_count; i++) {
        const struct turn *turn = &session->turns[i];
        if (turn->sign != STARTS || !is_of_system(turn->text)) {
            continue;
        }
        char *name = must_copy(turn->text);
        name[strcspn(name, " ")] = '\0';
        int file = -1;
        for (size_t at = 0; file == -1 && at < sizeof(folders) / sizeof(folders[0]); at++) {
            struct text path = {0};
            text_print(&path, "%s/%s", folders[at], name);
            file = access(path.data, X_OK) == 0 ? open(path.data, O_RDONLY | O_CLOEXEC) : -1;
            text_free(&path);
        }
        if (file == -1) {
            fprintf(stderr, "play: %s:%d: the program '%s' is not on this machine\n", session->path,
                    turn->line, name);
            exit(2);
        }
        if (options->binary_count == PROGRAMS) {
            exit(cannot("too many programs"));
        }
        options->binaries[options->binary_count++] =
            (struct binary){.name = name, .is_systems = true, .file = file};
    }
}

// Sends the trace of a program to memory first, because the program's user can't write to our
// files. Ends with status 2 if it can't.
static void add_recording(struct options *options, char *pair)
{
    char *path = split(pair);
    int trace = path == NULL ? -1 : memfd_create("trace", MFD_CLOEXEC);
    if (trace == -1) {
        fprintf(stderr, "play: --trace %s: %s\n", pair,
                path == NULL ? "expected TERMINAL=FILE" : strerror(errno));
        exit(2);
    }
    if (options->recording_count == PROGRAMS) {
        exit(cannot("too many traces"));
    }
    fcntl(trace, F_SETFL, O_APPEND);
    options->recordings[options->recording_count++] = (struct recording){pair, trace, path};
}

// Ends with status 2 if a program is to be traced at a terminal that the session doesn't have.
static void check_recordings(const struct options *options, const struct session *session)
{
    for (size_t i = 0; i < options->recording_count; i++) {
        if (session_terminal(session, options->recordings[i].terminal) == -1) {
            fprintf(stderr, "play: --trace %s: %s has no such terminal\n",
                    options->recordings[i].terminal, session->path);
            exit(2);
        }
    }
}

// What follows in a trace is shutdown: we end the programs.
static void end_traces(const struct play *play)
{
    static const char end[] = "\n+++ play ended +++\n";
    for (size_t i = 0; i < play->recording_count; i++) {
        (void)!write(play->recordings[i].trace, end, strlen(end));
    }
}

// Empties the traces before the session is played once more.
static void clear_traces(const struct play *play)
{
    for (size_t i = 0; i < play->recording_count; i++) {
        (void)!ftruncate(play->recordings[i].trace, 0);
    }
}

// Writes the traces to their files. Returns false, with errno set, if one can't be written.
static bool save_traces(const struct options *options)
{
    for (size_t i = 0; i < options->recording_count; i++) {
        const struct recording *recording = &options->recordings[i];
        int file = open(recording->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        off_t from = 0;
        ssize_t count = 1;
        while (file != -1 && count > 0) {
            count = sendfile(file, recording->trace, &from, 1 << 20);
        }
        if (file == -1 || count == -1 || close(file) == -1) {
            return false;
        }
    }
    return true;
}

// Hides `path`, or the kit for NULL. Ends with status 2 if programs need it.
static void add_hidden(struct options *options, const char *path)
{
    struct text why = {0};
    if (!(path == NULL ? hidden_add_kit(&options->hidden, &why)
                       : hidden_add(&options->hidden, path, &why))) {
        exit(cannot(text_string(&why)));
    }
}

static bool parse_port(in_port_t *port, const char *text)
{
    char *end;
    unsigned long number = strtoul(text, &end, 10);
    *port = (in_port_t)number;
    return *text >= '1' && *text <= '9' && *end == '\0' && number <= 65535;
}

static bool parse_options(struct options *options, int argc, char *argv[])
{
    static const struct option names[] = {
        {"program", required_argument, NULL, 'p'},   {"set", required_argument, NULL, 's'},
        {"evidence", required_argument, NULL, 'e'},  {"trace", required_argument, NULL, 't'},
        {"isolation", required_argument, NULL, 'i'}, {"hide", required_argument, NULL, 'h'},
        {"student", required_argument, NULL, 'u'},   {"port", required_argument, NULL, 'o'},
        {"sanitized", no_argument, NULL, 'z'},       {NULL, 0, NULL, 0},
    };
    int option;
    while ((option = getopt_long(argc, argv, "", names, NULL)) != -1) {
        char *value = NULL;
        switch (option) {
        case 'p':
            add_binary(options, optarg);
            break;
        case 's':
            if ((value = split(optarg)) == NULL) {
                return false;
            }
            values_set(&options->values, optarg, value);
            break;
        case 't':
            add_recording(options, optarg);
            break;
        case 'e':
            options->evidence = optarg;
            break;
        case 'o':
            if (!parse_port(&options->port, optarg)) {
                return false;
            }
            break;
        case 'u':
            options->student = optarg;
            break;
        case 'i':
            options->isolation = optarg;
            break;
        case 'h':
            add_hidden(options, optarg);
            break;
        case 'z':
            options->sanitized = true;
            break;
        default:
            return false;
        }
    }
    options->session = argv[optind];
    return argc == optind + 1 && options->port != 0 &&
           (strcmp(options->student, SERVER) == 0 || strcmp(options->student, CLIENT) == 0);
}

// Takes the tier of --isolation, or the strongest that works here. Returns false if no tier has
// that name; ends with status 2 if none works.
static bool choose_tier(enum isolation_tier *tier, const struct options *options)
{
    struct text why = {0};
    if (options->isolation != NULL) {
        return isolation_by_name(tier, options->isolation);
    }
    if (!probe_tiers(tier, &options->hidden, &why)) {
        exit(cannot(text_string(&why)));
    }
    text_free(&why);
    return true;
}

// The output of a play.
struct told {
    struct text report; // empty if nothing differs
    struct text evidence;
};

// Plays once and ends all programs. Returns whose doing the result is.
static enum fault play_once(struct play *play, struct told *told, bool more)
{
    bool played = play_session(play);
    end_traces(play);
    if (played) {
        if (play->reason != PLAYED) {
            play_look(play);
            report_print(&told->report, play);
        }
        evidence_make(&told->evidence, play);
    }
    play_end(play);
    return fault_of(play, more);
}

// Sets the session's variables of sysctl(8). Returns false with the reason in `why`.
static bool set_sysctls(const struct play *play, struct text *why)
{
    const struct session *session = play->session;
    for (size_t i = 0; i < session->sysctl_count; i++) {
        const struct sysctl *sysctl = &session->sysctls[i];
        struct text reason = {0};
        if (!isolation_set(&play->isolation, sysctl->name, sysctl->value, &reason)) {
            text_print(why, "%s:%d: %s", session->path, sysctl->line, text_string(&reason));
            return false;
        }
    }
    return true;
}

// Plays until the result is the program's own doing. Returns the exit status.
static int play_and_judge(const struct play *start, struct told *told)
{
    enum fault fault = UNKNOWN;
    int status = 0;
    for (int try = 1; fault == UNKNOWN; try++) {
        struct play play = *start;
        struct text why = {0};
        text_free(&told->report);
        text_free(&told->evidence);
        clear_traces(&play);
        if ((try > 1 && !isolation_renew(&play.isolation, &why)) || !set_sysctls(&play, &why)) {
            return cannot(text_string(&why));
        }
        fault = play_once(&play, told, try < TRIES);
        status = fault == OTHERS ? cannot(text_string(&play.trouble)) : play.reason != PLAYED;
        play_free(&play);
    }
    return status;
}

// Writes the files and the report, after all programs have ended. Returns the exit status.
static int tell(const struct options *options, const struct told *told, int status)
{
    if (options->evidence != NULL && !evidence_save(options->evidence, &told->evidence)) {
        fprintf(stderr, "play: %s: %s\n", options->evidence, strerror(errno));
        return 2;
    }
    if (!save_traces(options)) {
        fprintf(stderr, "play: a trace can't be written: %s\n", strerror(errno));
        return 2;
    }
    fputs(text_string(&told->report), stdout);
    return fflush(stdout) == 0 ? status : cannot("standard output can't be written");
}

int main(int argc, char *argv[])
{
    struct options options = {.student = SERVER};
    struct session session;
    struct text trouble = {0};
    enum isolation_tier tier;

    if (argc > 3 && strcmp(argv[1], "--become") == 0) {
        program_become(atoi(argv[2]), argv + 3); // strace(1) starts us so: contain/program.c
        return 127;
    }
    signal(SIGPIPE, SIG_IGN);
    if (!parse_options(&options, argc, argv)) {
        return usage();
    }
    if (!room_make(true, &trouble)) {
        return cannot(text_string(&trouble));
    }
    add_hidden(&options, NULL);
    if (!choose_tier(&tier, &options)) {
        return usage();
    }
    if (!session_read(&session, options.session, &options.values, &trouble)) {
        return cannot(text_string(&trouble));
    }
    if (session_terminal(&session, options.student) == -1) {
        fprintf(stderr, "play: %s: no program is started on the terminal '%s', the student's\n",
                options.session, options.student);
        return 2;
    }
    check_recordings(&options, &session);
    add_systems(&options, &session);
    struct play play = {.session = &session,
                        .binaries = options.binaries,
                        .binary_count = options.binary_count,
                        .recordings = options.recordings,
                        .recording_count = options.recording_count,
                        .student = options.student,
                        .sanitized = options.sanitized};
    if (!isolation_enter(&play.isolation, tier, options.port, &options.hidden, &trouble)) {
        return cannot(text_string(&trouble));
    }
    struct told told = {0};
    int status = play_and_judge(&play, &told);
    isolation_leave(&play.isolation);
    if (status < 2) {
        status = tell(&options, &told, status);
    }
    text_free(&told.report);
    text_free(&told.evidence);
    return status;
}
