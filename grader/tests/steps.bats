# make steps: what a program has called, step by step.

load kit

# steps EXERCISE FOLDER: status and output as with `run`, without luck.
steps() {
    run clean make --no-print-directory --directory="$TOP" steps "EX=$1" "SUBMISSION=$2"
    output=$(without_luck <<<"$output")
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
        run clean make --no-print-directory --directory="$TOP" steps "EX=$exercise" SUBMISSION=solutions "RESULTS=$RESULTS"
        grep --quiet '<title>How '"$exercise"' and its client talk</title>' "$RESULTS/steps/$exercise.svg"
        ! grep --quiet '&[^a-z]' "$RESULTS/steps/$exercise.svg" || fail "$exercise: an & that is not written out"
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
