# Each marker matters: a solution with the block of one marker left out fails, at a check of its stage.

load kit

# leave_out EXERCISE K: the solution without the lines that it has in place of the K-th marker.
leave_out() {
    local file
    file=$(file_of "$1")
    diff "$TOP/exercises/$file" "$TOP/solutions/$file" |
        sed -En 's/^[0-9,]+[acd]([0-9]+)(,([0-9]+))?$/\1 \3/p' |
        awk -v "k=$2" 'NR == FNR { if (FNR == k) { first = $1; last = $2 == "" ? $1 : $2 } next }
            FNR < first || FNR > last' - "$TOP/solutions/$file"
}

# stop_early KIT: from now on the checks of this copy end with the first that fails, and it names no mistake.
stop_early() {
    # shellcheck disable=SC2016 # a variable of the copy
    sed -i -e '/^    name_mistake /d' -e '/^must_fail_with() {$/a : >"$LAB_WORK/failed"' \
        -e '/^setup() {$/a [[ ! -e $LAB_WORK/failed ]] || skip' "$1/grader/lab.bash"
}

@test "each marker of each exercise, left out, fails" {
    local exercise file k left=$BATS_TEST_TMPDIR/left kit=$BATS_TEST_TMPDIR/kit wrong=() row
    for exercise in "${ALL[@]}"; do
        file=$(file_of "$exercise")
        for ((k = 1; k <= $(grep -cF '*** COMPLETE ME ***' "$TOP/exercises/$file"); k++)); do
            mkdir -p "$left/$k"
            leave_out "$exercise" "$k" >"$left/$k/$exercise.c"
            ! cmp --silent "$left/$k/$exercise.c" "$TOP/solutions/$file" || fail "nothing was left out"
            printf '%s marker %d\n' "$exercise" "$k" >>"$BATS_TEST_TMPDIR/markers"
        done
    done
    copy_kit "$kit"
    stop_early "$kit"
    TOP=$kit grade_all "$left"/*
    # shellcheck disable=SC2016 # jq's variable
    records '[.checks[] | select(.status != "pass")][0] as $first
        | "\(.id) marker \(.submission): \(.status), first at \($first.id) (\($first.status)) \($first.name)"
        + if $first.compiler then " [does not compile]" else "" end' | sort --version-sort >"$BATS_TEST_TMPDIR/told"
    same "$(<"$BATS_TEST_TMPDIR/markers")" "$(sed 's/: .*//' "$BATS_TEST_TMPDIR/told")"
    while read -r row; do
        tell "$row"
        [[ $row == "${row%% *} marker "*": fail, first at ${row%% *}."*" (fail) "* ]] || wrong+=("$row")
    done <"$BATS_TEST_TMPDIR/told"
    none "${wrong[@]}"
}
