# The skeletons: they compile, say honestly that they are not complete, and are graded as such.

load kit

MARKER='// *** COMPLETE ME ***'

# The skeletons are built once, with the lines of the lab sheet; and three files that were begun are graded.
setup_file() {
    local exercise mine=$BATS_FILE_TMPDIR/mine
    mkdir "$mine" "$BATS_FILE_TMPDIR/built"
    filled ex11_1 3 keep >"$mine/ex11_1.c"
    filled ex11_2 1 >"$mine/ex11_2.c"
    sed 's,^    ,\t,; 10i // my name' "$TOP/exercises/ex11_4.c" >"$mine/ex11_4.c"
    printf '\n\n// later\n' >>"$mine/ex11_4.c"
    RESULTS=$BATS_FILE_TMPDIR/results
    grade "$mine"
    printf '%s\n' "$output" >"$BATS_FILE_TMPDIR/shown"
    find "$TOP/exercises" -name '*.c' -exec cp {} "$BATS_FILE_TMPDIR/built" \;
    cd "$BATS_FILE_TMPDIR/built" || exit
    for exercise in "${ALL[@]}"; do
        build_by_hand "$exercise" 2>>said
    done
}

# of_begun FILTER: applies the filter of jq to the record of the three.
of_begun() {
    jq --raw-output "$1" "$BATS_FILE_TMPDIR/results/results.json"
}

# filled EXERCISE COUNT [keep]: makes the skeleton with the solution's lines in place of its first COUNT markers, or
# below the comments of the markers.
filled() {
    diff --unified=1000 "$TOP/exercises/$1.c" "$TOP/solutions/$1.c" | awk -v "count=$2" -v "keep=${3:-}" '
        FNR <= 3 { next }
        /^[-+]/ && before !~ /^[-+]/ { block++ }
        { before = $0; sign = substr($0, 1, 1); line = substr($0, 2) }
        sign == " " || (block <= count) == (sign == "+") || keep != "" && line ~ /^ *\/\// { print line }'
}

@test "the lines of the lab sheet build the skeletons, without a word" {
    same '' "$(<"$BATS_FILE_TMPDIR/built/said")"
}

@test "a skeleton ends at once with status 1, claims nothing, and says that it is not complete" {
    local exercise
    for exercise in "${ALL[@]}"; do
        run timeout 60 "$BATS_FILE_TMPDIR/built/$exercise" </dev/null
        [[ $status == 1 ]] || fail "$exercise: exit status $status"
        [[ $output == "$exercise is not complete: "* && $output != *$'\n'* ]] ||
            fail "$exercise shows:" "$output"
    done
}

@test "untouched skeletons are five times not started, with exit status 1" {
    grade exercises
    [[ $status == 1 ]]
    same 'Lab 11: server sockets, exercises

  ex11_1  Creating a server socket                     not started     0 / 10
  ex11_2  Listening and accepting                      not started     0 / 15
  ex11_3  Sending and receiving messages               not started     0 / 25
  ex11_4  Accepting multiple connections               not started     0 / 20
  ex11_5  Handling multiple connections with threads   not started     0 / 30
                                                                      0 / 100

Next: open exercises/ex11_1.c at the first marker, line 21.
      Then run: make grade EX=ex11_1

Challenges: 0 of 5 solved. To list them and have them graded: make challenges' "$(grep -v '^  (isolation: ' <<<"$output")"
    same 'fail 0/100' "$(record '"\(.status) \(.score)/\(.max_score)"')"
    same 'not started, skipped' \
        "$(record '[.exercises[].status, .exercises[].checks[].status] | unique | join(", ")')"
}

@test "the exercises are as they are handed out" {
    untouched "$BATS_TEST_TMPDIR/untouched"
    diff --recursive "$TOP/exercises" "$BATS_TEST_TMPDIR/untouched"
}

@test "receiving a line and sending a text are the same two functions in stages 3 to 5" {
    local exercise functions=()
    for exercise in ex11_3 ex11_4 ex11_5; do
        functions+=("$(sed -n '/^static int receive_line(/,/^}/p; /^static int send_all(/,/^}/p' "$TOP/solutions/$exercise.c")")
    done
    [[ ${functions[0]} == *'recv('*'send('* ]] || fail "${functions[0]}"
    same "${functions[0]}" "${functions[1]}"
    same "${functions[0]}" "${functions[2]}"
}

@test "a skeleton and its solution differ only from a marker on, and at each marker" {
    local exercise file difference hunks markers
    for exercise in "${ALL[@]}"; do
        file=$(file_of "$exercise")
        difference=$(diff "$TOP/exercises/$file" "$TOP/solutions/$file") || true
        hunks=$(grep -c '^[0-9]' <<<"$difference")
        markers=$(grep -cF "$MARKER" "$TOP/exercises/$file")
        same "$hunks" "$markers" || fail "$exercise: so many differences, so many markers"
        same "$hunks" "$(grep -A 1 '^[0-9]' <<<"$difference" | grep -cE '^< +// \*\*\* COMPLETE ME \*\*\*$')" ||
            fail "$exercise: a difference does not begin at a marker" "$difference"
    done
}

@test "a marker is followed by what must be true afterwards" {
    local exercise
    for exercise in "${ALL[@]}"; do
        run awk -v "marker=$MARKER" '
            index($0, marker) { at = NR }
            at && NR == at + 1 && $1 != "//" { print FILENAME ":" NR ": no comment after the marker" }
        ' "$TOP/exercises/$(file_of "$exercise")"
        same '' "$output"
    done
}

@test "solutions hold no marker" {
    run grep -rn 'COMPLETE ME' "$TOP/solutions"
    same '' "$output"
}

@test "each skeleton and each solution has 40 to 140 lines, two screens" {
    local file lines
    for file in "$TOP"/exercises/*.c "$TOP"/solutions/*.c; do
        lines=$(wc -l <"$file")
        ((lines >= 40 && lines <= 140)) || fail "$file has $lines lines"
    done
}

@test "a file is graded as soon as it holds code, whatever markers still stand" {
    same 3 "$(grep -cF "$MARKER" "$BATS_FILE_TMPDIR/mine/ex11_1.c")"
    same 'pass 10' "$(of_begun '.exercises[0] | "\(.status) \(.score)"')"
}

@test "a file with one of its markers filled in is graded, and told how many are left and where" {
    local first
    first=$(grep -nF "$MARKER" "$BATS_FILE_TMPDIR/mine/ex11_2.c" | head -n 1)
    same 'fail ex11_2.1' "$(of_begun '.exercises[1] | "\(.status) \(first(.checks[] | select(.status == "fail")).id)"')"
    grep --quiet --line-regexp --fixed-strings "  2 markers are left in ex11_2.c, the first in line ${first%%:*}." "$BATS_FILE_TMPDIR/shown" ||
        fail "$(<"$BATS_FILE_TMPDIR/shown")"
}

@test "blanks, blank lines and comments alone do not start an exercise" {
    same 'not started' "$(of_begun '.exercises[3].status')"
}
