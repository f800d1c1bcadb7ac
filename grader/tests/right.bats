# Programs that are written in other styles and are right: each gets all points for behaviour.

load kit

@test "each exercise in each other style gets all points for behaviour" {
    grade_all "$KIT"/right/*
    same "$(cd "$KIT/right" && printf '%s\n' */*.c | sort)" "$(records '"\(.submission)/\(.id).c"' | sort)"
    # shellcheck disable=SC2016 # jq's variable
    same '' "$(records '.submission as $style | (.checks
        | ([.[] | select(.rubric == "behaviour" and .status != "pass")] + [.[] | select(.status == "error")])[0] // empty
        | "\($style) \(.id) \(.status): \(.name)\n\(.message)"),
        (.checks[].mistake.name // empty | "\($style) is named: \(.)")')"
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
