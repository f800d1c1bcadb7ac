# take copies files of a folder that its student may be changing: from one descriptor for each file, and through no link
# (grader/take).

load kit

setup_file() {
    fixture exchange
}

setup() {
    mine=$BATS_TEST_TMPDIR/mine work=$BATS_TEST_TMPDIR/work
    mkdir "$mine" "$work"
    secret=secret-$RANDOM$RANDOM
    printf '#error %s\n' "$secret" >"$BATS_TEST_TMPDIR/secret"
}

teardown() {
    [[ -z ${racing:-} ]] || kill "$racing" 2>/dev/null || true
    [[ -z ${own:-} ]] || rm -rf "$own"
}

# takes EXPECTED EXERCISE...: compares what it prints of them; it never waits, not even for a pipe.
takes() {
    local expected=$1
    shift
    rm -rf "${work:?}"/*
    run clean "$BIN/take" "$mine" "$EXERCISES_PLACE" "$work" "$@"
    same "0 $expected" "$status $output"
}

@test "a file is copied, an untouched one is told, with Windows's line ends as well" {
    cp "$TOP/solutions/ex11_1.c" "$mine"
    cp "$EXERCISES_PLACE/ex11_2/skeleton.c" "$mine/ex11_2.c"
    sed 's/$/\r/' "$EXERCISES_PLACE/ex11_3/skeleton.c" >"$mine/ex11_3.c"
    { sed 's/^ *//' "$EXERCISES_PLACE/ex11_4/skeleton.c" && printf '\n  // mine\n\n'; } >"$mine/ex11_4.c"
    { cat "$EXERCISES_PLACE/ex11_5/skeleton.c" && printf 'int mine;'; } >"$mine/ex11_5.c"
    takes $'ex11_1 taken\nex11_2 same\nex11_3 untouched\nex11_4 untouched\nex11_5 taken' "${EXERCISES[@]}"
    for exercise in "${EXERCISES[@]}"; do
        cmp "$mine/$exercise.c" "$work/$exercise/$exercise.c"
    done
}

@test "an exercise may lie in a folder; what is no folder, or leads elsewhere, holds none" {
    mkdir "$mine/challenges"
    cp "$EXERCISES_PLACE/ex11_2/skeleton.c" "$mine/challenges/ex11_2.c"
    takes $'ex11_2 same\nex11_3 missing' challenges/ex11_2 challenges/ex11_3
    cmp "$mine/challenges/ex11_2.c" "$work/ex11_2/ex11_2.c"
    mv "$mine/challenges" "$BATS_TEST_TMPDIR/elsewhere"
    ln -s "$BATS_TEST_TMPDIR/elsewhere" "$mine/challenges"
    takes 'ex11_2 missing' challenges/ex11_2
    ln -sf "$BATS_TEST_TMPDIR/secret" "$mine/challenges"
    takes 'ex11_2 missing' challenges/ex11_2
}

@test "what was handed out before is untouched, too" {
    local exercise
    cp "$EXERCISES_PLACE/ex11_3/earlier.c" "$mine/ex11_3.c"
    sed 's/^ *//; 9i // my name' "$EXERCISES_PLACE/ex11_4/earlier.c" >"$mine/ex11_4.c"
    { cat "$EXERCISES_PLACE/ex11_5/earlier.c" && printf 'int mine;'; } >"$mine/ex11_5.c"
    for exercise in ex11_3 ex11_4 ex11_5; do
        ! cmp --quiet "$EXERCISES_PLACE/$exercise"/{earlier,skeleton}.c || fail "$exercise has not changed"
    done
    takes $'ex11_3 untouched\nex11_4 untouched\nex11_5 taken' ex11_3 ex11_4 ex11_5
}

@test "links, also to oneself and by /proc, another name of a file, folders, pipes, sockets, devices" {
    local target
    for target in "$BATS_TEST_TMPDIR/secret" nowhere ex11_1.c /proc/self/fd/0 /proc/self/exe /dev/zero ../secret; do
        ln -sf "$target" "$mine/ex11_1.c"
        takes 'ex11_1 link' ex11_1
    done
    ln -f "$BATS_TEST_TMPDIR/secret" "$mine/ex11_1.c"
    mkdir "$mine/ex11_2.c"
    mkfifo "$mine/ex11_3.c"
    "$BATS_FILE_TMPDIR/exchange" --socket "$mine/ex11_4.c"
    takes $'ex11_1 linked\nex11_2 other\nex11_3 other\nex11_4 other\nex11_5 missing' "${EXERCISES[@]}"
    if ((EUID == 0)); then
        mknod "$mine/ex11_5.c" c 1 5
        takes 'ex11_5 other' ex11_5
    fi
    same '' "$(find "$work" -type f)"
}

@test "an empty file, one that is too large, one of just that size" {
    : >"$mine/ex11_1.c"
    head --bytes=1048577 /dev/zero >"$mine/ex11_2.c"
    head --bytes=1048576 /dev/zero >"$mine/ex11_3.c"
    truncate --size=1T "$mine/ex11_4.c"
    takes $'ex11_1 empty\nex11_2 large\nex11_3 taken\nex11_4 large' ex11_1 ex11_2 ex11_3 ex11_4
    cmp "$mine/ex11_3.c" "$work/ex11_3/ex11_3.c"
}

# refused MESSAGE FOLDER: it fails with that message, and copies nothing.
refused() {
    run clean "$BIN/take" "$2" "$EXERCISES_PLACE" "$work" ex11_1
    same "2 take: $1" "$status $output"
    same '' "$(ls "$work")"
}

@test "a link to the folder, or on the way there, is followed if it is one's own or root's, and nobody else's" {
    cp "$TOP/solutions/ex11_1.c" "$mine"
    ln -s "$mine" "$BATS_TEST_TMPDIR/a"
    ln -s ./a/../a "$BATS_TEST_TMPDIR/b"
    local link=$BATS_TEST_TMPDIR/b
    run clean "$BIN/take" "$link" "$EXERCISES_PLACE" "$work" ex11_1
    same '0 ex11_1 taken' "$status $output"
    rm -r "$work/ex11_1"
    if ((EUID == 0)); then
        chown --no-dereference 65534 "$BATS_TEST_TMPDIR/a"
        for link in b a a/. a/../a; do
            refused "a link of somebody else's leads to '$BATS_TEST_TMPDIR/$link': name the folder itself" "$BATS_TEST_TMPDIR/$link"
        done
    fi
    ln -s c "$BATS_TEST_TMPDIR/c"
    refused "a link of somebody else's leads to '$BATS_TEST_TMPDIR/c': name the folder itself" "$BATS_TEST_TMPDIR/c"
    refused "$mine/ex11_1.c: Not a directory" "$mine/ex11_1.c"
    refused "$mine/nowhere: No such file or directory" "$mine/nowhere"
    refused ': No such file or directory' ''
}

@test "a copy that there is no room for is the grader's trouble" {
    has_namespaces || skip 'no namespaces here'
    cp "$TOP/solutions/ex11_1.c" "$mine"
    run clean unshare --user --map-root-user --mount bash -c "mount -t tmpfs -o nr_inodes=2 tmpfs '$work' &&
        '$BIN/take' '$mine' '$EXERCISES_PLACE' '$work' ex11_1"
    same '2 take: ex11_1.c: No space left on device' "$status $output"
}

# race OTHER: exchanges ex11_1.c, a program that does not pass, and OTHER as fast as it can.
race() {
    printf 'int main(void) { return 0; }\n' >"$mine/ex11_1.c"
    "$BATS_FILE_TMPDIR/exchange" "$mine/ex11_1.c" "$mine/$1" 3>&- &
    racing=$!
}

@test "names that are exchanged all the time: the file or what is no file, and never what is behind a link" {
    local i what
    for what in link pipe folder; do
        case $what in
        link) ln -s "$BATS_TEST_TMPDIR/secret" "$mine/b" ;;
        pipe) mkfifo "$mine/b" ;;
        folder) mkdir "$mine/b" ;;
        esac
        race b
        for ((i = 0; i < 100; i++)); do
            rm -rf "$work/ex11_1"
            "$BIN/take" "$mine" "$EXERCISES_PLACE" "$work" ex11_1 >"$BATS_TEST_TMPDIR/said"
            case $(<"$BATS_TEST_TMPDIR/said") in
            'ex11_1 taken') same 'int main(void) { return 0; }' "$(<"$work/ex11_1/ex11_1.c")" ;;
            'ex11_1 link' | 'ex11_1 other') [[ ! -e $work/ex11_1/ex11_1.c ]] ;;
            *) fail "$(<"$BATS_TEST_TMPDIR/said")" ;;
            esac
        done
        kill "$racing"
        wait "$racing" || true
        rm -rf "$mine"
        mkdir "$mine"
    done
}

@test "make grade, steps and reset of such a folder read what is behind no link" {
    local i
    ln -s "$TOP/solutions/ex11_1.c" "$mine/b"
    race b
    for ((i = 0; i < 5; i++)); do
        grade "$mine" EX=ex11_1
        [[ $status == 1 && $(record .score) == 0 ]] || fail "$output"
        run clean make --no-print-directory --directory="$TOP" steps EX=ex11_1 "SUBMISSION=$mine" "RESULTS=$RESULTS"
        [[ $output != *'ok   '* ]] || fail "$output"
    done
}
