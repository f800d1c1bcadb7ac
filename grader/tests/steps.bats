# make steps: what a program has called, step by step.

load kit

# steps EXERCISE FOLDER: status and output as with `run`; random words are taken out. What server and
# client do in one step may happen at the same time: the client's part of it is put behind the server's.
steps() {
    run clean make --no-print-directory --directory="$TOP" steps "EX=$1" "SUBMISSION=$2"
    output=$(sed --regexp-extended 's/"[a-z]{4,}( [a-z]+)*/"word/g; s/[0-9]+ bytes/N bytes/' <<<"$output" |
        awk 'substr($0, 1, 40) == sprintf("%40s", "") { client = client $0 "\n"; next }
            substr($0, 1, 9) != sprintf("%9s", "") { printf "%s", client; client = "" } { print }')
}

# as_kept NAME: compares with what is kept. KIT_RECORD=1 writes it down afresh: read each difference.
as_kept() {
    [[ -z ${KIT_RECORD:-} ]] || printf '%s\n' "$output" >"$FIXTURES/steps/$1"
    same "$(<"$FIXTURES/steps/$1")" "$output"
}

@test "of a solution all seven steps are ticked off, with its client beside it" {
    steps ex11_3 solutions
    as_kept solution
    [[ $status == 0 ]]
}

@test "of an untouched skeleton the first step is missing, and its marker is shown" {
    steps ex11_3 exercises
    as_kept skeleton
    [[ $status == 0 ]]
}

@test "of three mistakes the step that is wrong is marked" {
    local plant
    for plant in port-not-swapped listen-forgotten connection-never-closed; do
        "$KIT/plant" "$BATS_TEST_TMPDIR/$plant" ex11_4 "$plant"
        steps ex11_4 "$BATS_TEST_TMPDIR/$plant"
        as_kept "$plant"
    done
}

@test "the image of each solution is one, and the tutorial shows it" {
    local exercise
    for exercise in "${EXERCISES[@]}"; do
        steps "$exercise" solutions
        grep --quiet '<title>How '"$exercise"' and its client talk</title>' "$TOP/build/steps/$exercise.svg"
        ! grep --quiet '&[^a-z]' "$TOP/build/steps/$exercise.svg" || fail "$exercise: an & that is not written out"
        grep --quiet "(images/$exercise.svg)" "$TOP/docs/$exercise.md" || fail "docs/$exercise.md does not show it"
    done
}

@test "make steps says what it needs" {
    steps '' solutions
    [[ $output == 'steps: say which exercise, for example: make steps EX=ex11_3'* ]] || fail "$output"
    steps ex11_3 nowhere
    [[ $output == 'steps: there is no nowhere/ex11_3.c'* ]] || fail "$output"
    printf 'int main(void) { return x; }\n' >"$BATS_TEST_TMPDIR/ex11_3.c"
    steps ex11_3 "$BATS_TEST_TMPDIR"
    [[ $output == 'steps: ex11_3.c does not compile: make grade EX=ex11_3 says more'* ]] || fail "$output"
}
