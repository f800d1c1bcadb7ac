// Brings the findings of a sanitizer to the grader, through a descriptor that the program itself
// can't use. peers/findings.c is linked to each program that is built with a sanitizer.
#ifndef CONTAIN_FINDINGS_H
#define CONTAIN_FINDINGS_H

#include <stdbool.h>

#include "../text/text.h"

// The descriptor that sanitizers write to. It leaves room below for the program's own, and each
// system allows so many.
#define FINDINGS 63

// A program ends with this status when its sanitizer has found something, even if no words came.
#define FOUND_STATUS "86"

// The options of the sanitizers. They go into the environment, which overrides options that the
// program sets. (handle_...=2: the program can't install its own handler for SIGSEGV and the like.)
#define SANITIZER_CRASHES "handle_segv=2:handle_sigbus=2:handle_sigill=2:handle_sigfpe=2:"
#define SANITIZER_COMMON "exitcode=" FOUND_STATUS ":color=never:log_path=stderr"
#define ASAN_OPTIONS "detect_leaks=0:halt_on_error=1:" SANITIZER_CRASHES SANITIZER_COMMON
#define UBSAN_OPTIONS "print_stacktrace=1:halt_on_error=1:" SANITIZER_COMMON
#define TSAN_OPTIONS "report_bugs=1:halt_on_error=1:" SANITIZER_CRASHES SANITIZER_COMMON

// Opens both ends: the program gets `program`; `grader` is read for the findings. Returns false
// with errno set.
bool findings_open(int *grader, int *program);

// Both may be 0: none.
void findings_close(int grader, int program);

// Appends the findings that have come, at most 64 KiB; and a line that says so if the program has
// shut the descriptor. Does not wait.
void findings_read(int grader, struct text *found);

#endif
