# The machine at fault: a compiler, a client of the kit's or a sanitizer that is killed, broken or missing. Nobody is
# blamed for it; and no program gets off by printing the same words.

load kit

setup() {
    # Compilers don't see the files beside a submission.
    mine=$BATS_TEST_TMPDIR/mine system=$BATS_FILE_TMPDIR/$BATS_TEST_NUMBER
    mkdir "$mine" "$system"
    has_namespaces || skip 'no namespaces here: no compiler can be put in the place of the system'\''s'
}

# compiler LINE...: makes a script in place of gcc. $gcc is the real one, $cc1 its inner one.
compiler() {
    printf '%s\n' '#!/bin/sh' "gcc=$(command -v gcc) cc1=$(gcc -print-prog-name=cc1)" "$@" >"$system/gcc"
    chmod 755 "$system/gcc"
}

# faulty COMMAND...: runs it with the files in $system in place of the system's (where a contained compiler sees them,
# too).
faulty() {
    # shellcheck disable=SC2016 # a script
    run clean unshare --user --map-root-user --mount bash -c '
        cp -a /usr/local/bin/. "$0" && mount --bind "$0" /usr/local/bin && PATH=/usr/local/bin:$PATH exec "$@"
    ' "$system" "$@"
}

# graded_faulty [EXERCISE]: grades with it, and prints the exit status, and the verdicts of the record.
graded_faulty() {
    faulty env "EX=${1:-ex11_1}" "SUBMISSION=$mine" "RESULTS=$RESULTS" "$TOP/grader/grade"
    record "\"$status \" + ([.exercises[0].checks[].status] | join(\" \"))"
}

# compiled_faulty: compiles with it, as grade does, and prints the exit status, and "error" if nobody is blamed.
compiled_faulty() {
    rm -rf "$BATS_TEST_TMPDIR/made"
    mkdir "$BATS_TEST_TMPDIR/made"
    faulty "$TOP/grader/compile" "$mine/ex11_1.c" "$BATS_TEST_TMPDIR/made/ex11_1" plain "$BATS_TEST_TMPDIR/said"
    printf '%s\n' "$status$([[ ! -e $BATS_TEST_TMPDIR/made/ex11_1.error ]] || echo ' error')"
}

# Faults of a compiler: a name, and a script.
# shellcheck disable=SC2016 # a script
FAULTS='killed           kill -9 $$
terminated       kill -TERM $$
silent           exit 1
no-process       echo "gcc: fatal error: cannot execute cc1: vfork: Cannot allocate memory" >&2; exit 1
no-library       echo "cc1: error while loading shared libraries: libz.so.1: cannot open shared object file" >&2; exit 1
cant-start       exit 127
no-room          echo "collect2: fatal error: final link failed: No space left on device" >&2; exit 1
no-header        for f; do case $f in *.c) echo "$f:7:10: fatal error: netinet/in.h: No such file or directory" >&2;; esac; done; exit 1
other-header     for f; do case $f in *.c) echo "$f:7:10: error: unknown type name socklen_t" >&2;; esac; done; exit 1
no-threads       echo "/usr/bin/ld: cannot find -lpthread" >&2; exit 1
no-start         echo "/usr/bin/ld: cannot find Scrt1.o: No such file or directory" >&2; exit 1
no-program       exit 0
empty-program    : >program; exit 0
no-executable    echo "not a program" >program; chmod 755 program; exit 0
child-killed     $gcc -B "$(dirname "$0")/killed/" "$@"
killed-on-it     case "$*" in *known_good*) exec $gcc "$@";; esac; kill -9 $$
child-on-it      case "$*" in *known_good*) exec $gcc "$@";; esac; exec $gcc -B "$(dirname "$0")/killed/" "$@"'

@test "a compiler that is killed, broken or not whole: nobody is blamed, in seventeen ways" {
    local name what got wrong=()
    mkdir "$system/killed"
    # shellcheck disable=SC2016 # a script
    printf '#!/bin/sh\nkill -9 $$\n' >"$system/killed/cc1"
    chmod 755 "$system/killed/cc1"
    cp "$TOP/solutions/ex11_1.c" "$mine"
    while read -r name what; do
        compiler "$what"
        got=$(compiled_faulty)
        [[ $got == '2 error' ]] || wrong+=("$name: $got" "$(<"$BATS_TEST_TMPDIR/said")")
    done <<<"$FAULTS"
    none "${wrong[@]}"
    compiler "$(sed -n 's/^killed  *//p' <<<"$FAULTS")"
    same '2 error skipped' "$(graded_faulty)"
    # shellcheck disable=SC2016 # a script
    compiler 'exec $gcc "$@"'
    same '0 pass pass' "$(graded_faulty)"
}

@test "a compiler that is killed once, or says once what is not so, has done its work" {
    cp "$TOP/solutions/ex11_1.c" "$mine"
    # The second time the compiler is the witness's child.
    # shellcheck disable=SC2016 # a script
    compiler 'case "$*" in *known_good*|*witness*) exec $gcc "$@";; esac; kill -9 $$'
    same 0 "$(compiled_faulty)"
    # shellcheck disable=SC2016 # a script
    compiler 'case "$*" in *known_good*|*witness*) exec $gcc "$@";; esac
        echo "./ex11_1.c:7:10: error: unknown type name socklen_t" >&2; exit 1'
    same 0 "$(compiled_faulty)"
}

# blamed FOLDER...: these were graded, and each exercise in them does not compile, by its own fault.
blamed() {
    grade_all "$@"
    same "$(find "$@" -name '*.c' -printf '%f: fail fail skipped\n' | sort)" \
        "$(records '"\(.id).c: \(.status) \([.checks[].status] | unique | join(" "))"' | sort)"
}

@test "who makes the compiler say what a broken machine says is blamed as usual" {
    local words number=0
    mkdir "$mine/error" "$mine/asm"
    while read -r words; do
        number=$((number + 1))
        printf '#error %s\nint main(void) { return 0; }\n' "$words" >"$mine/error/ex11_$number.c"
        printf '__asm__(".error \\"x\\n%s\\n\\"");\nint main(void) { return 0; }\n' "$words" >"$mine/asm/ex11_$number.c"
    done <<'END'
gcc: fatal error: Killed signal terminated program cc1
gcc: fatal error: cannot execute cc1: vfork: Cannot allocate memory
cc1: error while loading shared libraries: libz.so.1: cannot open shared object file
collect2: fatal error: ld terminated with signal 9 [Killed]
/usr/bin/ld: final link failed: No space left on device
END
    blamed "$mine"/*
}

# Each kills a compiler, and by itself.
@test "what a source does to a compiler is the source's" {
    cp "$KIT/hostile/compiler-bomb-16g/ex11_1.c" "$mine"
    printf 'int main(void) { return %s0; }\n' "$(printf '(%.0s' {1..100000})" >"$mine/ex11_2.c"
    blamed "$mine"
}

@test "a class goes on where it could not grade, and there alone" {
    local name class=$BATS_TEST_TMPDIR/class out=$BATS_TEST_TMPDIR/out
    for name in ada bob cem; do
        mkdir -p "$class/$name"
        cp "$TOP/solutions/ex11_1.c" "$class/$name"
    done
    echo '// killed' >>"$class/bob/ex11_1.c"
    printf 'int main(void) { return 0 }\n' >"$class/cem/ex11_1.c"
    clean make --silent --directory="$TOP" build build/bin/collect
    # shellcheck disable=SC2016 # a script
    compiler 'for f; do case $f in *.c) ! grep -q "^// killed" "$f" || kill -9 $$;; esac; done; exec $gcc "$@"'
    faulty make --no-print-directory --directory="$TOP" class "SUBMISSIONS=$class" "RESULTS=$out"
    same 'ada fail, bob error, cem fail' "$(states "$out")"
    cp "$out/students/ada/results.json" "$BATS_TEST_TMPDIR/ada"
    run clean make --no-print-directory --directory="$TOP" class "SUBMISSIONS=$class" "RESULTS=$out"
    [[ $output == *'2 of them have their record already.'*'Grading 1, '* ]] || fail "$output"
    same 'ada fail, bob fail, cem fail' "$(states "$out")"
    same 10 "$(jq .score "$out/students/bob/results.json")"
    cmp "$BATS_TEST_TMPDIR/ada" "$out/students/ada/results.json"
}

# states RESULTS: the status of each of the three.
states() {
    (cd "$1/students" && jq --raw-output '"\(input_filename | split("/")[0]) \(.status)"' {ada,bob,cem}/results.json) |
        paste --serial --delimiters=, | sed 's/,/, /g'
}

# with_client BODY: grades ex11_2 with a client that has this main() in place of the kit's own.
with_client() {
    local kit=$BATS_TEST_TMPDIR/kit
    [[ -e $kit ]] || copy_first_checks "$kit"
    printf '#include <signal.h>\n#include <stdio.h>\n#include <unistd.h>\nint main(void) { %s }\n' "$1" |
        gcc -x c - -o "$kit/build/bin/test_client"
    run clean env "SUBMISSION=$TOP/solutions" "EX=ex11_2" "RESULTS=$RESULTS" "$kit/grader/grade"
    record "\"$status \\(.status) \(.exercises[0].checks[0].status): \(.exercises[0].checks[0].message)\""
}

@test "a client of the kit's that is killed, or can't be loaded, is not the student's" {
    local said="play: a client of the grader's is killed, or can't be loaded, in each try"
    same "2 error error: $said" "$(with_client 'raise(SIGKILL);')"
    same "2 error error: $said" "$(with_client 'puts("Socket created"); fflush(stdout); raise(SIGTERM);')"
    same "2 error error: $said" "$(with_client 'return 127;')"
}

@test "a sanitizer that ends whatever it has built is not the student's" {
    cp "$TOP/solutions/ex11_3.c" "$mine"
    # shellcheck disable=SC2016 # a script
    compiler 'case "$*" in *fsanitize*) echo "__attribute__((constructor)) void f(void) { __builtin_exit(3); }" >broken.c
            $gcc -c broken.c && $gcc "$@" broken.o;; *) exec $gcc "$@";; esac'
    same "2 pass pass pass pass pass pass error" "$(graded_faulty ex11_3)"
}

# (Descriptor 63 is where a sanitizer writes to.)
@test "who is not compiled with a sanitizer, or ends by itself with one, is blamed for that alone" {
    local wrong=() lines
    while IFS= read -r lines; do
        awk -v lines="$lines" '/^int main/ { print lines } { print }' "$TOP/solutions/ex11_3.c" >"$mine/ex11_3.c"
        grade "$mine" EX=ex11_3
        lines+=": $status $(record '[.exercises[0].checks[].status] | join(" ")')"
        [[ $lines == *': 1 pass pass pass pass pass pass fail' ]] || wrong+=("$lines")
    done <<'END'
int __asan_init;
__attribute__((constructor)) static void end(void) { if (dup(63) != -1) _exit(3); }
END
    none "${wrong[@]}"
}
