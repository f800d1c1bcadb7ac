# The house: the rooms that each room may use, and no circle between files.

load kit

# rooms: prints the rooms of C from the author's guide, "room: rooms that it may use".
rooms() {
    sed --quiet --regexp-extended 's/^    ([a-z]+) +==>(.*)/\1:\2 /p' "$TOP/docs/author.md"
}

# includes: prints "room/file room/file" for each #include of another file of the house; a file is its .c and its .h.
includes() {
    local file room name
    cd "$TOP/grader" || return
    for file in */*.[ch]; do
        room=${file%%/*}
        [[ $room != @(tests|class) ]] || continue
        sed --quiet --regexp-extended 's/^#include "(.*)\.h"/\1/p' "$file" | while read -r name; do
            [[ $name == ../* ]] && name=${name#../} || name=$room/$name
            [[ $name == "${file%.*}" ]] || printf '%s %s\n' "${file%.*}" "$name"
        done
    done | sort --unique
}

# back: prints the includes of a room that the file's own room must not use.
back() {
    local from to may
    while read -r from to; do
        [[ ${from%%/*} != "${to%%/*}" ]] || continue
        may=$(rooms | sed --quiet "s/^${from%%/*}://p")
        [[ $may == *" ${to%%/*} "* ]] || printf '%s includes %s\n' "$from" "$to"
    done
}

@test "each room of C uses those that the author's guide draws an arrow to, and no other" {
    local room may used
    includes >"$BATS_TEST_TMPDIR/includes"
    same '' "$(back <"$BATS_TEST_TMPDIR/includes")"
    same 'look/look includes play/session' "$(back <<<$'play/turns look/look\nlook/look play/session')"
    while IFS=: read -r room may; do
        for used in $may; do
            grep --quiet "^$room/.* $used/" "$BATS_TEST_TMPDIR/includes" || printf '%s ==> %s is not needed\n' "$room" "$used"
        done
    done < <(rooms) >"$BATS_TEST_TMPDIR/drawn"
    same '' "$(<"$BATS_TEST_TMPDIR/drawn")"
}

@test "no arrow between the rooms of C points back" {
    local room may used
    same 'contain desk diagnose look peers play take text' "$(rooms | cut --delimiter=: --fields=1 | sort | xargs)"
    while IFS=: read -r room may; do
        for used in $may; do
            printf '%s %s\n' "$room" "$used"
        done
    done < <(rooms) >"$BATS_TEST_TMPDIR/arrows"
    run tsort "$BATS_TEST_TMPDIR/arrows"
    [[ $status == 0 ]] || fail "$output"
}

@test "no circle leads from a file of C back to itself" {
    includes >"$BATS_TEST_TMPDIR/includes"
    run tsort "$BATS_TEST_TMPDIR/includes"
    [[ $status == 0 && $output == *play/turns*play/session* ]] || fail "$output"
    printf 'play/session play/turns\n' >>"$BATS_TEST_TMPDIR/includes"
    run tsort "$BATS_TEST_TMPDIR/includes"
    [[ $status == 1 && $output == *'input contains a loop'*play/session* ]] || fail "$output"
}

@test "who compiles, or takes over what was handed in, needs no player" {
    run grep --extended-regexp --with-filename 'bin\}?/play|/play"' "$TOP/grader/compile" "$TOP"/grader/class/* --directories=skip
    same '1 ' "$status $output"
}

@test "each condition that sessions know is in the author's guide" {
    local written count=0 missing=''
    while read -r written; do
        grep --quiet --fixed-strings "\`${written%%[A-Z]*}" "$TOP/docs/author.md" || missing+="$written"$'\n'
        count=$((count + 1))
    done < <(sed --quiet --regexp-extended 's/.*\.written = "([^"]*)".*/\1/p' "$TOP/grader/play/conditions.c")
    same '' "$missing"
    ((count == $(grep --count '\.holds = ' "$TOP/grader/play/conditions.c")))
}
