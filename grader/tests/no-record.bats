# If grading is impossible, grade ends with 2, whatever the reason, and leaves no record of an earlier submission.

load kit

# Ada's record exists: she has passed. Bob is next, and is right as well.
setup() {
    bob=$BATS_TEST_TMPDIR/bob tools=$BATS_TEST_TMPDIR/tools
    mkdir -p "$RESULTS" "$bob" "$tools"
    cp "$TOP/solutions/ex11_1.c" "$bob"
    adas_record
}

adas_record() {
    printf '{"submission": "ada", "status": "pass", "score": 10}\n' >"$RESULTS/results.json"
}

# judged WHAT: either Bob has passed, with a record that says so, or the status is 2 and nothing says passed or failed.
judged() {
    local said='no record'
    [[ ! -s $RESULTS/results.json ]] || said=$(record '"\(.submission) \(.status)"')
    case "$status $said" in
    '0 bob pass' | '2 no record' | '2 bob error') ;;
    *) fail "$1: exit status $status, $said" "$output" ;;
    esac
}

# bobs [NAME=VALUE]...: grades Bob, with the programs in `tools` first in the PATH.
bobs() {
    run clean env "PATH=$tools:$OUTER_PATH" "SUBMISSION=$bob" "RESULTS=$RESULTS" "$@" "$TOP/grader/grade"
}

# broken NAME COMMAND: makes a program of that name there.
broken() {
    printf '#!/bin/sh\n%s\n' "$2" >"$tools/$1"
    chmod 755 "$tools/$1"
}

@test "a program that the grader takes fails, or is killed" {
    local tool how
    for tool in jq awk bats flock rm mkdir mv mktemp cat stat nproc; do
        [[ $tool != nproc ]] || cp "$TOP/solutions/ex11_2.c" "$bob" # else nobody asks
        for how in 'exit 1' "kill -KILL \$\$"; do
            adas_record
            broken "$tool" "$how"
            bobs "EX=$([[ $tool == nproc ]] || echo ex11_1)"
            judged "$tool: $how"
            rm -rf "${tools:?}/$tool" "$RESULTS/work"
        done
    done
}

@test "make says 2 as well, and Ada's record is gone" {
    local tool
    for tool in jq bats flock; do
        adas_record
        broken "$tool" 'exit 1'
        run clean "PATH=$tools:$OUTER_PATH" make --no-print-directory --directory="$TOP" grade EX=ex11_1 \
            "SUBMISSION=$bob" "RESULTS=$RESULTS"
        [[ $status == 2 ]] || fail "$tool: exit status $status" "$output"
        judged "$tool"
        rm "$tools/$tool"
    done
}

@test "where neither a submission nor an exercise has that name, the record is gone as well" {
    bobs SUBMISSION=nowhere
    judged nowhere
    adas_record
    bobs EX=ex11_9
    judged ex11_9
}

@test "somebody else keeps the results locked: it waits for a while, says so, and ends with 2" {
    exec 5>"$RESULTS/.lock"
    flock 5
    # shellcheck disable=SC2016 # for the program
    broken flock '[ "$1" != --timeout ] || { shift 2; set -- --timeout 0 "$@"; }; exec /usr/bin/flock "$@"'
    bobs
    same "2 grade: waiting for another grading with the results '$RESULTS'
grade: another grading keeps the results '$RESULTS' locked: name another folder for them" "$status $output"
    exec 5>&-
    bobs
    same 1 "$status" # four exercises are missing
    same 'bob' "$(record .submission)"
}

@test "the lock is of somebody who doesn't let others have it" {
    ((EUID == 0)) || skip 'this takes two users'
    own=$(mktemp -d "${TMPDIR:-/tmp}/lab11-user.XXXXXX")
    copy_kit "$own/kit"
    mkdir "$own/results"
    chown -R 65534:65534 "$own"
    install --mode=600 /dev/null "$own/results/.lock"
    run clean setpriv --reuid=65534 --regid=65534 --clear-groups env "RESULTS=$own/results" EX=ex11_1 \
        SUBMISSION=solutions "$own/kit/grader/grade"
    rm -rf "$own"
    same "2 grade: the results can't be written to '$own/results'" "$status $output"
}

@test "results.json is a folder" {
    rm "$RESULTS/results.json"
    mkdir "$RESULTS/results.json"
    bobs
    same "2 grade: '$RESULTS/results.json' is a folder: name another one for the results" "$status $output"
}

@test "what shells take from the environment changes nothing: CDPATH, BASH_ENV, ENV" {
    mkdir -p "$BATS_TEST_TMPDIR/elsewhere/grader" "$BATS_TEST_TMPDIR/elsewhere/solutions"
    printf 'echo Welcome to the cluster\nexport PATH=/usr/bin:/bin\n' >"$BATS_TEST_TMPDIR/begin"
    cd "$TOP"
    run clean "CDPATH=$BATS_TEST_TMPDIR/elsewhere" "BASH_ENV=$BATS_TEST_TMPDIR/begin" "ENV=$BATS_TEST_TMPDIR/begin" \
        "RESULTS=$RESULTS" SUBMISSION=solutions EX=ex11_1 grader/grade
    same '0 pass' "$status $(record .status)"
    adas_record
    run clean "CDPATH=$BATS_TEST_TMPDIR/elsewhere" "BASH_ENV=$BATS_TEST_TMPDIR/begin" make --no-print-directory grade \
        SUBMISSION=solutions EX=ex11_1 "RESULTS=$RESULTS"
    same '0 pass' "$status $(record .status)"
    [[ $output != *Welcome* ]] || fail "$output"
}

@test "whoever reads what is shown and leaves changes nothing of the record, nor of the status" {
    run clean bash -c "SUBMISSION='$TOP/solutions' RESULTS='$RESULTS' EX=ex11_1 '$TOP/grader/grade' >/dev/full"
    same '0 pass' "$status $(record .status)"
}
