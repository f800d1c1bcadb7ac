# The report on a class, and the pages of its students. The class of fixtures/class has names, files and outputs of all
# kinds that do harm if they are not escaped. The tests read a page with xmllint, and in a browser without a window.
# Its pages are made once: who reads them, changes nothing.
#
# After an intended change of the pages, fixtures/class/again rewrites those that are compared whole.

load kit

CLASS=$FIXTURES/class

setup_file() {
    new_class "$BATS_FILE_TMPDIR/results"
    report
}

setup() {
    command -v xmllint >/dev/null || skip 'xmllint is not here (libxml2-utils)'
    RESULTS=$BATS_FILE_TMPDIR/results
}

# new_class FOLDER: puts the class there, for pages of its own.
new_class() {
    RESULTS=$1
    mkdir -p "$RESULTS"
    cp "$CLASS/class.jsonl" "$CLASS/manifest.json" "$RESULTS"
}

# report: makes the pages as `make class` does.
report() {
    run clean "$TOP/grader/class/report" "$RESULTS"
    same '0 ' "$status $output"
}

# pages: the report, and each student's page.
pages() {
    printf '%s\n' "$RESULTS/report.html" "$RESULTS"/students/*/feedback.html
}

# page KEY: the page of a student.
page() {
    printf '%s/students/%s/feedback.html' "$RESULTS" "$1"
}

# shows XPATH [PAGE]...: prints what an expression finds in each page, read as HTML.
shows() {
    (($# > 1)) || set -- "$1" "$RESULTS/report.html"
    xmllint --html --nowarning --xpath "$@" 2>/dev/null
}

# texts XPATH [PAGE]: prints the text of each element that an expression finds, without blanks around it.
texts() {
    local number count all=''
    count=$(shows "count($1)" "${@:2}")
    for ((number = 1; number <= count; number++)); do
        all+="normalize-space(($1)[$number]), '"$'\n'"', "
    done
    shows "concat($all'', '')" "${@:2}" | sed '$d'
}

# rows TABLE: prints its rows, with | between the cells.
rows() {
    local cells
    cells=$(shows "count(//table[@id='$1']/tbody/tr[1]/*)")
    texts "//table[@id='$1']/tbody/tr/*" | awk -v cells="$cells" '{ printf "%s%s", $0, NR % cells ? "|" : "\n" }'
}

# more KEY COUNT: adds so many students like this one.
more() {
    jq --compact-output --arg key "$1" --argjson count "$2" 'select(.key == $key) | range(1; $count + 1) as $number
        | .key += "~\($number)" | .name += " \($number)"' "$CLASS/class.jsonl" >>"$RESULTS/class.jsonl"
}

# frame KEY WIDTH [light|dark]: prints a frame for `look`, this wide, with the page of a student or the report; or with
# a copy of it that holds fixtures/look.js, in light or in dark.
frame() {
    local page=students/$1/feedback.html copy=$*.html
    [[ $1 != report ]] || page=report.html
    if (($# > 2)); then
        {
            grep --invert-match Content-Security-Policy "$RESULTS/$page" | head --lines=-2
            printf '<script>\n%s\n</script>\n</body>\n</html>\n' "$(<"$FIXTURES/look.js")"
        } >"$RESULTS/$copy"
        [[ $3 != dark ]] || sed -i 's/@media screen and (prefers-color-scheme: dark)/@media all/' "$RESULTS/$copy"
        page=$copy
    fi
    printf '<iframe name="%s" src="%s" style="width:%dpx;border:0"></iframe>\n' "$*" "$page" "$2"
}

# One browser looks at all pages, as each start takes it a second. `looks` gets a line for each frame: its name, and the
# page's title: its own, or what look.js has written there; `console` gets the browser's complaints.
look() {
    local RESULTS home=$BATS_FILE_TMPDIR/home key
    new_class "$BATS_FILE_TMPDIR/looked-at"
    more student-4703 20 # so that the numbers reach from one student to the most
    more stuckwei-4711 4
    more control-4706 8
    more onload-4705 14
    jq --compact-output 'select(.number == 6) | .key = "long" | .name = "W" * 200 | .id = "9" * 80' "$CLASS/class.jsonl" >>"$RESULTS/class.jsonl"
    report
    {
        printf '<!DOCTYPE html><title>nothing</title><pre></pre>\n'
        for key in report script-4704 onload-4705 control-4706; do
            frame "$key" 1280
        done
        for key in report long student-4703 onload-4705; do
            frame "$key" 360 light
        done
        for key in report control-4706 erroramahle-4707 nothingnoor-4708; do
            frame "$key" 1280 light
            frame "$key" 1280 dark
        done
        printf '<script>addEventListener("load", () => document.querySelector("pre").textContent =
            Array.from(frames, (frame) => frame.name + ": " + frame.document.title + "\\n").join(""));</script>\n'
    } >"$RESULTS/frames.html"
    clean HOME="$home" timeout 300 chromium --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage \
        --allow-file-access-from-files --hide-scrollbars --enable-logging=stderr --user-data-dir="$home" \
        --dump-dom "file://$RESULTS/frames.html" 2>"$BATS_FILE_TMPDIR/console" |
        sed -n '/<pre>/,/<\/pre>/ { s/.*<pre>//; /<\/pre>/d; p }' >"$BATS_FILE_TMPDIR/looks"
}

# seen NAME: prints what stands in `looks` of the frames with such a name.
seen() {
    sed -En "s/^($1): /\1|/p" "$BATS_FILE_TMPDIR/looks"
}

needs_browser() {
    command -v chromium >/dev/null || skip 'chromium is not here'
    [[ -e $BATS_FILE_TMPDIR/looks ]] || look
}

@test "the report on a class is as it was agreed, to the letter" {
    diff --unified "$CLASS/report.html" "$RESULTS/report.html"
}

@test "three students' pages are as they were agreed, to the letter" {
    local key
    for key in onload-4705 semicolonsjo-4710 nothingnoor-4708; do
        sed '/^<style>/,/^<\/style>/d' "$(page "$key")" | diff --unified "$CLASS/$key.html" -
    done
}

@test "every page is well-formed" {
    local pages
    mapfile -t pages < <(pages)
    same 15 "${#pages[@]}"
    run xmllint --noout "${pages[@]}"
    same '0 ' "$status $output"
}

@test "every student has a page, and every link leads to something that is there" {
    local page target wrong=()
    same "$(jq --raw-output .key "$CLASS/class.jsonl" | sort)" \
        "$(shows "//table[@id='everybody']//th/a/@href" | sed -E 's#.*"students/(.*)/feedback.html"#\1#' | sort)"
    while IFS= read -r page; do
        while IFS= read -r target; do
            [[ -s ${page%/*}/$target ]] || wrong+=("$page: $target")
        done < <(shows "//@href[not(starts-with(., '#') and substring(., 2) = //@id)]" "$page" | sed 's/^ href="\(.*\)"$/\1/')
    done < <(pages)
    none "${wrong[@]}"
}

@test "a page takes nothing from elsewhere, and has nothing that runs" {
    local pages
    mapfile -t pages < <(pages)
    same "$(printf '0%.0s\n' "${pages[@]}")" \
        "$(shows 'count(//script | //link | //img | //iframe | //object | //form | //@src | //@*[starts-with(name(), "on")])' "${pages[@]}")"
    same '' "$(shows '//style | //@href | //@style' "${pages[@]}" | grep --extended-regexp 'https?:|//|url\(|@import|javascript:' || true)"
}

@test "names, files and outputs that could do harm are text" {
    same "\" onload=\"document.title='broken'
<script>document.title='broken'</script>
Amahle Dlamini
Ana Peña
Ärmel, Zoë
Jo Semicolon
Liv Ås
Max Unfinished
Noor de Vries
O'Brien, Mary
Özgür Ünal
Ring? My?[31m?Bell?? Too
Wei Zhang
אברהם לוי" "$(shows "//table[@id='everybody']//th/a/bdi/text()" | sed 's/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g')"
    same "left out: <img src=x onerror=document.title='broken'>.c" \
        "$(shows "string(//table[@id='noted']//tr[3]//li[2])")"
    same "    </pre><script>document.title='broken'</script>
    &lt;b&gt; ]]> ?[31m ? ? ? שלום" "$(shows "string(//pre)" "$(page onload-4705)" | tail --lines=2)"
}

@test "at a glance: how many handed in, have full marks, the median, not graded, late; and the scores" {
    same '13 of 14|2|75 of 100|2|2' "$(texts '//dl/div/dd' | paste --serial --delimiters='|')"
    same '2 with 0–9 points
0 with 10–19 points
1 with 20–29 points
0 with 30–39 points
0 with 40–49 points
1 with 50–59 points
0 with 60–69 points
2 with 70–79 points
1 with 80–89 points
2 with 90–99 points
2 with 100 points' "$(texts "//ul[@class='bars']/li")"
}

@test "each exercise: passed, failed, not started, not graded, the mean; every student counted once" {
    same 'ex11_1 Creating a server socket|9 (69 %)|2|1|1|7.5 of 10
ex11_2 Listening and accepting|10 (77 %)|1|1|1|12.5 of 15
ex11_3 Sending and receiving messages|6 (46 %)|4|2|1|14 of 25
ex11_4 Accepting multiple connections|6 (46 %)|4|2|1|10 of 20
ex11_5 Handling multiple connections with threads|7 (54 %)|2|2|2|21.4 of 30' "$(rows stages)"
}

@test "the checks most often failed; of a program that does not compile only that" {
    same 'serves two clients one after the other as the lab sheet shows|ex11_4|3
receives a message and answers it as the lab sheet shows|ex11_3|2
compiles|ex11_1|1
creates a server socket on port 5000, and says so only then|ex11_1|1
compiles|ex11_2|1
compiles|ex11_3|1
takes no harm from a message with %s%n in it, or one that is too long|ex11_3|1
compiles|ex11_4|1
compiles|ex11_5|1
has no data race: ThreadSanitizer finds nothing|ex11_5|1' "$(rows failed)"
}

@test "the heat map counts each mistake at each exercise, and a student once in all" {
    same 'recv says Transport endpoint is not connected|2|0|0|2|1|0
<b>not in the "catalogue"</b>|1|0|0|0|1|0
My server goes on with the first client, who has left|1|0|0|0|1|0
I set port 5000, but nobody can connect|1|1|0|0|0|0
It does not compile: expected a semicolon|1|1|1|1|1|1
The sanitizer says: index out of bounds|1|0|0|1|0|0
Failed, and the catalogue knows no name for it|1|0|0|0|0|1' "$(rows mistakes)"
}

@test "a mistake leads to what the catalogue says, where it is explained, and who has made it" {
    same '#recv-on-listening-socket' "$(shows "string(//table[@id='mistakes']/tbody/tr[1]/th/a/@href)")"
    same 'recv says Transport endpoint is not connected
Your server called recv on its listening socket. That one only lets clients in and never carries data.
To explain: ex11_2, “The idea: two kinds of socket” in the tutorial.
2 students
<script>document.title='"'broken'"'</script>
אברהם לוי' "$(texts "//section[@id='recv-on-listening-socket']//*[self::h3 or self::p or self::summary or self::li]")"
}

@test "the students to talk to come with the reason, the most pressing first" {
    same 'Amahle Dlamini|70|could not be graded: ex11_5
Max Unfinished|0|could not be graded: no result
Liv Ås|25|could not be read: more.zip: the archive is damaged has not started 3 of 5 exercises
Noor de Vries|0|handed in none of the exercises
Jo Semicolon|0|nothing that was handed in compiles
Ana Peña|0|has not started 5 of 5 exercises
Wei Zhang|90|is held up at ex11_1, which most of the class have passed' "$(rows people)"
}

@test "a student's page has the first hint and no other, with the values of the student's program" {
    local page
    page=$(page semicolonsjo-4710)
    same '5 Look at line 23, and at the end of the line in front of it.' \
        "$(shows 'count(//div[@class="mistake"])' "$page") $(shows 'substring-after(//div[@class="mistake"]//p[2], ": ")' "$page")"
    sed -n 's/^2\. //p' "$TOP/grader/mistakes/semicolon-missing.md" >"$BATS_TEST_TMPDIR/second"
    [[ -s $BATS_TEST_TMPDIR/second ]]
    same '' "$(grep --fixed-strings --file="$BATS_TEST_TMPDIR/second" "$page" || true)"
}

@test "a student's page says what to do next" {
    local key said=''
    for key in ozgurunal-4701 student-4703 erroramahle-4707 nothingnoor-4708 skeletonsana-4709 unreadable-4713 unfinished-4714; do
        said+="$(shows 'normalize-space(//section[@class="next"]/p)' "$(page "$key")")"$'\n'
    done
    same "All checks passed. Well done!
Mend ex11_3.c: what was seen stands below. Then run make grade EX=ex11_3, which gives the same verdict on your own machine.
What could not be graded is not your program's fault: the grader could not do its work. Nothing is lost.
None of the five files was in your hand-in. They are looked for under their own names, ex11_1.c to ex11_5.c. If you have them, hand them in under these names.
Open ex11_1.c at the first marker, line 20. Then run make grade EX=ex11_1.
There was no ex11_3.c in your hand-in. If you have one, hand it in under this name. If not, make reset EX=ex11_3 puts a skeleton into exercises/ to begin with.
There is no result yet. That is not your program's fault, and nothing is lost.
" "$said"
}

@test "who hears a page finds its way: one h1, headings in order, named tables and regions, one main" {
    local page pages wrong=()
    mapfile -t pages < <(pages)
    same "$(printf '1 1 1 en 0\n%.0s' "${pages[@]}")" "$(shows 'concat(count(//h1), " ", count(//main), " ",
            count(//a[@class="skip" and @href="#main"]), " ", //html/@lang, " ",
            count(//table[not(caption)] | //th[not(@scope)] | //tbody/tr[count(th[@scope="row"]) != 1]
            | //table[not(parent::div[@role="region" and @tabindex="0" and @aria-labelledby])] | //nav[not(@aria-label)]
            | //@aria-labelledby[not(. = //@id)] | //section[not(@aria-labelledby) and not(@class="entry")]
            | //@id[. = (../descendant::*/@id | ../following::*/@id)]))' "${pages[@]}")"
    for page in "${pages[@]}"; do
        # A heading is at most one level below the one before it.
        shows '//h1 | //h2 | //h3 | //h4' "$page" | grep --only-matching '</h[1-6]>' | tr --complement --delete '1-6\n' |
            awk '{ if ($1 > last + 1) exit 1; last = $1 }' || wrong+=("$page skips a heading")
    done
    none "${wrong[@]}"
}

@test "many students come with places to jump to, and a class of none with a word" {
    new_class "$BATS_TEST_TMPDIR/results"
    more ozgurunal-4701 4
    more stuckwei-4711 5
    report
    same '23 students
other A J L M N O R W' "$(shows "count(//table[@id='everybody']/tbody/tr)") students
$(shows "//nav[@class='jumps']//a/text()" | tr '\n' ' ' | sed 's/ $//')"
    : >"$RESULTS/class.jsonl"
    report
    same 'There are no students in this class.' "$(shows 'string(//main/p)')"
}

@test "of a class in which nobody could be graded it says just that, whether there is a record or none" {
    new_class "$BATS_TEST_TMPDIR/results"
    jq --compact-output 'select(.key | IN("erroramahle-4707", "unfinished-4714"))
        | .record.exercises[:1] |= map(.status = "fail" | .score = 0)' "$CLASS/class.jsonl" >"$RESULTS/class.jsonl"
    report
    same 'Amahle Dlamini|70|could not be graded: ex11_5
Max Unfinished|0|could not be graded: no result' "$(rows people)"
    sed -i 1d "$RESULTS/class.jsonl"
    report
    same 'Max Unfinished|0|could not be graded: no result' "$(rows people)"
}

@test "what is not a class is told in a line, and nothing is changed" {
    local before
    new_class "$BATS_TEST_TMPDIR/results"
    report
    before=$(pages | xargs cat | sha256sum)
    jq --compact-output '.record.exercises = 5' <(tail --lines=1 "$CLASS/class.jsonl") >>"$RESULTS/class.jsonl"
    run clean "$TOP/grader/class/report" "$RESULTS"
    same "2 report: $RESULTS/class.jsonl: a line is not as expected:" "$status ${output%: jq: *}:"
    same 1 "${#lines[@]}"
    printf '{"key": "../../elsewhere"}\n' >>"$RESULTS/class.jsonl"
    run clean "$TOP/grader/class/report" "$RESULTS"
    same "2 report: $RESULTS/class.jsonl: expected an object with a safe \"key\" in each line:" "$status ${output%: jq: *}:"
    same 1 "${#lines[@]}"
    rm "$RESULTS/class.jsonl"
    run clean "$TOP/grader/class/report" "$RESULTS"
    same "2 report: $RESULTS/class.jsonl: not there; make class writes it" "$status $output"
    same "$before" "$(pages | xargs cat | sha256sum)"
    same 'manifest.json report.html students' "$(find "$RESULTS" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort | paste --serial --delimiters=' ')"
}

@test "a browser has nothing to complain of, and runs nothing" {
    needs_browser
    same "report 1280|Lab 11, how the class did
script-4704 1280|Lab 11, feedback for &lt;script&gt;document.title='broken'&lt;/script&gt;
onload-4705 1280|Lab 11, feedback for \" onload=\"document.title='broken'
control-4706 1280|Lab 11, feedback for Ring? My?[31m?Bell?? Too" "$(seen '[a-z0-9-]+ 1280')"
    same '' "$(grep CONSOLE "$BATS_FILE_TMPDIR/console" | grep --invert-match 'source: chrome:' || true)"
}

@test "no page is wider than a telephone" {
    needs_browser
    same "$(printf '%s 360 light|360 360\n' report long student-4703 onload-4705)" "$(seen '[a-z0-9-]+ 360 light' | cut -d ' ' -f 1-4)"
}

@test "every text stands out from what is behind it by 4.5 to 1, in light and in dark, on each of five shades" {
    local told name shades least
    needs_browser
    seen '[a-z0-9-]+ 1280 (light|dark)' >"$BATS_TEST_TMPDIR/told"
    same 8 "$(wc --lines <"$BATS_TEST_TMPDIR/told")"
    while IFS='|' read -r name told; do
        read -r _ _ _ shades least _ <<<"$told"
        [[ $name != report* || $shades == 6 ]] || fail "$name: $shades shades"
        ((${least/./} >= 450)) || fail "$name: $told"
    done <"$BATS_TEST_TMPDIR/told"
}
