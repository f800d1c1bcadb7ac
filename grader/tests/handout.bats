# The handout for students, and its commands.

load kit

setup_file() {
    copy_kit "$BATS_FILE_TMPDIR/kit"
    clean make --no-print-directory --directory="$BATS_FILE_TMPDIR/kit" handout
}

# Each test unpacks its own handout, with the programs already built.
setup() {
    tar --extract --directory="$BATS_TEST_TMPDIR" --file="$BATS_FILE_TMPDIR/kit/build/lab11-handout.tar.gz"
    lab=$BATS_TEST_TMPDIR/lab11
    mkdir "$lab/build"
    cp -r "$BIN" "$lab/build/bin"
    untouched "$BATS_TEST_TMPDIR/untouched"
    rm -r "$BATS_TEST_TMPDIR/untouched/challenges"
}

# in_lab TARGET [NAME=VALUE]...: make, as a student types it.
in_lab() {
    run clean make --no-print-directory --directory="$lab" "$@"
}

@test "the handout holds the exercises and the grader, no solution, no test of the kit, nothing for a class" {
    local kit=$BATS_FILE_TMPDIR/kit
    [[ -e $lab/Makefile && -e $lab/exercises/ex11_1.c && -e $lab/test_client/test_client.c && -x $lab/grader/grade ]]
    same '' "$(cd "$lab" && find . -path '*/solutions*' -o -name '.git' -o -name '*.mk')"
    {
        printf "Only in $kit/grader/exercises: %s\n" "${ALL[@]:${#EXERCISES[@]}}"
        printf "Only in $kit/grader: %s\n" class platforms tests
    } | LC_ALL=C sort >"$BATS_TEST_TMPDIR/left_out"
    same "$(<"$BATS_TEST_TMPDIR/left_out")" "$(diff --recursive --brief "$kit/grader" "$lab/grader" | LC_ALL=C sort)"
    diff --recursive "$lab/exercises" "$BATS_TEST_TMPDIR/untouched"
}

@test "no file of the handout holds a line of a solution that fills a marker in" {
    local exercise
    for exercise in "${ALL[@]}"; do
        diff "$TOP/exercises/$(file_of "$exercise")" "$TOP/solutions/$(file_of "$exercise")" | sed -n 's/^> *//p'
    done | grep -E '^(status|socket_desc|new_socket|received) = [a-z_]+\(' | sort --unique >"$BATS_TEST_TMPDIR/lines"
    [[ -s $BATS_TEST_TMPDIR/lines ]]
    rm "$lab/test_client/test_client.c" # a client makes a socket, too: there the line may be read
    run grep --recursive --fixed-strings --file="$BATS_TEST_TMPDIR/lines" --include='*.c' "$lab"
    same '' "$output"
}

@test "in a fresh handout, make grade builds what it needs and says five times not started" {
    rm -r "$lab/build"
    builder "$BATS_TEST_TMPDIR/compiler"
    OUTER_PATH=$BATS_TEST_TMPDIR/compiler:$OUTER_PATH in_lab grade
    [[ $status == 1 ]] || fail "$output"
    same 5 "$(grep -c 'not started' <<<"$output")"
}

@test "in a handout, the solution with the most checks gets all points" {
    cp "$TOP/solutions/ex11_5.c" "$lab/exercises"
    in_lab grade EX=ex11_5
    RESULTS=$lab/build/results
    must_pass
}

@test "make reset puts the skeleton back, and keeps the student's file beside it" {
    cp "$TOP/solutions/ex11_3.c" "$lab/exercises/ex11_3.c"
    in_lab reset EX=ex11_3
    [[ $status == 0 ]] || fail "$output"
    cmp "$lab/exercises/ex11_3.c" "$EXERCISES_PLACE/ex11_3/skeleton.c"
    cmp "$lab"/exercises/ex11_3.*.c "$TOP/solutions/ex11_3.c"
    # And again: nothing is lost.
    cp "$TOP/solutions/ex11_4.c" "$lab/exercises/ex11_3.c"
    in_lab reset EX=ex11_3
    same 2 "$(printf '%s\n' "$lab"/exercises/ex11_3.*.c | wc -l)"
    grep --quiet --no-messages ex11_4 "$lab"/exercises/ex11_3.*.c
}

@test "make reset without an exercise, or with one that does not exist, says so in one line and changes nothing" {
    local exercise told
    for exercise in '' ex11_9 ../Makefile; do
        told="there is no exercise '$exercise': it is one of ${EXERCISES[*]}"
        [[ -n $exercise ]] || told='say which exercise, for example: make reset EX=ex11_3'
        run --separate-stderr clean make --no-print-directory --directory="$lab" reset "EX=$exercise"
        [[ $status == 2 ]]
        same '' "$output"
        same "reset: $told" "$(grep -v '^make.*: \*\*\* ' <<<"$stderr")"
    done
    diff --recursive "$lab/exercises" "$BATS_TEST_TMPDIR/untouched"
}

@test "make and make help list every target, in one screen" {
    local makefiles=("$TOP/Makefile" "$TOP"/grader/*/*.mk) target help
    help=$(clean make --no-print-directory --directory="$TOP")
    same "$help" "$(clean make --no-print-directory --directory="$TOP" help)"
    sed -n 's/^\.PHONY: //p' "${makefiles[@]}" | tr ' ' '\n' | while read -r target; do
        [[ $target == graded ]] || grep --quiet "^  make $target  *[a-z]" <<<"$help" || fail "no make $target in:" "$help"
    done
    for target in help grade test watch demo reset handout bench lint build gradescope platforms; do
        grep --quiet "^  make $target  *[a-z]" <<<"$help" || fail "no make $target in:" "$help"
    done
    (($(wc -l <<<"$help") <= 24))
    same '' "$(awk 'length > 90' <<<"$help")"
}

@test "the handout's make help lists nothing that a student does not have" {
    in_lab help
    [[ $status == 0 ]]
    same '' "$(grep --extended-regexp '^  make (test|bench|lint|handout|class|gradescope|platforms) ' <<<"$output")"
}
