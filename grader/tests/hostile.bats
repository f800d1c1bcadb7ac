# Programs that would harm the grader: each is contained, nothing of it is left, and the next grading is
# as if nothing had been.

load kit

setup_file() {
    fixture refuse
}

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

# compiled TIER TEXT [COMMAND]...: compiles that text in that tier; status, $said and $cause (PROGRAM.error).
compiled() {
    local tier=$1 folder=$BATS_TEST_TMPDIR/source
    mkdir -p "$folder"
    printf '%s\n' "$2" >"$folder/ex11_3.c"
    shift 2
    rm -f "$folder/ex11_3"
    run clean env "LAB_ISOLATION=$tier" "$@" "$TOP/grader/compile" "$folder/ex11_3.c" "$folder/ex11_3" plain "$folder/said"
    same '' "$output"
    said=$(<"$folder/said") cause=no
    [[ ! -e $folder/ex11_3.error ]] || cause=yes
    [[ ! -e $folder/ex11_3.build ]] || fail 'the folder of the compiler is left'
    [[ $status == 0 || ! -e $folder/ex11_3 ]] || fail 'a program is there'
}

tiers() {
    ! has_namespaces || echo namespaces
    echo port-lock
}

@test "a source that includes a file that is not the system's" {
    local tier other
    cp "$TOP/solutions/ex11_3.c" "$BATS_TEST_TMPDIR/other.c"
    for tier in $(tiers); do
        for other in "$TOP/solutions/ex11_3.c" ../other.c ../../other.c "$BATS_TEST_TMPDIR/other.c"; do
            compiled "$tier" "#include \"$other\""
            same "1 no ex11_3.c includes '$other': an exercise is one file, with headers of the system only." "$status $cause $said"
        done
        compiled "$tier" "__asm__(\".incbin \\\"$BATS_TEST_TMPDIR/other.c\\\"\"); int main(void) { return 0; }"
        [[ $status == 1 && $said == *'file not found'* ]] || fail "$status $said"
        compiled "$tier" "$(<"$TOP/solutions/ex11_3.c")"
        same '0 no ' "$status $cause $said"
    done
}

@test "the same where the kernel has no Landlock" {
    local other=$BATS_TEST_TMPDIR/other.c
    cp "$TOP/solutions/ex11_3.c" "$other"
    compiled port-lock "#include \"$other\"" "$BATS_FILE_TMPDIR/refuse" landlock_create_ruleset ENOSYS
    same "1 no ex11_3.c includes '$other': an exercise is one file, with headers of the system only." "$status $cause $said"
}

@test "no compiler, or no room for it, is not the source's fault; that the source says so is no proof" {
    local tier small=$BATS_TEST_TMPDIR/small
    for tier in $(tiers); do
        compiled "$tier" 'int main(void) { return 0; }' CC=no-compiler
        [[ "$status $cause $said" == "2 yes The compiler can't be started: "*' No such file or directory' ]] || fail "$status $cause $said"
        compiled "$tier" '#error No space left on device'
        [[ "$status $cause" == '1 no' ]] || fail "$status $cause $said"
    done
    has_namespaces || return 0
    mkdir "$small"
    printf 'int main(void) { return 0; }\n' >"$BATS_TEST_TMPDIR/ex11_1.c"
    run clean unshare --user --map-root-user --mount bash -c "mount -t tmpfs -o size=16k tmpfs $small &&
        LAB_ISOLATION=port-lock $TOP/grader/compile $BATS_TEST_TMPDIR/ex11_1.c $small/ex11_1 plain $BATS_TEST_TMPDIR/said; echo \$?; ls $small"
    same $'2\nex11_1.error' "$output"
    same 'The compiler has no room: the disk is full, or your share of it.' "$(<"$BATS_TEST_TMPDIR/said")"
}
