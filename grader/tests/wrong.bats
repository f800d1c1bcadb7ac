# Programs with mistakes: each is failed, for what it does, and gets no points that it has not earned.
# What programs do that would harm the grader itself is in forty.bats and hostile.bats.

load kit

# All are judged once, up to the first check that fails; those of which a test wants the points are graded, too. One that
# is a right program but for a few lines stands there as a plant.
setup_file() {
    local made=$BATS_FILE_TMPDIR/made file
    RESULTS=$BATS_FILE_TMPDIR/results
    for file in "$KIT"/wrong/*/*.plant; do
        file=${file#"$KIT/wrong/"} file=${file%.plant}
        printf '%s %s wrong/%s\n' "${file%/*}" "${file#*/}" "$file"
    done | "$KIT/plant" "$made"
    grade_all "$KIT"/wrong/{compile-error,connects,hardcoded,overflow,printer,refuses,segfault,warnings}
    judged first "$KIT"/wrong/*/*.c "$made"/*/*.c >"$BATS_FILE_TMPDIR/judged"
}

# of NAME FILTER: the same as `record`, of that program.
of() {
    RESULTS=$BATS_FILE_TMPDIR/results/$1. record "$2"
}

# told NAME EXERCISE: what `make grade` shows for a wrong program. The conversation's columns stand one
# after the other (which terminal is first to show its line depends on the moment), random words are WORD.
told() {
    grade "$KIT/wrong/$1" "EX=$2"
    [[ $status == 1 ]]
    awk -f "$FIXTURES/columns.awk" <<<"$output" |
        sed -E 's/(Server received|Enter message to send \(0 to exit\):) [a-z]{21}$/\1 WORD/; /^  \(isolation: /d'
}

# how VERDICT FILES: sets REPLY to how a program fails, as kit.bash's `how` does, from the files of the check.
how() {
    local line=''
    REPLY=$1
    [[ $1 != pass ]] || REPLY=right
    [[ $1 == fail ]] || return 0
    REPLY=-
    [[ ! -s $2.evidence ]] || IFS= read -r line <"$2.evidence"
    [[ ! $line =~ '"reason": "'([^\"]*)'"' ]] || REPLY=${BASH_REMATCH[1]}
    [[ ! -s $2.finding ]] || REPLY=sanitizer
}

# `expected` beside a program says, for each exercise that it has, how it fails (kit.bash: how); more than one way
# where it depends on who runs first; "right" for one that only looks wrong.
@test "each wrong program of each exercise is failed for what it does" {
    local name exercise number verdict file expected REPLY wrong=()
    declare -A got=()
    while read -r name exercise number verdict _; do
        how "$verdict" "$BATS_FILE_TMPDIR/results/$name/$exercise/$number"
        got["$name $exercise"]=$REPLY
    done <"$BATS_FILE_TMPDIR/judged"
    for file in "$KIT"/wrong/*/*.{c,plant}; do
        exercise=$(basename "${file%.*}") name=$(basename "${file%/*}")
        expected=$(sed -n "s/^$exercise //p" "${file%/*}/expected") REPLY=${got["$name $exercise"]:-not judged}
        [[ "|$expected|" == *"|$REPLY|"* ]] || wrong+=("$name, $exercise: '$REPLY' instead of '$expected'")
    done
    none "${wrong[@]}"
}

@test "what judge says of programs is what their records say" {
    local judged
    judged=$(judged all "$KIT"/wrong/{compile-error,overflow,segfault,warnings}/*.c | sort)
    [[ $judged == *' pass -'* && $judged == *' skipped -'* && $judged == *' fail '[a-z]* ]] || fail "$judged"
    # shellcheck disable=SC2016 # jq's variables
    same "$(RESULTS=$BATS_FILE_TMPDIR/results records '"\(.submission) \(.id)" as $program | .checks | to_entries[]
        | "\($program) \(.key + 1) \(.value.status) \(.value.mistake.name // "-")"' |
        grep --extended-regexp '^(compile-error|overflow|segfault|warnings) ' | sort)" "$judged"
}

@test "each wrong program says how it fails, and each hostile one is in a test" {
    local file
    for file in "$KIT"/wrong/*/; do
        same "$(find "$file" \( -name '*.c' -o -name '*.plant' \) -printf '%f\n' | sed 's/\..*//' | sort)" \
            "$(sed -n 's/^\([^ ]*\) [a-z-].*/\1/p' "$file/expected" | sort)"
    done
    for file in "$KIT"/hostile/*; do
        grep --quiet --fixed-strings "hostile/${file##*/}" "$KIT"/{forty,hostile,isolation}.bats || fail "$file is not"
    done
}

@test "a program that prints the whole transcript and opens no socket gets no point in any stage" {
    same 'fail: 0 0 0 0 0 of 100' "$(of printer '"\(.status): \([.exercises[].score | tostring] | join(" ")) of \(.max_score)"')"
}

@test "a program that always says that the port is taken, or only connects to it, gets no point" {
    same '0 0' "$(of refuses '[.exercises[0:2][].score | tostring] | join(" ")')"
    same 0 "$(of connects .score)"
}

@test "a program with the words of the lab sheet hard-coded gets no point in stages 3 to 5" {
    same 'fail 0, fail 0, fail 0' "$(of hardcoded '[.exercises[2:5][] | "\(.status) \(.score)"] | join(", ")')"
}

@test "what does not compile is told with the compiler's words and the student's line, and the rest is skipped" {
    local line
    # The line after the one that lacks its semicolon: there the compiler sees it.
    line=$(awk '/char message\[2000\]/ { print FNR; exit }' "$KIT/wrong/compile-error/ex11_3.c")
    same 'fail skipped skipped skipped skipped skipped skipped' "$(of compile-error '[.exercises[2].checks[].status] | join(" ")')"
    [[ $(of compile-error '.exercises[2].checks[0].message') == *"ex11_3.c:$line:"*error:* ]]
    grep --quiet "ex11_3.c:$line:.*error:" "$FIXTURES/told/compile-error" # which the next test compares
}

@test "the whole that is told about each of five mistakes is as it should be" {
    local name exercise wrong=()
    while read -r name exercise; do
        told "$name" "$exercise" >"$BATS_TEST_TMPDIR/told"
        [[ -z ${KIT_RECORD:-} ]] || cp "$BATS_TEST_TMPDIR/told" "$FIXTURES/told/$name"
        diff --unified "$FIXTURES/told/$name" "$BATS_TEST_TMPDIR/told" || wrong+=("$name")
    done <<<'silent-accept ex11_3
wrong-port ex11_2
segfault ex11_3
compile-error ex11_3
loopback ex11_2'
    none "${wrong[@]}"
}

# is_harmless NAME: `make grade` shows a program's bytes as text of UTF-8 that the terminal takes as nothing else, and so
# does the record.
is_harmless() {
    grade "$KIT/wrong/$1" EX=ex11_1
    iconv --from-code=UTF-8 --to-code=UTF-8 "$RESULTS/results.json" >/dev/null
    jq . "$RESULTS/results.json" >/dev/null
    printf '%s\n' "$output" | iconv --from-code=UTF-8 --to-code=UTF-8 >/dev/null
    same '' "$(LC_ALL=C tr --delete '\n\040-\176\200-\377' <<<"$output" | od --address-radix=n -c)" ||
        fail "$1: control characters"
    # C1 controls, and marks that turn the direction of a line, in UTF-8.
    ! grep --quiet --perl-regexp '[\x{80}-\x{9f}\x{202a}-\x{202e}]' <<<"$output" || fail "$1"
}

@test "no line that is told is longer than a screen's hundred columns or so, whatever a program shows" {
    is_harmless long-line
    same '' "$(awk 'length > 120 { print "line " NR " has " length " characters" }' <<<"$output")"
    (($(stat --format=%s "$RESULTS/results.json") < 65536)) || fail "the record is larger than 64 KiB"
}

@test "whatever bytes a program shows, the record is valid UTF-8 and the terminal is left in peace" {
    is_harmless control-characters
    is_harmless invalid-utf8
}
