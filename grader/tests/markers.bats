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

# each_marker EXERCISE: grades it once for each of its markers, and shows at which check it fails.
each_marker() {
    local exercise=$1 mine=$BATS_TEST_TMPDIR/mine k count row
    count=$(grep -cF '*** COMPLETE ME ***' "$TOP/exercises/$(file_of "$exercise")")
    mkdir -p "$mine"
    for ((k = 1; k <= count; k++)); do
        leave_out "$exercise" "$k" >"$mine/$exercise.c"
        ! cmp --silent "$mine/$exercise.c" "$TOP/solutions/$(file_of "$exercise")" || fail "nothing was left out"
        grade "$mine" "EX=$exercise"
        # shellcheck disable=SC2016 # $first is jq's
        row=$(record '.exercises[0] | [.checks[] | select(.status != "pass")][0] as $first
            | "\(.status), first at \($first.id) (\($first.status)) \($first.name)"')
        if [[ ! -x $RESULTS/work/$exercise/$exercise ]]; then
            row+=' [does not compile]'
        fi
        tell "$(printf '%s marker %d: %s' "$exercise" "$k" "$row")"
        [[ $status == 1 && $row == "fail, first at $exercise."*" (fail) "* ]] || wrong+=("$exercise, marker $k: $row")
        same '0' "$(record '[.exercises[].checks[] | select(.status == "error")] | length')"
    done
}

@test "each marker of each exercise, left out, fails" {
    each_exercise each_marker
}
