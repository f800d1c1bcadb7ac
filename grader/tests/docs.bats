# The tutorial: its transcripts are the sessions that the grader plays.

load kit

# A copy of what the transcripts are made of, to change.
setup() {
    mkdir -p "$BATS_TEST_TMPDIR/kit/grader"
    cp -r "$TOP/docs" "$BATS_TEST_TMPDIR/kit/docs"
    cp -r "$TOP/grader/sessions" "$BATS_TEST_TMPDIR/kit/grader/sessions"
    cd "$BATS_TEST_TMPDIR/kit" || exit
}

@test "the transcripts of the tutorial are as the sessions have them" {
    run clean "$TOP/docs/transcripts" --check
    same '' "$output"
    [[ $status == 0 ]]
}

@test "a line of a transcript that differs from its session is found, and shown" {
    sed -i 's/^Server socket created$/Server socket made/' docs/ex11_3.md
    run clean docs/transcripts --check
    [[ $status == 1 ]]
    [[ $output == *'-Server socket made'$'\n''+Server socket created'* ]] || fail "$output"
}

@test "a session that changes shows in the transcripts, and one command brings them up to date" {
    sed -i 's/^server | Server socket created$/server | A server socket/' grader/sessions/ex11_2-conversation.session
    run clean docs/transcripts --check
    [[ $status == 1 && $output == *'+A server socket'* ]] || fail "$output"
    clean docs/transcripts
    grep --quiet '^A server socket$' docs/ex11_2.md
    run clean docs/transcripts --check
    [[ $status == 0 ]]
}

@test "each exercise has its transcript in the tutorial" {
    local exercise
    for exercise in "${EXERCISES[@]}"; do
        grep --quiet "^<!-- transcript: $exercise-conversation " docs/*.md || fail "$exercise has none"
    done
}

@test "the page of what can go wrong is as the catalogue has it, and shows when it is not" {
    run clean "$TOP/docs/catalogue" --check
    same '0 ' "$status $output"
    cp -r "$TOP/grader/mistakes" "$BATS_TEST_TMPDIR/kit/grader"
    sed -i 's/^1\. .*/1. Think again./' grader/mistakes/port-not-swapped.md
    run clean docs/catalogue --check
    [[ $status == 1 && $output == *'+1. Think again.'* ]] || fail "$output"
}
