# Programs that would harm the grader: each is contained, nothing of it is left, and the next grading is
# as if nothing had been.

load kit

# contained NAME EXERCISE REASON: a hostile program is failed, for that reason, in every tier.
contained() {
    local reason
    grade "$KIT/wrong/$1" "EX=$2"
    reason=$(jq --raw-output .difference.reason "$RESULTS/work/$2/1.evidence")
    [[ $status == 1 && $(record '.exercises[0].status') == fail && "|$3|" == *"|$reason|"* ]] ||
        fail "exit status $status, '$reason' instead of '$3'" "$output"
    same 0 "$(record '[.exercises[].checks[] | select(.status == "error")] | length')"
    nothing_is_left
    goes_on "$2"
}

# goes_on EXERCISE: the next one is graded as ever.
goes_on() {
    grade solutions "EX=$1"
    [[ $status == 0 ]] || fail "$output"
}

@test "a program that shows text without end" {
    contained floods ex11_2 'shown too much|flooding'
}

@test "a program that computes without end" {
    contained spins ex11_2 spinning
}

@test "a program that takes memory without end" {
    contained eats-memory ex11_2 'hoarding|stuck|ended|shown other'
}

@test "a program that stops itself" {
    contained stops-itself ex11_2 stuck
}

@test "a program that ignores CTRL-C" {
    contained ignores-ctrl-c ex11_4 stuck
}

@test "a program that turns its terminal's keys off" {
    contained raw-terminal ex11_4 stuck
}

@test "a program that forks without end" {
    contained forks ex11_2 'spinning|stuck|shown other|shown too much'
}

@test "a program that forks without end, each child in a session of its own" {
    contained forks-sessions ex11_2 'ended|shown other|spinning|stuck|shown too much'
}

@test "a program that leaves a daemon behind on port 5000" {
    grade "$KIT/wrong/daemon" EX=ex11_2
    [[ $status == 1 ]] || fail "$output"
    nothing_is_left
    goes_on ex11_2
}

@test "a program that kills its parent, and all that it may kill" {
    grade "$KIT/wrong/kills-parent" EX=ex11_2
    same 0 "$(record '[.exercises[].checks[] | select(.status == "error")] | length')"
    nothing_is_left
    goes_on ex11_2
}

# Ten seconds are how long a program may sleep: it is played once only.
@test "a program that sleeps" {
    mkdir "$BATS_TEST_TMPDIR/sleeps"
    "$TOP/grader/compile" "$KIT/wrong/sleeps/ex11_2.c" "$BATS_TEST_TMPDIR/sleeps/ex11_2" plain "$BATS_TEST_TMPDIR/said"
    run perform ex11_2 "$BATS_TEST_TMPDIR/sleeps/ex11_2" ex11_2-conversation --evidence "$BATS_TEST_TMPDIR/evidence"
    [[ $status == 1 ]]
    same sleeping "$(jq --raw-output .difference.reason "$BATS_TEST_TMPDIR/evidence")"
    [[ $output == *$'\n    Your server is sleeping.'* ]] || fail "$output"
    nothing_is_left
}

@test "a source that the compiler needs more than its time or its memory for" {
    local name
    for name in compiles-for-ever compiler-eats-memory; do
        grade "$KIT/wrong/$name" EX=ex11_1
        same 'fail fail skipped' "$(record '.exercises[0] | "\(.status) \([.checks[].status] | join(" "))"')"
        [[ -n $(record '.exercises[0].checks[0].message') ]]
        nothing_is_left
    done
    goes_on ex11_1
}
