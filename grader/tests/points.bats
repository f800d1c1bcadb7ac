# The checks: their points, their tags, the sessions they play.

load kit

setup() {
    CHECKS=("${EXERCISES[@]/#/"$EXERCISES_PLACE/"}")
    CHECKS=("${CHECKS[@]/%//checks.bats}")
}

# points RUBRIC CHECKS...: the sum of the points in the checks, "." for any rubric.
points() {
    cat "${@:2}" | sed -En "s/^# bats test_tags=points:([0-9]+),rubric:$1\$/\\1/p" |
        awk '{ sum += $1 } END { print sum }'
}

@test "the points add up to 100: 10, 15, 25, 20, 30" {
    local exercise sums=()
    for exercise in "${EXERCISES[@]}"; do
        sums+=("$(points '.*' "$EXERCISES_PLACE/$exercise/checks.bats")")
    done
    same '10 15 25 20 30' "${sums[*]}"
    same 100 "$(points '.*' "${CHECKS[@]}")"
}

@test "behaviour has 80 points, robustness 20" {
    same '80 20' "$(points behaviour "${CHECKS[@]}") $(points robustness "${CHECKS[@]}")"
}

@test "each check has its points and its rubric in the line above it, and at least one point" {
    local file
    for file in "$EXERCISES_PLACE"/*/checks.bats; do
        run awk '/^@test / && before !~ /^# bats test_tags=points:[1-9][0-9]*,rubric:(behaviour|robustness)$/ {
            print FILENAME ":" FNR ": " $0 } { before = $0 }' "$file"
        same '' "$output"
    done
}

@test "each exercise says of itself what is asked, and its markers are as many as its skeleton's" {
    local exercise steps step
    for exercise in "${ALL[@]}"; do
        read_facts "$exercise"
        same 'title part place role port life markers session build needs design' "$(sed 's/:.*//' "$EXERCISES_PLACE/$exercise/facts" | xargs)"
        [[ ${FACT[part]} == @(lab|challenge) && ${FACT[role]} == @(server|client) && ${FACT[place]} =~ ^[1-9][0-9]*$ ]] || fail "$exercise"
        [[ -e $EXERCISES_PLACE/$exercise/${FACT[session]}.session && -e $TOP/docs/$exercise.md ]] || fail "$exercise"
        steps=$(tr ', ' '\n' <<<"${FACT[markers]}")
        for step in $steps; do
            [[ " ${FACT[life]} " == *" $step "* ]] || fail "$exercise: the marker's step '$step' is not of its life"
        done
        same "$(wc --words <<<"${FACT[markers]}")" "$(grep -cF '*** COMPLETE ME ***' "$EXERCISES_PLACE/$exercise/skeleton.c")"
    done
    same '' "$(sed -n 's/^\(part\|place\): //p' "$EXERCISES_PLACE"/*/facts | paste -d ' ' - - | sort | uniq --repeated)"
}

@test "each tag belongs to a check" {
    same "$(cat "$EXERCISES_PLACE"/*/checks.bats | grep -c 'test_tags')" "$(cat "$EXERCISES_PLACE"/*/checks.bats | grep -c '^@test ')"
}

@test "a check is a sentence of its own, and at most eight lines" {
    local file
    for file in "$EXERCISES_PLACE"/*/checks.bats; do
        same '' "$(sed -En 's/^@test "(.*)" \{$/\1/p' "$file" | sort | uniq --repeated)"
        run awk '/^@test / { start = FNR } /^}/ && FNR - start > 9 { print FILENAME ":" start ": too long" }' "$file"
        same '' "$output"
    done
}

@test "bats lists just these checks" {
    local file
    for file in "$EXERCISES_PLACE"/*/checks.bats; do
        same "$(grep -c '^@test ' "$file")" "$(clean LAB_WORKS=. LAB_BUILD=. LAB_ISOLATION=. bats --count "$file")"
    done
}

@test "each session that a check plays is there, and each session is played by a check, or for make steps" {
    local file exercise session REPLY
    same "$(cd "$EXERCISES_PLACE" && printf '%s\n' */*.session | grep -v '/steps[.]session$' | sort)" "$(
        for file in "$EXERCISES_PLACE"/*/checks.bats; do
            exercise=${file%/*}
            exercise=${exercise##*/}
            for session in $(sessions_of "$exercise"); do
                session_of "$exercise" "$session"
                printf '%s\n' "${REPLY#"$EXERCISES_PLACE/"}"
            done
        done | sort --unique
    )"
}

# Otherwise a line too much might come before or after the end of the play.
@test "in each session the last that is asked of the student's program is a condition, or any line may come" {
    local session role
    for session in "$EXERCISES_PLACE"/*/*.session; do
        role=server
        ! read_facts "$(basename "${session%/*}")" || role=${FACT[role]}
        grep --quiet "^$role | \.\.\.\$" "$session" ||
            [[ $(grep "^$role " "$session" | tail -n 1) == "$role ? "* ]] || fail "${session#"$EXERCISES_PLACE/"}"
    done
}

@test "the title of a session fits into a line of the report, 76 columns" {
    same '' "$(awk 'FNR == 1 && length() > 78 { print FILENAME ": " length() - 2 " columns" }' "$EXERCISES_PLACE"/*/*.session)"
}

@test "a session that a check needs is played by a check before it" {
    local file
    for file in "$EXERCISES_PLACE"/*/checks.bats; do
        run awk '$1 == "play" { for (i = 2; i <= NF; i++) played[$i] = 1 }
            $1 == "needs" && !($2 in played) { print FILENAME ":" FNR ": " $0 }' "$file"
        same '' "$output"
    done
}
