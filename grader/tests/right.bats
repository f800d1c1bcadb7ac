# Programs that are written in other styles and are right: each gets all points for behaviour, and the
# catalogue of mistakes has no word for it.

load kit

# All of them are judged once (grader/tests/judge).
setup_file() {
    RESULTS=$BATS_FILE_TMPDIR/results
    judged all "$KIT"/right/*/*.c >"$BATS_FILE_TMPDIR/judged"
}

setup() {
    RESULTS=$BATS_FILE_TMPDIR/results
}

# checks EXERCISE: the number and the rubric of each of its checks.
checks() {
    sed --quiet 's/^# bats test_tags=.*,rubric://p' "$EXERCISES_PLACE/$1/checks.bats" | nl --number-format=ln --number-separator=' '
}

@test "each exercise in each other style gets all points for behaviour" {
    local program name exercise number rubric verdict mistake wrong=()
    declare -A got=()
    while read -r name exercise number verdict mistake; do
        got["$name $exercise $number"]="$verdict $mistake"
    done <"$BATS_FILE_TMPDIR/judged"
    for program in "$KIT"/right/*/*.c; do
        exercise=$(basename "$program" .c) name=$(basename "${program%/*}")
        while read -r number rubric; do
            read -r verdict mistake <<<"${got["$name $exercise $number"]:-not judged}"
            # Who does not look at what send answers is told so, and loses no more than the point for it.
            [[ $verdict == pass || $rubric == robustness && $verdict == @(fail|skipped) && $mistake == @(-|send-answer-ignored) ]] ||
                wrong+=("$name, $exercise, check $number: $verdict $mistake" "$(cat "$RESULTS/$name/$exercise/$number.message" 2>/dev/null || true)")
        done < <(checks "$exercise")
    done
    none "${wrong[@]}"
}

# life_of NUMBER EXERCISE PROGRAM: plays the conversation of its exercise. NUMBER.head, what the play has seen
# (NUMBER.evidence) and NUMBER.life are what a check that fails would have as facts.
life_of() {
    read_facts "$2"
    perform "$2" "$3" "${FACT[session]}" --evidence "$1.evidence" --trace "${FACT[role]}=$1.trace" >report || return
    printf 'exercise %s\nlife %s\nport %s\nsession %s\nbuild plain\n' "$2" "${FACT[life]}" "${FACT[port]}" "${FACT[session]}" >"$1.head"
    "$BIN/diagnose" lifecycle "$1.trace" >"$1.life"
}

@test "no entry of the catalogue finds anything in the life of a right program, whatever the exercise" {
    local exercise program number wrong=() programs=()
    cd "$BATS_TEST_TMPDIR"
    for exercise in "${ALL[@]}"; do
        gcc -w -pthread "$TOP/solutions/$(file_of "$exercise")" -o "$exercise"
        for program in "$exercise" "$RESULTS"/*/"$exercise/$exercise"; do
            life_of "${#programs[@]}" "$exercise" "$program" || wrong+=("$program could not be played")
            programs+=("$program")
        done
    done
    ((${#programs[@]} == ${#ALL[@]} + $(printf '%s\n' "$KIT"/right/*/*.c | wc --lines)))
    none "${wrong[@]}"
    # One jq for all: the facts of each begin with an empty line, as nothing was replayed.
    seq --format=%g.evidence 0 $((${#programs[@]} - 1)) |
        xargs jq --raw-output --from-file "$TOP/grader/diagnose/facts.jq" --rawfile again /dev/null |
        awk 'BEGIN { number = -1 } /^$/ { number++; next } { print >(number ".seen") }'
    for number in "${!programs[@]}"; do
        program=${programs[number]} exercise=${program##*/}
        cat "$number.head" "$number.seen" "$number.life" >facts
        run clean "$BIN/diagnose" mistake "$TOP/grader/mistakes" "$exercise" facts
        [[ $status == 1 ]] || wrong+=("${program#"$RESULTS/"}: ${lines[0]}")
    done
    none "${wrong[@]}"
}

@test "there are at least 25 other styles, one of them the lab sheet's own" {
    local styles=("$KIT"/right/*/)
    ((${#styles[@]} >= 25))
    [[ -d $KIT/right/lab-sheet ]]
}

@test "warnings of the compiler are shown as advice, and cost nothing" {
    RESULTS=$BATS_TEST_TMPDIR/results
    mkdir "$BATS_TEST_TMPDIR/mine"
    awk '{ print } /^int main/ { main = 1 } main && /^{$/ { print "    int unused;"; main = 0 }' "$TOP/solutions/ex11_1.c" \
        >"$BATS_TEST_TMPDIR/mine/ex11_1.c"
    grade "$BATS_TEST_TMPDIR/mine" EX=ex11_1
    same 'pass 10' "$(record '.exercises[0] | "\(.status) \(.score)"')"
    [[ $output == *"The compiler's advice on ex11_1, which costs no points:"*"unused variable"* ]] || fail "$output"
}
