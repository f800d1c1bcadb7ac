// Linked to a program that is built with a sanitizer: sends the findings to the grader and not to
// the terminal, which the program could redirect, and where it could forge them.

#include "../contain/findings.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

// A function of the sanitizers' runtime: sanitizer/common_interface_defs.h.
void __sanitizer_set_report_fd(void *descriptor);

// On old systems these are in a library of their own, which the runtime brings along.
extern __typeof(dlopen) dlopen __attribute__((weak));
extern __typeof(dlsym) dlsym __attribute__((weak));

// With gcc, UBSan is a library beside ASan's, with a function of the same name.
static void tell_ubsan(void *descriptor)
{
    void *library = dlopen == NULL ? NULL : dlopen("libubsan.so.1", RTLD_LAZY | RTLD_NOLOAD);
    void *symbol = library == NULL ? NULL : dlsym(library, "__sanitizer_set_report_fd");
    void (*set)(void *) = NULL;
    memcpy(&set, &symbol, sizeof(set));
    if (set != NULL) {
        set(descriptor);
    }
}

// Whether a variable still has the value that the grader gave it. Uses no function of libc, because
// the program may define its own of that name.
static int is_set(char *const *environment, const char *variable)
{
    for (; *environment != NULL; environment++) {
        size_t i = 0;
        while (variable[i] != '\0' && (*environment)[i] == variable[i]) {
            i++;
        }
        if (variable[i] == (*environment)[i]) {
            return 1;
        }
    }
    return 0;
}

static void report_here(void)
{
    void *descriptor = (void *)(intptr_t)FINDINGS;
    __sanitizer_set_report_fd(descriptor);
    tell_ubsan(descriptor);
}

// A child must set it again: for the runtime the descriptor belongs to the parent alone. Before
// main(), and before each constructor that a program may have.
__attribute__((constructor(101))) static void report_to_the_grader(int count, char **words,
                                                                   char **environment)
{
    (void)count;
    (void)words;
    static const char again[] = "ERROR: the program starts itself without the sanitizer\n";
    report_here();
    (void)pthread_atfork(NULL, NULL, report_here);
    if (!is_set(environment, "ASAN_OPTIONS=" ASAN_OPTIONS) ||
        !is_set(environment, "UBSAN_OPTIONS=" UBSAN_OPTIONS) ||
        !is_set(environment, "TSAN_OPTIONS=" TSAN_OPTIONS)) {
        (void)!write(FINDINGS, again, sizeof(again) - 1);
        __builtin_trap();
    }
}
