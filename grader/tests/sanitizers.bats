# The sanitizers: their findings come through a descriptor that the program can't use, whatever it prints on its
# terminal; a program that switches them off is told so, and loses only the points of that check.

load kit

setup() {
    mine=$BATS_TEST_TMPDIR/mine
    mkdir "$mine"
}

# graded COMPILER EXERCISE: prints status, points, and the verdict of the last check, the sanitizer's.
graded() {
    run clean env "CC=$1" "SUBMISSION=$mine" "EX=$2" "RESULTS=$RESULTS" "$TOP/grader/grade"
    record "\"$status \\(.score) \\(.exercises[0].checks[-1].status)\""
}

# hidden PROGRAM LINE LINE: makes a wrong program, with a line in front of its functions, and one in main().
hidden() {
    awk -v before="${2//\\/\\\\}" -v within="${3//\\/\\\\}" '
        !done && /^(static|int main)/ { print before; done = 1 }
        { print } /^int main/ { main = 1 } main && /^{$/ { print within; main = 0 }' "$KIT/wrong/$1" >"$mine/${1##*/}"
}

# each_way PROGRAM EXPECTED COMPILER...: tries each way on the standard input, "NAME@LINE@LINE", on the program with
# each compiler.
each_way() {
    local program=$1 expected=$2 name before within compiler got wrong=()
    shift 2
    while IFS='@' read -r name before within; do
        hidden "$program" "${before//'\n'/$'\n'}" "$within"
        for compiler; do
            got=$(graded "$compiler" "$(basename "$program" .c)")
            [[ $got == "$expected" ]] || wrong+=("$name, $compiler: $got" "$(record '.exercises[0].checks[].message')")
        done
    done
    none "${wrong[@]}"
}

# Without any of these the program has 22 of 25.
ADDRESS='nothing@@
standard error elsewhere@@(void)!freopen("/dev/null", "w", stderr);
every descriptor closed@@for (int i = 3; i < 1024; i++) close(i);
options of its own@const char *__ubsan_default_options(void) { return "halt_on_error=0:silence_unsigned_overflow=1"; }@
options by another name@const char *f(void) __asm__("__ubs" "an_default_options");\nconst char *f(void) { return ""; }@
a function not looked at@int main(void) __attribute__((no_sanitize("address", "undefined")));@
a name put together@#define P(a, b) a##b\nint main(void) __attribute__((P(no_sani, tize)("undefined")));@
a name in two lines@int main(void) __attribute__((no_sani\\ntize("undefined")));@
another array@#ifdef __SANITIZE_ADDRESS__\n#define message message[2]; char more\n#endif@
another array, by a feature@#ifdef __has_feature\n#if __has_feature(address_sanitizer)\n#define message message[2]; char more\n#endif\n#endif@
what is written to shut@@shutdown(63, SHUT_RDWR);
what is written to filled@@while (send(63, "words", 5, MSG_DONTWAIT | MSG_NOSIGNAL) > 0) {}
a child that is looked after@#include <sys/wait.h>@if (fork() != 0) { wait(NULL); return 0; } for (int i = 3; i < 1024; i++) close(i);
before the sanitizer@#include <stdlib.h>\n#include <sys/wait.h>\n#include <unistd.h>\nint main(void);\n__attribute__((constructor(50))) static void before(void) { if (fork() != 0) { wait(NULL); _exit(0); } for (int i = 3; i < 1024; i++) close(i); _exit(main()); }@
built by the second try alone@#if __has_include("program-ex11_3.i")\n#error not yet\n#endif\nint main(void) __attribute__((no_sanitize("address", "undefined")));@
options forged@char *getenv(const char *n) { (void)n; return "a=b"; }\nint strcmp(const char *a, const char *b) { (void)a; (void)b; return 0; }\nextern char **environ;@char *e[] = {"AGAIN=1", "UBSAN_OPTIONS=halt_on_error=0", NULL}, *a[] = {"x", NULL}; if (environ[0][0] != 65 || environ[0][1] != 71) execve("/proc/self/exe", a, e);
itself once more@@extern char **environ; if (getenv("AGAIN") == NULL) { char *e[] = {"AGAIN=1", "UBSAN_OPTIONS=halt_on_error=0", NULL}, *a[] = {"x", NULL}; execve("/proc/self/exe", a, e); }'

@test "a fault in memory is found, or it is told what keeps it from being found: gcc" {
    each_way overflow/ex11_3.c '1 22 fail' gcc <<<"$ADDRESS"
}

@test "a fault in memory is found, or it is told what keeps it from being found: clang" {
    sanitizes clang || skip 'clang has no sanitizers here'
    grep --extended-regexp '^(nothing|standard error e|options of|another)' <<<"$ADDRESS" |
        each_way overflow/ex11_3.c '1 22 fail' clang
}

@test "a data race is found, or it is told what keeps it from being found" {
    each_way data-race/ex11_5.c '1 27 fail' gcc <<'END'
nothing@@
standard error elsewhere@@(void)!freopen("/dev/null", "w", stderr);
options of its own@const char *__tsan_default_options(void) { return "report_bugs=0"; }@
suppressions@const char *__tsan_default_suppressions(void) { return "race:*"; }@
a function not looked at@static void *handle_connection(void *) __attribute__((no_sanitize_thread));@
notes@void AnnotateIgnoreWritesBegin(const char *, int) __attribute__((weak));@if (AnnotateIgnoreWritesBegin) AnnotateIgnoreWritesBegin("", 0);
END
}

@test "what is found is said, also where the program closes every descriptor: gcc" {
    hidden overflow/ex11_3.c '' 'for (int i = 3; i < 1024; i++) close(i);'
    same '1 22 fail' "$(graded gcc ex11_3)"
    [[ $(record '.exercises[0].checks[-1].message') == *'runtime error: index 2000 out of bounds'* ]] ||
        fail "$(record '.exercises[0].checks[-1].message')"
}

@test "no program has a filter of its own, which could end it before the sanitizer has its say" {
    hidden overflow/ex11_3.c $'#include <linux/filter.h>\n#include <linux/seccomp.h>\n#include <sys/prctl.h>\n#include <sys/syscall.h>' \
        'struct sock_filter f[] = {{0x20, 0, 0, 0}, {0x15, 0, 3, SYS_write}, {0x20, 0, 0, 16}, {0x15, 0, 1, 63}, {6, 0, 0, 0x80000000}, {6, 0, 0, 0x7fff0000}}; struct sock_fprog p = {6, f}; prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &p); syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &p);'
    same '1 22 fail' "$(graded gcc ex11_3)"
}

@test "who is told that the sanitizer is switched off is told by what" {
    hidden data-race/ex11_5.c 'const char *__tsan_default_options(void) { return "report_bugs=0"; }' ''
    graded gcc ex11_5
    same "No sanitizer can look at ex11_5.c:

ex11_5.c can switch the sanitizer off, or steer it: it holds '__tsan_default_options'. Without that it can be looked at." \
        "$(record '.exercises[0].checks[-1].message')"
}

# gcc's UBSan has its own runtime beside ASan's, with its own reports.
@test "what UBSan alone finds is told in its words" {
    cp "$TOP/solutions/ex11_3.c" "$mine"
    "$KIT/plant" "$mine" ex11_3 terminator-at-minus-one:2
    same '1 22 fail' "$(graded gcc ex11_3)"
    same "ex11_3.c:110:12: runtime error: index -1 out of bounds for type 'char [2000]'" \
        "$(record '.exercises[0].checks[-1].message' | sed -n 's/^ *\(.*runtime error\)/\1/p')"
}

@test "a right program can say what a sanitizer says, and has words of its own for macros and names" {
    local words
    for words in 'runtime error' 'ERROR: AddressSanitizer: stack-buffer-overflow' 'WARNING: ThreadSanitizer: data race'; do
        sed "s/perror(\"[a-z]*\")/perror(\"$words\")/" "$TOP/solutions/ex11_3.c" >"$mine/ex11_3.c"
        # shellcheck disable=SC2016 # a C macro
        printf '#define ASMALL(a, b) \\\n    a##b // sanitizer, annotated\n' >>"$mine/ex11_3.c"
        same '0 25 pass' "$(graded gcc ex11_3)"
    done
}

@test "a source can't tell whether it is built by a sanitizer" {
    local compiler kind
    cat >"$mine/ex11_1.c" <<'END'
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#error seen
#endif
#ifdef __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_extension(address_sanitizer)
#error seen
#endif
#endif
int main(void) { return 0; }
END
    for compiler in gcc clang; do
        sanitizes "$compiler" || continue
        for kind in address thread; do
            clean env "CC=$compiler" "$TOP/grader/compile" "$mine/ex11_1.c" "$mine/ex11_1" "$kind" "$mine/said" ||
                fail "$compiler, $kind: $(<"$mine/said")"
        done
    done
}
