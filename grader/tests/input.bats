# Errors before a program runs: each gets one clear message and the right verdict. (Links, pipes and the like in place
# of a file: forty.bats.)

load kit

# one_line MESSAGE: the command has ended with 2 and printed exactly this on standard error. (Without make's own line
# about its target.)
one_line() {
    [[ $status == 2 ]] || fail "exit status $status" "$stderr"
    same '' "$output"
    same "$1" "$(grep -v '^make.*: \*\*\* ' <<<"$stderr")"
}

# refused [NAME=VALUE]...: `make grade` with its two outputs apart.
refused() {
    run --separate-stderr clean make --no-print-directory --directory="$TOP" grade "RESULTS=$RESULTS" "$@"
}

# as_user COMMAND...: as an ordinary user, who has a copy of the kit in the folder `own`.
as_user() {
    copy_kit "$own/kit"
    if ((EUID == 0)); then
        chown -R 65534:65534 "$own"
        clean setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
    else
        clean "$@"
    fi
}

setup() {
    mkdir "$BATS_TEST_TMPDIR/mine"
    own=$(mktemp -d "${TMPDIR:-/tmp}/lab11-user.XXXXXX") # where an ordinary user gets to
}

teardown() {
    chmod -R u+w "$own"
    rm -rf "$own"
}

@test "an exercise that does not exist" {
    refused EX=ex11_9 SUBMISSION=solutions
    one_line "grade: there is no exercise 'ex11_9': it is one of $(names)"
}

@test "an exercise that is no name at all" {
    refused 'EX=ex11_1 ex11_2' SUBMISSION=solutions
    one_line "grade: there is no exercise 'ex11_1 ex11_2': it is one of $(names)"
}

@test "a folder that does not exist" {
    refused SUBMISSION=nowhere
    one_line "grade: there is no folder 'nowhere' to grade"
}

@test "a folder that is a file" {
    refused SUBMISSION=README.md
    one_line "grade: there is no folder 'README.md' to grade"
}

@test "a folder for the results that can't be made" {
    : >"$BATS_TEST_TMPDIR/file"
    RESULTS=$BATS_TEST_TMPDIR/file/results
    refused SUBMISSION=solutions
    one_line "grade: the results can't be written to '$RESULTS'"
}

@test "however little room there is for the results, a right program is right, or can't be graded" {
    local size ada='{"submission": "ada", "status": "pass"}'
    has_namespaces || skip 'no namespaces here'
    mkdir "$RESULTS"
    for size in 4k 16k 48k 64k 72k 76k 16m 16m,nr_inodes={2,3,5,8,12,30}; do
        run --separate-stderr clean unshare --user --map-root-user --mount bash -c "mount -t tmpfs -o size=$size tmpfs $RESULTS && cd $TOP &&
            { echo '$ada' >$RESULTS/results.json || true; } 2>/dev/null
            EX=ex11_1 SUBMISSION=solutions RESULTS=$RESULTS ISOLATION=port-lock grader/grade >&2
            status=\$?; [[ ! -e $RESULTS/results.json ]] || jq --raw-output .status $RESULTS/results.json; exit \$status"
        same "$size: 2" "$size: ${status/0/2}"
        [[ $output == "$([[ $status == 0 ]] && echo pass || echo error)" || $status$output == 2 ]] || fail "$size: $output"
    done
}

@test "a folder for the results that this user may not write to" {
    mkdir "$own/results"
    chmod 555 "$own/results"
    run --separate-stderr as_user env "RESULTS=$own/results" SUBMISSION=solutions "$own/kit/grader/grade"
    one_line "grade: the results can't be written to '$own/results'"
}

@test "a folder for the results that holds somebody's work" {
    mkdir -p "$RESULTS/work"
    : >"$RESULTS/work/thesis"
    refused SUBMISSION=solutions
    one_line "grade: '$RESULTS/work' is not the grader's: name another folder for the results"
    [[ -e $RESULTS/work/thesis ]]
}

@test "a kind of isolation that does not exist" {
    run --separate-stderr clean env "RESULTS=$RESULTS" ISOLATION=glass "$TOP/grader/grade"
    one_line "grade: ISOLATION is 'namespaces', 'port-lock' or 'none', not 'glass'"
}

@test "an empty folder is five times not started, with exit status 1, and a missing file is told at the end, too" {
    grade "$BATS_TEST_TMPDIR/mine"
    same "1 fail$(printf '\nnot started: There is no %s.c yet.' "${EXERCISES[@]}")" \
        "$status $(record '.status, (.exercises[] | "\(.status): \(.message)")')"
    grade "$BATS_TEST_TMPDIR/mine" EX=ex11_2
    [[ $output == *$'\nThere is no ex11_2.c in '* ]] || fail "$output"
}

@test "files that are empty, too large, or no program; what is said about them stands in the view once" {
    : >"$BATS_TEST_TMPDIR/mine/ex11_1.c"
    head --bytes=4096 "$BIN/play" >"$BATS_TEST_TMPDIR/mine/ex11_2.c"
    head --bytes=2097152 /dev/zero | tr '\0' '/' >"$BATS_TEST_TMPDIR/mine/ex11_5.c"
    grade "$BATS_TEST_TMPDIR/mine"
    same '1 fail: ex11_1.c is empty.
fail: 
not started: There is no ex11_3.c yet.
not started: There is no ex11_4.c yet.
fail: ex11_5.c is larger than 1 MiB.' "$status $(record '.exercises[] | "\(.status): \(.message)"')"
    same 'fail skipped' "$(record '[.exercises[1].checks[].status] | unique | join(" ")')"
    same 1 "$(grep -c 'ex11_1.c is empty.' <<<"$output")"
}

@test "a line of the compiler's, however long, is whole in the record" {
    local name
    printf -v name 'ö%.0s' {1..5000}
    printf '#include "%s.h"\n' "$name" >"$BATS_TEST_TMPDIR/mine/ex11_1.c"
    grade "$BATS_TEST_TMPDIR/mine" EX=ex11_1
    same 'fail: true' "$(record '.exercises[0] | "\(.status): \(.message)\(.checks[0].message | contains("ö" * 5000 + ".h:"))"')"
}

@test "a file that this user may not read can't be graded: exit status 2, and it says why" {
    RESULTS=$own/results
    mkdir "$own/mine"
    cp "$TOP/solutions/ex11_1.c" "$own/mine"
    chmod 000 "$own/mine/ex11_1.c"
    run as_user env EX=ex11_1 "SUBMISSION=$own/mine" "RESULTS=$RESULTS" "$own/kit/grader/grade"
    [[ $status == 2 ]] || fail "exit status $status" "$output"
    same "error: ex11_1.c can't be read: permission denied. error error" \
        "$(record '.exercises[0] | "\(.status): \(.message) \([.checks[].status] | join(" "))"')"
    [[ $output == *"  ex11_1.c can't be read: permission denied."* ]] || fail "$output"
}

@test "a limit that is too low for what is graded can't be graded, whoever is to be graded; it is named" {
    local limits=('-v 50000' '-v 8000000' '-d 20000' '-s 64' '-f 16' '-n 255' '-t 2') letter told expected=''
    cat >"$own/limited" <<'END'
each() {
    (ulimit "$1" "$2" && EX=ex11_1 SUBMISSION=$kit/solutions RESULTS=$kit/results "$kit/grader/grade" || echo "grade $?")
    (ulimit "$1" "$2" && "$kit/build/bin/contain" --isolation none "$kit" -- true || echo "contain $?")
}
for limit; do
    each ${limit% *} ${limit#* }
done
# Leaves room for a hundred more, whatever this user does elsewhere.
each -u $(($(ps --no-headers -L -U "$(id --user)" | wc --lines) + 100))
END
    run as_user env "kit=$own/kit" bash "$own/limited" "${limits[@]}"
    for letter in v V d s f n t u; do
        told="contain: programs that are graded need WHAT than this system allows: see \`ulimit -${letter,}\`"
        expected+="$told"$'\n''grade 2'$'\n'
        # The larger of two is enough for the compiler, which maps no terabytes; a hundred processes are, too.
        [[ $letter == [Vu] ]] || expected+="$told"$'\n''contain 126'$'\n'
    done
    same "$expected" "$(sed -E 's/need (more|a larger|larger) .* than/need WHAT than/' <<<"$output")"$'\n'
}

@test "a limit that can be raised is raised" {
    mkdir "$own/mine"
    cp "$TOP"/solutions/ex11_{3,5}.c "$own/mine" # with each sanitizer
    # shellcheck disable=SC2016 # it is for that shell
    run as_user bash -c 'ulimit -Sv 500000; ulimit -Sd 200000; ulimit -Ss 256; ulimit -Sn 64; ulimit -Su 500; ulimit -l 0
        SUBMISSION=$1/mine RESULTS=$1/kit/results exec "$1/kit/grader/grade"' bash "$own"
    RESULTS=$own/kit/results
    same 55 "$(record .score)"
}

@test "an ordinary user gets the same 100" {
    RESULTS=$own/results
    run as_user make --no-print-directory --directory="$own/kit" grade SUBMISSION=solutions "RESULTS=$RESULTS"
    must_be_100
}
