# The shell functions in place of bats's programs do the same as the programs (grader/bats.bash).

load kit

setup() {
    # shellcheck source=grader/bats.bash
    source "$TOP/grader/bats.bash"
    export BATS_RUN_TMPDIR=$BATS_TEST_TMPDIR/run BATS_OUT=$BATS_TEST_TMPDIR/run/bats.1.out
    command mkdir "$BATS_RUN_TMPDIR"
    cd "$BATS_TEST_TMPDIR" || return
}

@test "folders are there when bats has asked for them, and all others are made as ever" {
    mkdir -p "$BATS_RUN_TMPDIR/test"
    mkdir "$BATS_RUN_TMPDIR/test/7"
    mkdir "$BATS_RUN_TMPDIR/test/51"
    mkdir -p "$BATS_RUN_TMPDIR/file"
    mkdir "$BATS_RUN_TMPDIR/file/0"
    [[ -d $BATS_RUN_TMPDIR/test/7 && -d $BATS_RUN_TMPDIR/test/51 && -d $BATS_RUN_TMPDIR/file/0 ]] || fail "$(find .)"
    mkdir one
    same "mkdir: cannot create directory ‘one’: File exists" "$(LC_ALL=C.UTF-8 mkdir one 2>&1 || true)"
    mkdir -p one/two/three four
    same $'four\none\none/two\none/two/three' "$(find one four | sort)"
}

@test "an empty file is made, and is left to its folder; what holds something is removed" {
    touch "$BATS_OUT"
    [[ -e $BATS_OUT ]] || fail 'there is no file'
    rm -f "$BATS_OUT"
    printf 'said' >"$BATS_OUT"
    rm -f "$BATS_OUT"
    [[ ! -e $BATS_OUT ]] || fail "$BATS_OUT is left"
    touch one two
    rm one
    same two "$(ls -- *two* *one* 2>/dev/null)"
}

@test "the time, names and files of checks are what the programs say" {
    local before now after
    before=$(command date +%s%N) now=$(date +%s%N) after=$(command date +%s%N)
    ((before / 1000 <= now / 1000 && now / 1000 <= after / 1000)) || fail "$before $now $after"
    same "$(command date -u -d @0)" "$(date -u -d @0)"
    same 'checks.bats checks' "$(basename "$EXERCISES_PLACE/common/checks.bats") $(basename "$EXERCISES_PLACE/common/checks.bats" .bats)"
    for checks in "$EXERCISES_PLACE"/*/checks.bats; do
        command bats-preprocess "$checks" >"$BATS_TEST_TMPDIR/once"
        bats-preprocess "$checks" >"$BATS_TEST_TMPDIR/first"
        bats-preprocess "$checks" >"$BATS_TEST_TMPDIR/again"
        cmp "$BATS_TEST_TMPDIR/once" "$BATS_TEST_TMPDIR/first"
        cmp "$BATS_TEST_TMPDIR/once" "$BATS_TEST_TMPDIR/again"
    done
}

# shellcheck disable=SC1091,SC2016 # its files are made here, for the shell that reads it
@test "paths are resolved as the programs do, a file of bats is read once by a shell, and any other each time" {
    local place
    mkdir real
    : >real/file
    ln -s real linked
    ln -s file real/link
    for place in "$PWD"/{real,linked}/{file,link} /; do
        same "$(command readlink -f "$place") $(command dirname "$place")" "$(readlink -f "$place") $(dirname "$place")"
    done
    same "$(command readlink real/link) $(command dirname real/link)" "$(readlink real/link) $(dirname real/link)"
    mkdir lib
    printf 'count=$((count + 1))\n' | tee lib/ours >theirs
    BATS_ROOT=$PWD count=0
    source "$PWD/lib/ours"
    source "$PWD/lib/ours"
    same 1 "$count"
    source "$PWD/theirs"
    source "$PWD/theirs"
    same 3 "$count"
}
