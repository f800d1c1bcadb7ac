# make hint: a little more each time, from the record of the last grading.

load kit

@test "make hint says a little more each time, ends with the tutorial, and starts anew with another mistake" {
    local kit=$BATS_TEST_TMPDIR/kit
    copy_kit "$kit"
    hint() {
        run clean make --no-print-directory --directory="$kit" hint EX=ex11_2
        [[ $status == 0 ]] || fail "$output"
    }
    "$KIT/plant" "$kit/exercises" ex11_2 port-not-swapped
    hint
    [[ $output == *'Hint 1 of 3:'*'Ask again to hear a little more.' ]] || fail "$output"
    hint
    [[ $output == *'Hint 2 of 3:'*'Ask again to hear a little more.' ]] || fail "$output"
    hint
    [[ $output == *'Hint 3 of 3:'*'Read: docs/ex11_1.md, "Byte order".' ]] || fail "$output"
    hint
    [[ $output == *'Hint 3 of 3:'* ]] || fail "$output"
    "$KIT/plant" "$kit/exercises" ex11_2 listen-forgotten
    hint
    [[ $output == *'Hint 1 of '* ]] || fail "$output"
    cp "$kit/grader/exercises/ex11_2/skeleton.c" "$kit/exercises/ex11_2.c"
    hint
    [[ $output == 'ex11_2 is not started. Open it at the first marker, line '* ]] || fail "$output"
    cp "$TOP/solutions/ex11_2.c" "$kit/exercises"
    hint
    same 'All checks pass: there is nothing to mend.' "$output"
}

@test "make hint reads the record of the last grading, and grades again only what has changed since" {
    local kit=$BATS_TEST_TMPDIR/kit asked
    copy_kit "$kit"
    "$KIT/plant" "$kit/exercises" ex11_2 port-not-swapped
    hint() {
        run clean make --no-print-directory --directory="$kit" hint "$@"
        [[ $status == 0 && $output == *"It looks like: "* ]] || fail "$output"
        asked=$(jq --raw-output '"\(.exercises | length) \(.graded_at)"' "$kit/build/results/results.json")
    }
    run clean make --no-print-directory --directory="$kit" grade
    jq '.graded_at = "then"' "$kit/build/results/results.json" >"$kit/record"
    cp "$kit/record" "$kit/build/results/results.json"
    hint EX=ex11_2
    same '5 then' "$asked"
    hint EX=ex11_2
    same '5 then' "$asked"
    [[ $output == *'Hint 2 of 3:'* ]] || fail "$output"
    printf '\n' >>"$kit/exercises/ex11_2.c"
    hint EX=ex11_2
    [[ $asked == '1 2'* ]] || fail "$asked"
}
