# The catalogue of mistakes: each is planted into the solutions, is caught, and is named. Of a mistake that
# can be made in several ways the first is planted; KIT_PLANTS=all plants them all, which takes longer.

load kit

setup_file() {
    fixture refuse
    copy_first_checks "$BATS_FILE_TMPDIR/first"
}

# verdicts KIT FOLDER: grades the submissions in the folder with that kit. Prints "NUMBER EXERCISE,STATUS NAME": the
# submission's, and what is named.
verdicts() {
    rm -rf "$RESULTS"
    TOP=$1 grade_all "$2"/* || return
    records '"\(.submission) \(.id),\(.status) \([.checks[].mistake.name // empty][0] // "nothing")"'
}

# planted: for each line of the input, "EXERCISE PLANT...", grades the solution with these mistakes, those of different
# exercises side by side in one submission. Prints the line, a comma, the exercise's status, and what is named. The
# first check that fails names the mistake: so only those that pass the first of all are graded with the others.
planted() {
    local exercise plants number row status got folder=$BATS_TEST_TMPDIR/planted late=$BATS_TEST_TMPDIR/late
    declare -A count=() line=() # count: how many of an exercise there are; line: which one that is
    rm -rf "$folder" "$late"
    while read -r exercise plants; do
        number=$((count["$exercise"] + 1))
        count["$exercise"]=$number line["$number $exercise"]="$exercise $plants"
        # shellcheck disable=SC2086 # words
        "$KIT/plant" "$folder/$number" "$exercise" $plants || return
    done
    got=$(verdicts "$BATS_FILE_TMPDIR/first" "$folder") || return
    while IFS=' ,' read -r number exercise status _; do
        [[ $status != pass ]] || install -D "$folder/$number/$exercise.c" "$late/$number/$exercise.c"
    done <<<"$got"
    [[ ! -e $late ]] || got=$(grep --invert-match ',pass ' <<<"$got" && verdicts "$TOP" "$late") || return
    while IFS=, read -r row status; do
        printf '%s,%s\n' "${line["$row"]}" "$status"
    done <<<"$got"
}

# plants EXERCISE: those that are to be tried, as NAME:SECTION.
plants() {
    "$KIT/plant" - "$1" | if [[ ${KIT_PLANTS:-} == all ]]; then cat; else sort --unique --field-separator=: --key=1,1; fi
}

@test "each mistake planted into each exercise is caught and named" {
    local exercise plant got wrong=() all=$BATS_TEST_TMPDIR/all
    for exercise in "${ALL[@]}"; do
        plants "$exercise" | sed "s/^/$exercise /"
    done >"$all"
    planted <"$all" >"$BATS_TEST_TMPDIR/got"
    same "$(sort "$all")" "$(cut --delimiter=, --fields=1 "$BATS_TEST_TMPDIR/got" | sort)"
    for exercise in "${ALL[@]}"; do
        each_plant "$exercise"
    done
    none "${wrong[@]}"
}

# each_plant EXERCISE: all of its plants are caught, and no more than one in twenty gets another name.
each_plant() {
    local exercise plant got planted=0 named=0 missed=() misnamed=()
    while IFS=' ,' read -r exercise plant got; do
        [[ $exercise == "$1" ]] || continue
        planted=$((planted + 1))
        case $got in
        "fail ${plant%:*}") named=$((named + 1)) ;;
        'fail '*) misnamed+=("$plant in $1: named ${got#fail }") ;;
        *) missed+=("$plant in $1: $got") ;;
        esac
    done <"$BATS_TEST_TMPDIR/got"
    tell "$1: $planted plants, $((planted - ${#missed[@]})) caught, $named named rightly" "${misnamed[@]}"
    wrong+=("${missed[@]}")
    ((100 * named >= 95 * planted)) || wrong+=("${misnamed[@]}")
}

# The life of a program in the conversation of its exercise, with what the play has seen: the evidence there would be.
life_of() {
    read_facts "$1"
    gcc -w -pthread "$2" -o program || return
    perform "$1" program "${FACT[session]}" --evidence evidence --trace "${FACT[role]}=trace" >report || return
    printf 'exercise %s\nlife %s\nport %s\nsession %s\nbuild plain\n' "$1" "${FACT[life]}" "${FACT[port]}" "${FACT[session]}"
    jq --raw-output --from-file "$TOP/grader/diagnose/facts.jq" --rawfile again /dev/null evidence | tail --lines=+2
    "$BIN/diagnose" lifecycle trace
}

@test "no entry of the catalogue finds anything in the life of a right program, whatever the exercise" {
    local exercise source wrong=()
    cd "$BATS_TEST_TMPDIR"
    for exercise in "${ALL[@]}"; do
        for source in "$TOP/solutions/$(file_of "$exercise")" "$KIT"/right/*/"$exercise.c"; do
            life_of "$exercise" "$source" >facts || wrong+=("$source could not be played")
            run clean "$BIN/diagnose" mistake "$TOP/grader/mistakes" "$exercise" facts
            [[ $status == 1 ]] || wrong+=("${source#"$KIT/"}: ${lines[0]}")
        done
    done
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

# What is not there to be run can't be told from what it says: the three kinds of lines of an entry.
@test "each entry is whole: a plant, and none where it is no mistake, one to three hints, a section of the tutorial" {
    local entry name exercise read slugs wrong=()
    for entry in "$TOP"/grader/mistakes/*.md; do
        name=$(basename "$entry" .md)
        grep --quiet '^ex' "$KIT/plants/$name.plant" || wrong+=("$name: no plant")
        while read -r exercise; do
            ! grep --quiet --extended-regexp "^(ex.* )?$exercise( |\$)" "$KIT/plants/$name.plant" ||
                wrong+=("$name: a plant for $exercise, where it is none")
        done < <(sed --quiet 's/^not: //p' "$entry" | tr ' ' '\n')
        (($(grep --count '^[1-3]\. ' "$entry") >= 1 && $(grep --count '^[0-9]\. ' "$entry") <= 3)) || wrong+=("$name: 1 to 3 hints")
        read=$(sed --quiet 's/^read: //p' "$entry")
        slugs=$(sed --quiet --regexp-extended 's/^#+ //p' "$TOP/docs/${read%%#*}" | tr '[:upper:] ' '[:lower:]-' | tr --delete --complement '[:alnum:]\n_-')
        grep --quiet --line-regexp --fixed-strings -- "${read#*#}" <<<"$slugs" || wrong+=("$name: there is no section $read")
    done
    (($(find "$TOP/grader/mistakes" -name '*.md' | wc --lines) >= 65)) || wrong+=('fewer than 65 entries')
    none "${wrong[@]}"
}

@test "each plant belongs to an entry" {
    local plant name wrong=()
    for plant in "$KIT"/plants/*.plant; do
        name=$(basename "$plant" .plant)
        [[ -e $TOP/grader/mistakes/$name.md ]] || wrong+=("$name")
    done
    none "${wrong[@]}"
}

@test "what an entry tells is found by each of its signs" {
    local entry name wrong=()
    for entry in "$TOP"/grader/mistakes/*.md; do
        while read -r name; do
            awk -v name="{$name}" '/^```sign$/ { sign = 1; has = 0; next } !sign { next }
                /^or$|^```$/ { if (!has) bad = 1; has = 0; next } index($0, name) { has = 1 } END { exit bad }' "$entry" ||
                wrong+=("$(basename "$entry"): a sign does not find {$name}")
        done < <(awk '/^# / { title = 1; next } title && /^$/ { if (seen) exit; next } title { seen = 1; print }' "$entry" |
            grep --only-matching '{[a-z_]*}' | tr --delete '{}')
    done
    none "${wrong[@]}"
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
        same "$plant" "$(record '[[.exercises[], .challenges[]?][0].checks[].mistake.name // empty][0]')"
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
    record '"\(.status) \(.score) " + ([[.exercises[], .challenges[]?][0].checks[].status] | join(" "))'
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

@test "an entry that is not one is told by its file and line" {
    local folder=$BATS_TEST_TMPDIR/catalogue
    mkdir "$folder"
    : >"$BATS_TEST_TMPDIR/facts"
    refused() {
        printf '%s\n' "${@:2}" >"$folder/x.md"
        run clean "$BIN/diagnose" mistake "$folder" ex11_1 "$BATS_TEST_TMPDIR/facts"
        same "2 diagnose: $folder/x.md:$1" "$status $output"
    }
    refused "2: expected 'step: ', 'read: ' or 'not: '" '---' 'exercises: ex11_1' '---'
    refused "4: expected a known 'step:' at the beginning" '---' 'step: somewhere' '---' '# Title'
    refused "3: expected a title, '# ...', and what was seen" '---' 'step: bind' '---'
    refused "6: expected a sign, in a block \`\`\`sign" '---' 'step: bind' '---' '# Title' '' 'Seen.'
    refused "8: expected 'sees PATTERN', 'never PATTERN' or 'or'" '---' 'step: bind' '---' '# Title' \
        '' 'Seen.' "\`\`\`sign" 'looks like this'
    refused "8: a choice can't hold another one, nor a name" '---' 'step: bind' '---' '# Title' \
        '' 'Seen.' "\`\`\`sign" 'sees {one|two {PORT}}'
}
