#include "probe.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "program.h"

// Runs /bin/true.
bool probe_works(const struct isolation *isolation, struct text *why)
{
    struct program program;
    char *arguments[] = {"true", NULL};
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    int binary = open("/bin/true", O_RDONLY | O_CLOEXEC);
    struct launch launch = {.binary = binary, .terminal = null, .argv = arguments, .trace = -1};
    if (!program_start(&program, isolation, &launch, why)) {
        return false;
    }
    program_wait(&program);
    bool good = program.ended && program.status == 0;
    if (!good) {
        text_print(why, "%s", text_string(&program.trouble));
    }
    program_end(&program, isolation);
    close(null);
    close(binary);
    return good;
}

// Tries in a child process, because a process can't leave what it has entered.
static bool tier_works(enum isolation_tier tier, const struct hidden *hidden, struct text *why)
{
    int result[2];
    char words[256] = "";
    if (pipe2(result, O_CLOEXEC) == -1) {
        text_print(why, "pipe: %s", strerror(errno));
        return false;
    }
    pid_t child = fork();
    if (child == 0) {
        struct isolation isolation;
        struct text reason = {0};
        bool good = isolation_enter_without_port(&isolation, tier, hidden, NULL, &reason) &&
                    (tier != NAMESPACES || isolation_connects(&reason)) &&
                    probe_works(&isolation, &reason);
        isolation_leave(&isolation);
        (void)!write(result[1], text_string(&reason), reason.length);
        _exit(good ? 0 : 1);
    }
    close(result[1]);
    int status = 1;
    if (child == -1 || waitpid(child, &status, 0) != child) {
        text_print(why, "fork: %s", strerror(errno));
    } else if (read(result[0], words, sizeof(words) - 1) > 0) {
        text_print(why, "%s", words);
    }
    close(result[0]);
    return status == 0;
}

bool probe_tiers(enum isolation_tier *tier, const struct hidden *hidden, struct text *why)
{
    for (*tier = NAMESPACES; *tier <= NONE; (*tier)++) {
        struct text reason = {0};
        bool good = tier_works(*tier, hidden, &reason);
        if (!good) {
            text_print(why, "%sno %s: %s", why->length > 0 ? "; " : "", isolation_name(*tier),
                       text_string(&reason));
        }
        text_free(&reason);
        if (good) {
            return true;
        }
    }
    return false;
}
