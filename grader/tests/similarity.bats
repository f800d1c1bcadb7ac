# `make similarity`: pairs of programs to look at, and the class in the form for other tools.

load kit

setup() {
    handed=$RESULTS/submissions
    mkdir -p "$handed"
    printf '{"schema": "lab11/class/v1", "students": []}\n' >"$RESULTS/manifest.json"
}

# hand_in KEY EXERCISE <PROGRAM
hand_in() {
    mkdir -p "$handed/$1"
    cat >"$handed/$1/$2.c"
}

# Renames everything that a program defines, also names of the starter; changes comments and layout.
renamed() {
    sed --regexp-extended '
        s/\bport\b/number/g; s/\bsocket_desc\b/door/g; s/\bnew_socket\b/line/g; s/\bstatus\b/answer/g
        s/\breceived\b/got/g; s/\bmessage\b/words/g; s/\breply\b/farewell/g; s/\bserver\b/here/g
        s/\bclient\b/there/g; s/\byes\b/on/g; s/\bsize\b/room/g; s/\blength\b/far/g; s/\bsent\b/done/g
        s/\bcount\b/part/g; s: // .*: // mine:; s/^    /\t/'
}

# looks [NAME=VALUE]...: `make similarity` of the class; status and output as with `run`.
looks() {
    run clean make --no-print-directory --directory="$TOP" similarity "RESULTS=$RESULTS" "$@"
}

needs_sim() {
    command -v sim_c >/dev/null || skip 'similarity-tester is not here'
}

@test "of a class, a copy with other names for everything is the first pair; independent programs are none" {
    needs_sim
    hand_in ada ex11_3 <"$TOP/solutions/ex11_3.c"
    renamed <"$TOP/solutions/ex11_3.c" | hand_in zoe ex11_3
    hand_in bob ex11_3 <"$KIT/right/sendmsg/ex11_3.c"
    hand_in eve ex11_3 <"$KIT/right/bytewise/ex11_3.c"
    hand_in kim ex11_3 <"$KIT/right/crlf-reply/ex11_3.c"
    jq --null-input '{students: [{key: "ada", name: "Lovelace, Ada"}, {key: "zoe", name: "Zoë"}]}' >"$RESULTS/manifest.json"
    looks
    same "0 $(<"$RESULTS/similarity.txt")" "$status $output"
    same "$(<"$FIXTURES/similarity.txt")" "$output"
    same "$(<"$FIXTURES/similarity.csv")" "$(<"$RESULTS/similarity.csv")"
}

@test "untouched skeletons, and programs that were only begun, are no pairs" {
    needs_sim
    local key exercise
    for key in ada bob; do
        for exercise in "${EXERCISES[@]}"; do
            hand_in "$key" "$exercise" <"$EXERCISES_PLACE/$exercise/skeleton.c"
        done
        sed '0,/return 1;/s//puts("");\n&/' "$EXERCISES_PLACE/ex11_5/skeleton.c" | hand_in "$key" ex11_5
    done
    for key in eve kim; do
        for exercise in ex11_3 ex11_4 ex11_5; do
            hand_in "$key" "$exercise" <"$EXERCISES_PLACE/$exercise/earlier.c"
        done
    done
    looks THRESHOLD=1
    same '0 1' "$status $(wc --lines <"$RESULTS/similarity.csv")"
}

@test "who has the lines of one step is not like who has those of all steps" {
    needs_sim
    hand_in ada ex11_3 <"$KIT/right/inline/ex11_3.c"
    awk '/listen\(/ { exit } { print }' "$KIT/right/inline/ex11_3.c" | hand_in bob ex11_3
    looks
    same '0 1' "$status $(wc --lines <"$RESULTS/similarity.csv")"
    looks THRESHOLD=60
    same '"ex11_3",69,"ada","",21,38,"bob","",8,100,"yes"' "$(tail --lines=+2 "$RESULTS/similarity.csv")"
}

@test "names are hostile: no formula in the CSV, no control character in the text" {
    needs_sim
    local key
    for key in ada bob; do
        hand_in "$key" ex11_4 <"$TOP/solutions/ex11_4.c"
    done
    jq --null-input '{students: [{key: "ada", name: "=cmd|\" /c calc\"!A1"}, {key: "bob", name: "\u001b[31mB,\nO\u202eB"}]}' \
        >"$RESULTS/manifest.json"
    looks
    [[ $status == 0 ]]
    same "\"ex11_4\",100,\"ada\",\"'=cmd|\"\" /c calc\"\"!A1\",30,100,\"bob\",\"?[31mB,
O?B\",30,100,\"\"" "$(tail --lines=+2 "$RESULTS/similarity.csv")"
    same '  100 %  ada (=cmd|" /c calc"!A1)
         bob (?[31mB, O?B)' "$(grep --after-context=1 '^  100 %' <<<"$output")"
    same "\"students/ada/ex11_4.c\",\"'=cmd|\"\" /c calc\"\"!A1\",\"in time\"" \
        "$(sed -n '2s/,"[^"]*"$//p' "$RESULTS/similarity/ex11_4/info.csv")"
}

@test "what is no program of the lab is left out: links, pipes, what is larger or no text" {
    needs_sim
    hand_in ada ex11_2 <"$TOP/solutions/ex11_2.c"
    hand_in bob ex11_2 <"$TOP/solutions/ex11_2.c"
    mkdir "$handed"/{eve,kim}
    ln -s "$TOP/solutions/ex11_2.c" "$handed/eve/ex11_2.c"
    mkfifo "$handed/kim/ex11_2.c"
    yes 'a = b;' | head --bytes=1000000 | hand_in mia ex11_2
    head --bytes=9000 "$BIN/play" | hand_in ned ex11_2
    printf 'int x\0; /* has no end' | hand_in oli ex11_2
    looks
    same '0 "ada","bob"' "$status $(tail --lines=+2 "$RESULTS/similarity.csv" | cut --delimiter=, --fields=3,7)"
    grep --line-regexp '  mia: larger than any program of this lab, not looked at.' <<<"$output"
    same 'ada bob mia ned oli' "$(cd "$RESULTS/similarity/ex11_2/students" && echo *)"
    [[ -z $(find "$RESULTS/similarity" -type l) ]]
}

@test "for other tools there is a folder: starter, a folder for each student, a list with names and times" {
    hand_in ada ex11_1 <"$TOP/solutions/ex11_1.c"
    hand_in bob ex11_1 <"$EXERCISES_PLACE/ex11_1/skeleton.c"
    hand_in bob ex11_5 <"$TOP/solutions/ex11_5.c"
    touch --date='2026-11-20 10:00:01 +0100' "$handed"/*/*.c
    jq --null-input '{students: [{key: "ada", name: "Lovelace, Ada"}, {key: "bob", name: "Bob", late: true}]}' >"$RESULTS/manifest.json"
    looks
    cd "$RESULTS/similarity"
    same "$(printf '%s\n' README.txt ex11_{1,2,3,4,5}/{base/ex11_N.c,info.csv} ex11_1/students/{ada,bob}/ex11_N.c \
        ex11_5/students/bob/ex11_N.c | sort)" "$(find . -type f -printf '%P\n' | sed 's/ex11_.\.c/ex11_N.c/' | sort)"
    same 'filename,full_name,label,created_at
"students/ada/ex11_1.c","Lovelace, Ada","in time","2026-11-20 09:00:01 +0000"
"students/bob/ex11_1.c","Bob","late","2026-11-20 09:00:01 +0000"' "$(<ex11_1/info.csv)"
    cmp ex11_5/students/bob/ex11_5.c "$TOP/solutions/ex11_5.c"
    cmp ex11_5/base/ex11_5.c "$EXERCISES_PLACE/ex11_5/skeleton.c"
    same 'compare50 dolos java moss' "$(sed -n 's/^    \([a-z0-9]*\) .* .*/\1/p' README.txt | grep -v ex11 | sort | xargs)"
}

@test "without sim_c the folder is there all the same, and one line says what is missing" {
    hand_in ada ex11_1 <"$TOP/solutions/ex11_1.c"
    mkdir "$BATS_TEST_TMPDIR/path"
    local tool
    for tool in bash jq find sort xargs awk cp mv rm mkdir timeout ls cat; do
        ln -s "$(PATH=$OUTER_PATH command -v "$tool")" "$BATS_TEST_TMPDIR/path"
    done
    run env -i "PATH=$BATS_TEST_TMPDIR/path" "RESULTS=$RESULTS" bash "$TOP/grader/class/similarity"
    same "2 similarity: sim_c is not here (Debian: similarity-tester), so no pairs were looked for; '$RESULTS/similarity' is ready for other tools" \
        "$status $output"
    same 'manifest.json similarity submissions' "$(cd "$RESULTS" && echo *)"
    cmp "$RESULTS/similarity/ex11_1/students/ada/ex11_1.c" "$TOP/solutions/ex11_1.c"
}

@test "an exercise that could not be looked at is not left out without a word" {
    hand_in ada ex11_1 <"$TOP/solutions/ex11_1.c"
    mkdir "$BATS_TEST_TMPDIR/path"
    # shellcheck disable=SC2016 # this is for the script
    printf '#!/bin/sh\ncase "$*" in *EXERCISE=ex11_3*) exit 2 ;; esac\nexec %s "$@"\n' "$(PATH=$OUTER_PATH command -v awk)" \
        >"$BATS_TEST_TMPDIR/path/awk"
    printf '#!/bin/sh\n' >"$BATS_TEST_TMPDIR/path/sim_c" # it is not everywhere, and does not matter here
    chmod +x "$BATS_TEST_TMPDIR/path"/{awk,sim_c}
    run clean "PATH=$BATS_TEST_TMPDIR/path:$OUTER_PATH" "RESULTS=$RESULTS" "$TOP/grader/class/similarity"
    same '2 similarity: the programs could not be compared' "$status $output"
    same 'manifest.json submissions' "$(cd "$RESULTS" && echo *)"
}

@test "bad input is told in one line, and nothing is lost" {
    told() {
        same "2 similarity: $1" "$status $output"
        same "$before" "$(cd "$RESULTS" && find . | sort)"
    }
    hand_in ada ex11_1 <"$TOP/solutions/ex11_1.c"
    mkdir "$RESULTS/similarity"
    : >"$RESULTS/similarity/mine"
    local before
    before=$(cd "$RESULTS" && find . | sort)
    run env "RESULTS=$RESULTS" "$TOP/grader/class/similarity"
    told "'$RESULTS/similarity' is not of this program: move it out of the way"
    run env "RESULTS=$RESULTS" THRESHOLD=much "$TOP/grader/class/similarity"
    told "THRESHOLD is a number of percent, 1 to 100, not 'much'"
    run env "RESULTS=$RESULTS/nowhere" "$TOP/grader/class/similarity"
    told "there is no '$RESULTS/nowhere/submissions': grade the class first, or say RESULTS=FOLDER"
    printf '{"students": 7' >"$RESULTS/manifest.json"
    run env "RESULTS=$RESULTS" "$TOP/grader/class/similarity"
    told "'$RESULTS/manifest.json' is not the manifest of a class"
}

@test "of the pairs of the kit's own right programs, which are all of one hand, one in twenty is listed" {
    needs_sim
    local folder exercise count pairs=0
    for folder in "$KIT"/right/*/ "$TOP/solutions/"; do
        mkdir "$handed/$(basename "$folder")"
        cp "$folder"/ex11_*.c "$handed/$(basename "$folder")"
    done
    looks
    [[ $status == 0 ]]
    for exercise in "${EXERCISES[@]}"; do
        count=$(find "$handed" -name "$exercise.c" | wc --lines)
        pairs=$((pairs + count * (count - 1) / 2))
    done
    ((20 * ($(wc --lines <"$RESULTS/similarity.csv") - 1) <= pairs)) || fail "$output"
}
