# The views of a record: each is compared whole, and read by a program that is not ours.

load kit

VIEWS=$TOP/grader/views
RECORDS=$FIXTURES/records

setup_file() {
    clean "$KIT/views" "$BATS_FILE_TMPDIR/views"
}

# shown VIEW [OPTION]...: a view of the record on the standard input.
shown() {
    clean "$VIEWS/view" "$@"
}

# each_view VIEW: the files with this view, of every record.
each_view() {
    printf '%s\n' "$BATS_FILE_TMPDIR"/views/*/"$1".*
}

@test "each view of each record is as it was written down" {
    run diff --recursive --unified "$FIXTURES/views" "$BATS_FILE_TMPDIR/views"
    same '' "$output"
}

@test "JUnit XML is XML for xmllint, and counts what is in it" {
    local file suites root='concat(//testsuites/@tests, " ", //testsuites/@failures, " ", //testsuites/@errors, " ", //testsuites/@skipped)'
    command -v xmllint >/dev/null || skip 'there is no xmllint here (Debian package libxml2-utils)'
    for file in $(each_view junit) "$BATS_FILE_TMPDIR/views/class/class.junit.xml"; do
        xmllint --noout "$file"
        suites=$(xmllint --xpath 'concat(sum(//testsuite/@tests), " ", sum(//testsuite/@failures), " ", sum(//testsuite/@errors), " ", sum(//testsuite/@skipped))' "$file")
        same "$suites" "$(xmllint --xpath 'concat(count(//testcase), " ", count(//failure), " ", count(//error), " ", count(//skipped))' "$file")"
        [[ $file == */class.junit.xml ]] || same "$suites" "$(xmllint --xpath "$root" "$file")"
    done
    same '26 4 0 3' "$(xmllint --xpath "$root" "$BATS_FILE_TMPDIR/views/hostile/junit.xml")"
}

@test "in JUnit XML nothing of what a program has shown is an element of its own" {
    command -v xmllint >/dev/null || skip 'there is no xmllint here (Debian package libxml2-utils)'
    same '26 0' "$(xmllint --xpath 'concat(count(//testcase), " ", count(//script | //pre | //b))' "$BATS_FILE_TMPDIR/views/hostile/junit.xml")"
    xmllint --xpath 'string(//failure[1])' "$BATS_FILE_TMPDIR/views/hostile/junit.xml" | grep --quiet --fixed-strings ']]><script>alert(1)</script> &amp; "x"'
}

@test "TAP is read by prove: so many results, and these failed" {
    local record count failed
    command -v prove >/dev/null || skip 'there is no prove here (Debian package perl)'
    while IFS=: read -r record count failed; do
        run clean prove --exec cat "$BATS_FILE_TMPDIR/views/$record"
        [[ $output != *'Parse errors'* ]] || fail "$output"
        same "$record $count $failed" "$record $(sed -En 's/.* Tests=([0-9]+),.*/\1/p' <<<"$output") $(sed -En 's/^ *Failed tests?: +//p' <<<"$output")"
    done <<'END'
passed/tap.tap:26:
failed/tap.tap:26:7-9, 26
unfinished/tap.tap:26:1, 3, 7, 13-15
cannot-grade/tap.tap:26:8, 19-26
hostile/tap.tap:26:7-9, 26
did-not-finish/tap.tap:1:1
class/class.tap:53:1-2, 4, 8, 14-16, 35, 46-53
END
}

@test "what goes to a platform as JSON is JSON for jq, with fields of the right kind" {
    # each_is VIEW CONDITION: what jq says of the files with this view, one for each record.
    each_is() {
        local files
        mapfile -t files < <(each_view "$1")
        jq --slurp --exit-status "length == 8 and all(.[]; $2)" "${files[@]}"
    }
    each_is gradescope '(.score | type == "number") and all(.tests[];
        (.score <= .max_score) and (.status | IN("passed", "failed")) and .output_format == "text")'
    each_is classroom50 '.schema == "classroom50/result/v1" and (.score | . == floor) and (.tests | map(.score) | add // 0) == .score
        and all(.tests[]; (.["test-name"] | utf8bytelength) <= 100) and (.tests | map(.["test-name"]) | unique | length) == (.tests | length)'
    each_is prairielearn '.score >= 0 and .score <= 1 and (.gradable or (.format_errors | length > 0))
        and all(.tests[]; has("points") and has("max_points"))'
} >/dev/null

@test "Autolab gets two lines of JSON and no more; what could not be graded has no score" {
    local file
    for file in $(each_view autolab); do
        same 2 "$(wc -l <"$file")"
        same '[true,["scores"]]' "$(jq --slurp --compact-output '[(.[0]._presentation == "semantic"), (.[1] | del(.scoreboard) | keys)]' "$file")"
    done
    same '{"scores":{"ex11_1":10,"ex11_2":15,"ex11_4":20}}' "$(tail -n 1 "$BATS_FILE_TMPDIR/views/cannot-grade/autolab.txt")"
    same '{"scores":{}}' "$(tail -n 1 "$BATS_FILE_TMPDIR/views/did-not-finish/autolab.txt")"
}

@test "for VPL each line but the last is a comment, and the last is the only grade, if there is one" {
    local file
    for file in $(each_view vpl); do
        same '' "$(sed '$d' "$file" | grep --invert-match '^Comment :=>>' || true)"
        (($(grep -c ':=>>.*:=>>' "$file" || true) == 0))
        same '' "$(grep --extended-regexp '<\|--|--\|>' "$file" || true)"
    done
    same 'Grade :=>>14.4' "$(tail -n 1 "$BATS_FILE_TMPDIR/views/hostile/vpl.txt")"
    same '' "$(grep --no-filename '^Grade' "$BATS_FILE_TMPDIR"/views/{cannot-grade,did-not-finish}/vpl.txt || true)"
}

@test "VPL's grade lies between its least and its most, whatever kind of number these are" {
    local record=$RECORDS/failed.json
    vpl_grade() {
        clean "$@" "$VIEWS/view" vpl "$record" | tail -n 1
    }
    same 'Grade :=>>7.2' "$(vpl_grade)"
    same 'Grade :=>>72' "$(vpl_grade VPL_GRADEMAX=100.00000)"
    same 'Grade :=>>3.88' "$(vpl_grade VPL_GRADEMIN=1 VPL_GRADEMAX=5)"
    same 'Grade :=>>3.6' "$(vpl_grade VPL_GRADEMAX=5,0 VPL_GRADEMIN=none)"
}

@test "GitHub gets at most ten annotations, each a line, at the line in the source that is spoken of" {
    local file
    for file in $(each_view github); do
        (($(wc -l <"$file") <= 10))
        same '' "$(grep --invert-match --extended-regexp '^::error file=exercises/(challenges/)?ex11_[a-z0-9]+\.c,line=[0-9]+,title=[^:,]+::' "$file" || true)"
    done
    same 'ex11_3.c,line=33 ex11_4.c,line=1 ' "$(grep --only-matching 'ex11_[1-5].c,line=[0-9]*' "$BATS_FILE_TMPDIR/views/unfinished/github.txt" | tr '\n' ' ')"
    same '::error file=a%3Ab%2Cc%25d/ex11_3.c' "$(shown github --arg folder 'a:b,c%d' <"$RECORDS/failed.json" | head -n 1 | cut -d, -f1)"
}

@test "feedback.txt tells the first failing check of every exercise, in 80 columns" {
    same '' "$(jq --raw-input --raw-output 'select(length > 80)' "$BATS_FILE_TMPDIR"/views/*/feedback.txt)"
    same 2 "$(grep -c ': no$' "$BATS_FILE_TMPDIR/views/failed/feedback.txt")"
}

@test "no view lets a control character through, or one that turns the direction of writing" {
    local file
    same '' "$(jq --raw-input --raw-output 'select(test("[\\x{0}-\\x{8}\\x{b}-\\x{1f}\\x{7f}-\\x{9f}\\x{200b}\\x{2028}-\\x{202e}\\x{2060}\\x{2066}-\\x{2069}\\x{feff}]"))' "$BATS_FILE_TMPDIR"/views/hostile/*)"
    for file in "$BATS_FILE_TMPDIR"/views/hostile/*; do
        iconv --from-code=UTF-8 --to-code=UTF-8 "$file" | cmp - "$file"
    done
}

@test "a record of an older run is shown as it was: what stood in its messages alone is data now" {
    local record view
    for record in failed unfinished; do
        jq --compact-output "$(<"$TOP/grader/record/upgrade.jq")"' upgrade' "$FIXTURES/older/$record.json" >"$BATS_TEST_TMPDIR/record.json"
        same lab11/result/v2 "$(jq --raw-output .schema "$BATS_TEST_TMPDIR/record.json")"
        for view in feedback.txt junit.xml gradescope.json github-summary.md; do
            shown "${view%.*}" <"$BATS_TEST_TMPDIR/record.json" | diff --unified "$FIXTURES/views/$record/$view" -
        done
    done
    same "$(jq --slurp 'map(.exercises[].source)' "$RECORDS"/{failed,unfinished}.json)" \
        "$(jq "$(<"$TOP/grader/record/upgrade.jq")"' upgrade' "$FIXTURES"/older/*.json | jq --slurp 'map(.exercises[].source)')"
}

# A function whose time grows faster than the text needs minutes for it.
@test "100,000 characters of the worst kind are shown in no time, and never fill a platform's limit" {
    local view size
    jq '.exercises[2].checks[0].message = ("\u001b", "%", "<", "\n", "€") * 100000' "$RECORDS/failed.json" >"$BATS_TEST_TMPDIR/records.json"
    for view in junit tap feedback gradescope classroom50 prairielearn autolab vpl github github-summary; do
        clean timeout 20 "$VIEWS/view" "$view" "$BATS_TEST_TMPDIR/records.json" >"$BATS_TEST_TMPDIR/shown" || fail "$view"
        size=$(wc -c <"$BATS_TEST_TMPDIR/shown")
        ((size < 250000)) || fail "$view: the five take $size bytes"
    done
}

@test "each view is made harmless by escape.jq alone" {
    same '' "$(grep --files-with-matches --extended-regexp '@(html|csv|sh|uri|text)' "$VIEWS"/*.jq | grep --invert-match '/escape.jq$' || true)"
}

@test "what a spreadsheet would take for a formula begins with an apostrophe, and Python's CSV reads it back" {
    same "\"'=1+1\"|\"'+1\"|\"'-1\"|\"'@x\"|\"a;'=1;b;'@c\"|\"a \"\"b\"\", c\"|5" \
        "$(jq --null-input --raw-output -L "$VIEWS" 'include "escape"; ["=1+1", "+1", "-1", "@x", "a;=1;b;@c", "a \"b\", c", 5] | map(csv) | join("|")')"
    python3 -c '' 2>/dev/null || skip 'there is no python3 here'
    same "'=1+1 a \"b\", c|line
two" "$(jq --null-input --raw-output -L "$VIEWS" 'include "escape"; ["=1+1 a \"b\", c", "line\ntwo"] | map(csv) | join(",")' |
        python3 -c 'import csv, sys; print("|".join(next(csv.reader(sys.stdin))))')"
}
