// What a sanitizer has found: it reaches the grader by a way that the program does not have for
// itself. peers/findings.c is linked to each program that a sanitizer has built.
#ifndef CONTAIN_FINDINGS_H
#define CONTAIN_FINDINGS_H

#include <stdbool.h>

#include "../text/text.h"

// The descriptor of the program that sanitizers write to. Below it there is place for a program's
// own; each system has so many.
#define FINDINGS 63

// A program that a sanitizer has found something in ends with this status, words or no words.
#define FOUND_STATUS "86"

// The options of the sanitizers. They are the environment's, which has the last word: what the
// program says of its own about them does not count. (A handler of the program's for SIGSEGV and
// the like does not get in the way.)
#define SANITIZER_CRASHES "handle_segv=2:handle_sigbus=2:handle_sigill=2:handle_sigfpe=2:"
#define SANITIZER_COMMON "exitcode=" FOUND_STATUS ":color=never:log_path=stderr"
#define ASAN_OPTIONS "detect_leaks=0:halt_on_error=1:" SANITIZER_CRASHES SANITIZER_COMMON
#define UBSAN_OPTIONS "print_stacktrace=1:halt_on_error=1:" SANITIZER_COMMON
#define TSAN_OPTIONS "report_bugs=1:halt_on_error=1:" SANITIZER_CRASHES SANITIZER_COMMON

// Makes that way: a program gets `program`, and what comes out of `grader` is what was found.
// Returns false with errno set.
bool findings_open(int *grader, int *program);

// Both may be 0: none.
void findings_close(int grader, int program);

// Takes what has come, at most 64 KiB of it, and a line if the program has seen to it that nothing
// can come; does not wait.
void findings_read(int grader, struct text *found);

#endif
