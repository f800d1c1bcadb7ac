# The kit as others get hold of it: checked out by Windows, or with no file that may be run.

load kit

@test "a checkout by Windows, where git makes other line ends and keeps no run bits, grades and gives hints" {
    local origin=$BATS_TEST_TMPDIR/origin kit=$BATS_TEST_TMPDIR/kit
    git() { command git -c user.name=a -c user.email=a@example.org -c safe.directory='*' "$@"; }
    copy_kit "$origin"
    git -C "$origin" init --quiet
    git -C "$origin" add --all
    git -C "$origin" commit --quiet --message=kit
    git -c core.autocrlf=true clone --quiet "$origin" "$kit"
    find "$kit" -path "$kit/.git" -prune -o -type f -exec chmod a-x {} +
    same '' "$(git -C "$kit" ls-files --eol | grep -v 'w/\(lf\|none\|-text\)')"
    for target in grade hint steps; do
        run clean make --no-print-directory --directory="$kit" "$target" EX=ex11_1 SUBMISSION=solutions
        [[ $status == 0 ]] || fail "$target: exit status $status" "$output"
    done
    run clean make --no-print-directory --directory="$kit" reset EX=ex11_1
    same 'exercises/ex11_1.c is as it was handed out.' "$output"
}

@test "a program with Windows's line ends is graded as with ours" {
    local exercise
    mkdir "$BATS_TEST_TMPDIR/mine"
    for exercise in "${EXERCISES[@]}"; do
        sed 's/$/\r/' "$TOP/solutions/$exercise.c" >"$BATS_TEST_TMPDIR/mine/$exercise.c"
    done
    grade "$BATS_TEST_TMPDIR/mine"
    must_be_100
}
