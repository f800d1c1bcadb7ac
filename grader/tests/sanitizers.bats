# The sanitizers: their findings come through a descriptor that the program can't use, whatever it prints on its
# terminal; a program that switches them off is told so, and loses only the points of that check.

load kit

# Ways to keep a fault in memory from being found, "NAME@LINE@LINE": a line in front of the functions, and one in main().
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
itself once more@@extern char **environ; if (getenv("AGAIN") == NULL) { char *e[] = {"AGAIN=1", "UBSAN_OPTIONS=halt_on_error=0", NULL}, *a[] = {"x", NULL}; execve("/proc/self/exe", a, e); }
a filter of its own@#include <linux/filter.h>\n#include <linux/seccomp.h>\n#include <sys/prctl.h>\n#include <sys/syscall.h>@struct sock_filter f[] = {{0x20, 0, 0, 0}, {0x15, 0, 3, SYS_write}, {0x20, 0, 0, 16}, {0x15, 0, 1, 63}, {6, 0, 0, 0x80000000}, {6, 0, 0, 0x7fff0000}}; struct sock_fprog p = {6, f}; prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &p); syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &p);'

# And a data race.
RACE='nothing@@
standard error elsewhere@@(void)!freopen("/dev/null", "w", stderr);
options of its own@const char *__tsan_default_options(void) { return "report_bugs=0"; }@
suppressions@const char *__tsan_default_suppressions(void) { return "race:*"; }@
a function not looked at@static void *handle_connection(void *) __attribute__((no_sanitize_thread));@
notes@void AnnotateIgnoreWritesBegin(const char *, int) __attribute__((weak));@if (AnnotateIgnoreWritesBegin) AnnotateIgnoreWritesBegin("", 0);'

# All of them are graded once with gcc. In a copy of the kit only the first check and the sanitizer's, the last, are left
# of each exercise, as the others don't look at what the programs differ in; and no mistake is looked for.
setup_file() {
    local exercise kit=$BATS_FILE_TMPDIR/kit
    copy_kit "$kit"
    for exercise in ex11_3 ex11_5; do
        awk -v part=0 '/^# bats test_tags=/ { part++ } { text[part] = text[part] $0 "\n" } END { printf "%s", text[0] text[1] text[part] }' \
            "$EXERCISES_PLACE/$exercise/checks.bats" >"$kit/grader/exercises/$exercise/checks.bats"
    done
    sed -i '/^    name_mistake /d' "$kit/grader/lab.bash"
    hide overflow/ex11_3.c <<<"$ADDRESS"
    hide data-race/ex11_5.c <<<"$RACE"
    mkdir "$BATS_FILE_TMPDIR/mine/"{minus-one,right}
    cp "$TOP/solutions/ex11_3.c" "$BATS_FILE_TMPDIR/mine/minus-one"
    "$KIT/plant" "$BATS_FILE_TMPDIR/mine/minus-one" ex11_3 terminator-at-minus-one:2
    says_the_same >"$BATS_FILE_TMPDIR/mine/right/ex11_3.c"
    RESULTS=$BATS_FILE_TMPDIR/results
    TOP=$kit grade_all "$BATS_FILE_TMPDIR/mine"/*
}

setup() {
    RESULTS=$BATS_FILE_TMPDIR/results
}

# hide PROGRAM: makes a wrong program of each way on the standard input, in a folder of its name.
hide() {
    local name before within folder
    while IFS='@' read -r name before within; do
        folder=$BATS_FILE_TMPDIR/mine/$name
        mkdir -p "$folder"
        before=${before//'\n'/$'\n'}
        awk -v before="${before//\\/\\\\}" -v within="${within//\\/\\\\}" '
            !done && /^(static|int main)/ { print before; done = 1 }
            { print } /^int main/ { main = 1 } main && /^{$/ { print within; main = 0 }' "$KIT/wrong/$1" >"$folder/${1##*/}"
    done
}

# A right program that says what the sanitizers say, and has words of its own for macros and names.
says_the_same() {
    sed 's/perror("[a-z]*")/perror("runtime error\\nERROR: AddressSanitizer: stack-buffer-overflow\\nWARNING: ThreadSanitizer: data race")/' \
        "$TOP/solutions/ex11_3.c"
    # shellcheck disable=SC2016 # a C macro
    printf '#define ASMALL(a, b) \\\n    a##b // sanitizer, annotated\n'
}

# found EXERCISE <WAYS: fails unless each of these has lost the points of the sanitizer's check, and only these.
found() {
    same "$(sed 's/@.*//; s/$/: pass fail/' | sort)" "$(records "select(.id == \"$1\" and .submission != \"right\")
        | \"\\(.submission): \\([.checks[].status] | join(\" \"))\"" | sort)"
}

# said NAME EXERCISE: prints what the last check says to that program.
said() {
    jq --raw-output ".exercises[] | select(.id == \"$2\").checks[-1].message" "$RESULTS/$1./results.json"
}

@test "a fault in memory is found, or it is told what keeps it from being found: gcc" {
    found ex11_3 <<<"$ADDRESS"$'\nminus-one'
}

@test "a fault in memory is found, or it is told what keeps it from being found: clang" {
    local ways name
    sanitizes clang || skip 'clang has no sanitizers here'
    ways=$(grep --extended-regexp '^(nothing|standard error e|options of|another)' <<<"$ADDRESS")
    RESULTS=$BATS_TEST_TMPDIR/results
    while IFS='@' read -r name _; do
        mkdir -p "$BATS_TEST_TMPDIR/mine/$name"
        cp "$BATS_FILE_TMPDIR/mine/$name/ex11_3.c" "$BATS_TEST_TMPDIR/mine/$name"
    done <<<"$ways"
    CC=clang TOP=$BATS_FILE_TMPDIR/kit grade_all "$BATS_TEST_TMPDIR/mine"/*
    found ex11_3 <<<"$ways"
}

@test "a data race is found, or it is told what keeps it from being found" {
    found ex11_5 <<<"$RACE"
}

@test "ThreadSanitizer knows the threads of C11: it finds their race, and nothing where a mutex keeps them apart" {
    local name
    cp "$FIXTURES/c11_threads.c" "$BATS_TEST_TMPDIR/apart.c"
    sed '/mtx_lock\|mtx_unlock/d' "$FIXTURES/c11_threads.c" >"$BATS_TEST_TMPDIR/race.c"
    for name in apart race; do
        gcc -g -pthread -fsanitize=thread "$BATS_TEST_TMPDIR/$name.c" "$BIN/threads.o" -o "$BATS_TEST_TMPDIR/$name"
    done
    run "$BATS_TEST_TMPDIR/apart"
    same '0 2 7' "$status $output"
    run "$BATS_TEST_TMPDIR/race"
    [[ $status == 66 && $output == *'data race'* ]] || fail "$status $output"
    RESULTS=$BATS_TEST_TMPDIR/judged
    same 'c11-threads ex11_pool 8 pass -' "$(judged all "$KIT/right/c11-threads/ex11_pool.c" | grep ' ex11_pool 8 ')"
}

@test "what is found is said, also where the program closes every descriptor: gcc" {
    [[ $(said 'every descriptor closed' ex11_3) == *'runtime error: index 2000 out of bounds'* ]] ||
        fail "$(said 'every descriptor closed' ex11_3)"
}

@test "who is told that the sanitizer is switched off is told by what" {
    same "No sanitizer can look at ex11_5.c:

ex11_5.c can switch the sanitizer off, or steer it: it holds '__tsan_default_options'. Without that it can be looked at." \
        "$(said 'options of its own' ex11_5)"
}

# gcc's UBSan has its own runtime beside ASan's, with its own reports.
@test "what UBSan alone finds is told in its words" {
    same "ex11_3.c:110:12: runtime error: index -1 out of bounds for type 'char [2000]'" \
        "$(said minus-one ex11_3 | sed -n 's/^ *\(.*runtime error\)/\1/p')"
}

@test "a right program can say what a sanitizer says, and has words of its own for macros and names" {
    same 'pass 10' "$(jq --raw-output '.exercises[2] | "\(.status) \(.score)"' "$RESULTS/right./results.json")"
}

@test "a source can't tell whether it is built by a sanitizer" {
    local compiler kind
    cat >"$BATS_TEST_TMPDIR/ex11_1.c" <<'END'
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
            clean env "CC=$compiler" "$TOP/grader/compile" "$BATS_TEST_TMPDIR/ex11_1.c" "$BATS_TEST_TMPDIR/ex11_1" "$kind" "$BATS_TEST_TMPDIR/said" ||
                fail "$compiler, $kind: $(<"$BATS_TEST_TMPDIR/said")"
        done
    done
}
