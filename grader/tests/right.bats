# Programs that are written in other styles and are right: each gets all points for behaviour.

load kit

# pack: makes submissions of them, N/EXERCISE.c: with one program for each exercise in them, they are few. The file
# `styles` says of each which it is, as a line of sed.
pack() {
    local exercise program number
    for exercise in "${EXERCISES[@]}"; do
        number=0
        for program in "$KIT"/right/*/"$exercise.c"; do
            number=$((number + 1))
            install -D --mode=644 "$program" "$BATS_TEST_TMPDIR/packed/$number/$exercise.c"
            program=${program#"$KIT/right/"}
            printf 's:^%s/%s :%s :\n' "$number" "$exercise" "${program%.c}" >>"$BATS_TEST_TMPDIR/styles"
        done
    done
}

@test "each exercise in each other style gets all points for behaviour" {
    pack
    grade_all "$BATS_TEST_TMPDIR/packed"/*
    same "$(cd "$KIT/right" && printf '%s\n' */*.c | sort)" \
        "$(records '"\(.submission)/\(.id) "' | sed --file="$BATS_TEST_TMPDIR/styles" | sed 's/ $/.c/' | sort)"
    # shellcheck disable=SC2016 # jq's variable
    same '' "$(records '"\(.submission)/\(.id)" as $program | (.checks
        | ([.[] | select(.rubric == "behaviour" and .status != "pass")] + [.[] | select(.status == "error")])[0] // empty
        | "\($program) \(.id) \(.status): \(.name)\n\(.message)"),
        (.checks[].mistake.name // empty | "\($program) is named: \(.)")' | sed --file="$BATS_TEST_TMPDIR/styles")"
}

@test "there are at least 25 other styles, one of them the lab sheet's own" {
    local styles=("$KIT"/right/*/)
    ((${#styles[@]} >= 25))
    [[ -d $KIT/right/lab-sheet ]]
}

@test "warnings of the compiler are shown as advice, and cost nothing" {
    mkdir "$BATS_TEST_TMPDIR/mine"
    awk '{ print } /^int main/ { main = 1 } main && /^{$/ { print "    int unused;"; main = 0 }' "$TOP/solutions/ex11_1.c" \
        >"$BATS_TEST_TMPDIR/mine/ex11_1.c"
    grade "$BATS_TEST_TMPDIR/mine" EX=ex11_1
    same 'pass 10' "$(record '.exercises[0] | "\(.status) \(.score)"')"
    [[ $output == *"The compiler's advice on ex11_1, which costs no points:"*"unused variable"* ]] || fail "$output"
}
