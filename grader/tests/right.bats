# Programs that are written in other styles and are right: each gets all points for behaviour.

load kit

# in_each_style EXERCISE: grades it in each folder of tests/right that has it.
in_each_style() {
    local exercise=$1 folder row
    for folder in "$KIT"/right/*/; do
        [[ -e $folder/$exercise.c ]] || continue
        grade "$folder" "EX=$exercise"
        row=$(record '.exercises[0].checks
            | ([.[] | select(.rubric == "behaviour" and .status != "pass")]
               + [.[] | select(.status == "error")])[0] // empty
            | "\(.id) \(.status): \(.name)\n\(.message)"')$(record '.exercises[0].checks[].mistake.name // empty | "named: \(.)"')
        [[ -z $row ]] || wrong+=("$(basename "$folder") $row")
    done
}

@test "each exercise in each other style gets all points for behaviour" {
    each_exercise in_each_style
}

@test "there are at least 25 other styles, one of them the lab sheet's own" {
    local styles=("$KIT"/right/*/)
    ((${#styles[@]} >= 25))
    [[ -d $KIT/right/lab-sheet ]]
}

@test "warnings of the compiler are shown as advice, and cost nothing" {
    mkdir "$BATS_TEST_TMPDIR/mine"
    sed 's/^int main(void)$/&\n{\n    int unused;/; 0,/^{$/!b' "$TOP/solutions/ex11_1.c" |
        awk '/^    int unused;$/ { skip = 1; print; next } skip && /^{$/ { skip = 0; next } { print }' \
            >"$BATS_TEST_TMPDIR/mine/ex11_1.c"
    grade "$BATS_TEST_TMPDIR/mine" EX=ex11_1
    same 'pass 10' "$(record '.exercises[0] | "\(.status) \(.score)"')"
    [[ $output == *"The compiler's advice on ex11_1, which costs no points:"*"unused variable"* ]] || fail "$output"
}
