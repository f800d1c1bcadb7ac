# Each marker matters: a solution with the block of one marker left out fails.

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

@test "each marker of each exercise, left out, fails" {
    local exercise file k left=$BATS_TEST_TMPDIR/left wrong=() row
    for exercise in "${ALL[@]}"; do
        file=$(file_of "$exercise")
        for ((k = 1; k <= $(grep -cF '*** COMPLETE ME ***' "$TOP/exercises/$file"); k++)); do
            mkdir -p "$left/$k"
            leave_out "$exercise" "$k" >"$left/$k/$exercise.c"
            ! cmp --silent "$left/$k/$exercise.c" "$TOP/solutions/$file" || fail "nothing was left out"
            printf '%s marker %d\n' "$exercise" "$k" >>"$BATS_TEST_TMPDIR/markers"
        done
    done
    judged first "$left"/*/*.c | awk '{ last[$2 " marker " $1] = $4 " at check " $3 }
        END { for (program in last) print program ": " last[program] }' | sort --version-sort >"$BATS_TEST_TMPDIR/told"
    same "$(sort --version-sort "$BATS_TEST_TMPDIR/markers")" "$(sed 's/: .*//' "$BATS_TEST_TMPDIR/told")"
    while read -r row; do
        tell "$row"
        [[ $row == *': fail at check '* ]] || wrong+=("$row")
    done <"$BATS_TEST_TMPDIR/told"
    none "${wrong[@]}"
}
