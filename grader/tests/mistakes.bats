# The catalogue of mistakes: each is planted into the solutions, is caught, and is named. Of a mistake that
# can be made in several ways the first is planted; KIT_PLANTS=all plants them all, which takes longer.

load kit

setup_file() {
    fixture refuse
}

# planted: for each line of the input, "EXERCISE PLANT...", judges the solution with these mistakes, up to the first
# check that fails, which names the mistake. Prints the line, a comma, the verdict of that check, and what is named.
planted() {
    local folder=$BATS_TEST_TMPDIR/planted
    cat >"$folder.lines"
    nl --number-width=1 --number-separator=' ' "$folder.lines" | "$KIT/plant" "$folder" || return
    judged first "$folder"/*/*.c >"$folder.judged" || return
    awk 'NR == FNR { last[$1] = $4 " " $5; next } { print $0 "," (FNR in last ? last[FNR] : "not judged") }' \
        "$folder.judged" "$folder.lines"
}

# plants EXERCISE: those that are to be tried, as NAME:SECTION.
plants() {
    "$KIT/plant" - "$1" | if [[ ${KIT_PLANTS:-} == all ]]; then cat; else sort --unique --field-separator=: --key=1,1; fi
}

# Of the plants of an exercise no more than one in twenty gets another name.
@test "each mistake planted into each exercise is caught and named" {
    local exercise line wrong=() all=$BATS_TEST_TMPDIR/all
    for exercise in "${ALL[@]}"; do
        plants "$exercise" | sed "s/^/$exercise /"
    done >"$all"
    planted <"$all" >"$BATS_TEST_TMPDIR/got"
    same "$(<"$all")" "$(cut --delimiter=, --fields=1 "$BATS_TEST_TMPDIR/got")"
    while IFS= read -r line; do
        tell "$line"
        [[ $line != wrong:* ]] || wrong+=("$line")
    done < <(awk -F '[ ,]' '
        { count[$1]++; sub(/:.*/, "", $2) }
        $3 != "fail" { print "wrong: " $2 " in " $1 ": " $3; next }
        { caught[$1]++ }
        $4 != $2 { print $2 " in " $1 ": named " $4; next }
        { named[$1]++ }
        END {
            for (exercise in count) {
                print exercise ": " count[exercise] " plants, " caught[exercise] + 0 " caught, " named[exercise] + 0 " named rightly"
                if (100 * named[exercise] < 95 * count[exercise]) print "wrong: too few are named in " exercise
            }
        }' "$BATS_TEST_TMPDIR/got")
    none "${wrong[@]}"
}

@test "of two mistakes the one that comes earlier in a server's life is named" {
    local exercise first second
    # The second one is planted first: the order in which they are planted tells nothing.
    while read -r exercise first second; do
        printf '%s %s %s,fail %s\n' "$exercise" "$second" "$first" "$first"
    done <"$FIXTURES/pairs" | sort >"$BATS_TEST_TMPDIR/expected"
    cut --delimiter=, --fields=1 "$BATS_TEST_TMPDIR/expected" | planted >"$BATS_TEST_TMPDIR/got"
    same "$(<"$BATS_TEST_TMPDIR/expected")" "$(sort "$BATS_TEST_TMPDIR/got")"
}

@test "no sign and no view reads what is worded for people: with other words the same mistakes are named" {
    local kit=$BATS_TEST_TMPDIR/kit words plant
    copy_kit "$kit"
    sed --in-place 's/"is waiting in "/"waits in "/; s/"Your %s"/"Their %s"/; s/"ended with status %d"/"left with %d"/' \
        "$kit/grader/play/describe.c"
    sed --in-place 's/"nothing more"/"no more"/; s/"  Where the programs/"  What the programs/; s/"  Expected:/"  Wanted:/' \
        "$kit/grader/play/report.c"
    sed --in-place 's/^# /&Otherwise: /' "$kit"/grader/mistakes/*.md
    clean make --silent --directory="$kit" build/bin/play 'CFLAGS=-std=c11 -D_GNU_SOURCE' # which takes less time
    while read -r plant words; do
        rm -rf "$kit/planted"
        "$KIT/plant" "$kit/planted" "${words%% *}" "$plant"
        run clean env "SUBMISSION=$kit/planted" "EX=${words%% *}" "RESULTS=$RESULTS" "$kit/grader/grade"
        same "$plant" "$(record '[.exercises[0].checks[].mistake.name // empty][0]')"
        [[ $output == *"${words#* }"* && $output == *'  What it looks like: Otherwise: '* ]] || fail "$output"
        same '' "$(grep '^    Where\|^    What' <<<"$output" || true)" # as play has laid it out
    done <<'END'
lock-held-too-long ex11_5 Their server, thread 1 of
main-returns ex11_5 Their server left with
other-port ex11_1 Otherwise
END
}

@test "of a program that has played nothing the evidence tells the facts of its exercise, too" {
    "$KIT/plant" "$BATS_TEST_TMPDIR/planted" ex11_2 semicolon-missing
    run clean env "SUBMISSION=$BATS_TEST_TMPDIR/planted" EX=ex11_2 "RESULTS=$RESULTS" "$TOP/grader/grade"
    read_facts ex11_2
    same "exercise ex11_2
life ${FACT[life]}
port ${FACT[port]}" "$(head --lines=3 "$RESULTS/work/ex11_2/1.facts")"
}

# mistaken COMMAND...: how a program with a mistake is graded under it: status, points, and the verdicts.
mistaken() {
    run clean "$@" env "SUBMISSION=$BATS_TEST_TMPDIR/planted" EX=ex11_3 "RESULTS=$RESULTS" "$TOP/grader/grade"
    record '"\(.status) \(.score) " + ([.exercises[0].checks[].status] | join(" "))'
}

@test "where strace is missing or may not trace, the verdicts are the same, and a note says so" {
    local with tools=$BATS_TEST_TMPDIR/tools note='Without strace, less can be said about the cause'
    "$KIT/plant" "$BATS_TEST_TMPDIR/planted" ex11_3 send-on-listening-socket
    with=$(mistaken)
    [[ $output != *"$note"* ]] || fail "$output"
    same "$with" "$(mistaken "$BATS_FILE_TMPDIR/refuse" ptrace EPERM)"
    grep --quiet "$note" <<<"$(record '.exercises[0].checks[].message')" || fail "$output"
    mkdir "$tools"
    ln --symbolic /usr/bin/* "$tools"
    rm "$tools/strace"
    same "$with" "$(mistaken env "PATH=$tools")"
    grep --quiet "$note" <<<"$(record '.exercises[0].checks[].message')" || fail "$output"
}
