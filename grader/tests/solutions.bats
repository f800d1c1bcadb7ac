# The solutions: full marks, no warning, and clean for every tool that looks for mistakes.

load kit

# All of them are graded once.
setup_file() {
    RESULTS=$BATS_FILE_TMPDIR/results
    grade solutions
    printf '%s\n%s\n' "$status" "$output" >"$BATS_FILE_TMPDIR/graded"
}

# graded: the status, output and record of that.
graded() {
    RESULTS=$BATS_FILE_TMPDIR/results
    { IFS= read -r status && IFS= read -r -d '' output; } <"$BATS_FILE_TMPDIR/graded" || true
    output=${output%$'\n'}
}

# sanitized EXERCISE FLAG...: plays its sessions with a solution built by a sanitizer.
sanitized() {
    local exercise=$1 program=$BATS_TEST_TMPDIR/$1 session
    shift
    gcc -g -pthread "$@" "$TOP/solutions/$(file_of "$exercise")" -o "$program"
    for session in $(sessions_of "$exercise"); do
        perform "$exercise" "$program" "$session" --sanitized || fail "$exercise, $session"
    done
}

@test "the solutions get 100 of 100, with exit status 0" {
    graded
    must_be_100
}

@test "the terminal shows a line an exercise, the sum, and nothing else that is not needed" {
    graded
    same 'Lab 11: server sockets, solutions

  ex11_1  Creating a server socket                     passed         10 / 10
  ex11_2  Listening and accepting                      passed         15 / 15
  ex11_3  Sending and receiving messages               passed         25 / 25
  ex11_4  Accepting multiple connections               passed         20 / 20
  ex11_5  Handling multiple connections with threads   passed         30 / 30
                                                                    100 / 100

All checks passed. Well done!

Challenges: 0 of 5 solved. To list them and have them graded: make challenges' "$(grep -v '^  (isolation: ' <<<"$output")"
}

@test "the record of the solutions is as the design says" {
    graded
    record '.isolation' | grep --line-regexp --extended-regexp 'namespaces|port-lock'
    [[ $(record .graded_at) =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$ ]]
    same '' "$(jq --raw-output --from-file "$FIXTURES/record.jq" "$RESULTS/results.json")"
    same 'lab11/result/v2 solutions pass 100 100 ex11_1 ex11_2 ex11_3 ex11_4 ex11_5' \
        "$(record '[.schema, .submission, .status, .score, .max_score, .exercises[].id] | join(" ")')"
}

@test "a record of what failed, and of what was not started, is as the design says" {
    mkdir "$BATS_TEST_TMPDIR/some"
    cp "$TOP/exercises/ex11_2.c" "$TOP/solutions/ex11_1.c" "$BATS_TEST_TMPDIR/some"
    cp "$TOP/solutions/ex11_3.c" "$BATS_TEST_TMPDIR/some/ex11_4.c"
    printf 'int main(void) { return 0 }\n' >"$BATS_TEST_TMPDIR/some/ex11_3.c"
    grade "$BATS_TEST_TMPDIR/some"
    [[ $status == 1 ]]
    same '' "$(jq --raw-output --from-file "$FIXTURES/record.jq" "$RESULTS/results.json")"
    same 'pass, not started, fail, fail, not started' "$(record '[.exercises[].status] | join(", ")')"
}

@test "with EX= the record holds that exercise alone, and its points" {
    grade solutions EX=ex11_3
    [[ $status == 0 ]]
    same 'pass 25 25 ex11_3' "$(record '[.status, .score, .max_score, .exercises[].id] | join(" ")')"
    same '' "$(jq --raw-output --from-file "$FIXTURES/record.jq" "$RESULTS/results.json")"
}

@test "gcc and clang have nothing to say about the solutions and the test client" {
    local compiler file files=()
    mapfile -t files < <(find "$TOP/solutions" "$TOP/test_client" -name '*.c')
    for compiler in gcc clang; do
        for file in "${files[@]}"; do
            run "$compiler" "${STRICT[@]}" -O2 -pthread "$file" -o "$BATS_TEST_TMPDIR/program"
            [[ $status == 0 && -z $output ]] || fail "$compiler, $file:" "$output"
        done
    done
}

@test "the line that a skeleton and its solution give for building is what the grader takes" {
    local exercise file
    for exercise in "${ALL[@]}"; do
        read_facts "$exercise"
        for file in "$EXERCISES_PLACE/$exercise/skeleton.c" "$TOP/solutions/${FACT[file]}"; do
            same "// Build: gcc $exercise.c -o $exercise${FACT[build]:+ ${FACT[build]}}" "$(grep '^// Build: ' "$file")"
        done
        [[ " $("$TOP/grader/compile" --flags plain "$exercise") " == *" -g${FACT[build]:+ ${FACT[build]}} -W"* ]]
    done
}

@test "the line that each file gives for building it works" {
    local file line
    find "$TOP/solutions" "$TOP/test_client" -name '*.c' -exec cp {} "$BATS_TEST_TMPDIR" \;
    cd "$BATS_TEST_TMPDIR" || exit
    for file in *.c; do
        line=$(sed -En 's:^// Build\: ::p' "$file")
        [[ $line == "gcc "*"$file"* ]] || fail "$file has no line that builds it: '$line'"
        run bash -c "$line"
        [[ $status == 0 && -z $output && -x ${file%.c} ]] || fail "$line" "$output"
    done
}

@test "AddressSanitizer and UBSan find nothing in the solutions" {
    local exercise
    for exercise in "${ALL[@]}"; do
        sanitized "$exercise" -fsanitize=address,undefined -fno-sanitize-recover=all
    done
}

@test "ThreadSanitizer finds nothing in the solutions with threads" {
    local exercise
    for exercise in "${ALL[@]}"; do
        read_facts "$exercise"
        [[ ${FACT[build]} != *-pthread* ]] || sanitized "$exercise" -fsanitize=thread
    done
}

@test "valgrind finds nothing in the solutions" {
    local exercise session program=$BATS_TEST_TMPDIR/program
    for exercise in "${ALL[@]}"; do
        gcc -g -pthread "$TOP/solutions/$(file_of "$exercise")" -o "$program"
        gcc -Wall -Werror -D_GNU_SOURCE -DPROGRAM="\"$program\"" "$FIXTURES/under_valgrind.c" \
            -o "$BATS_TEST_TMPDIR/$exercise"
        for session in $(sessions_of "$exercise"); do
            perform "$exercise" "$BATS_TEST_TMPDIR/$exercise" "$session" --sanitized ||
                fail "$exercise, $session"
        done
    done
}
