# A whole class: the same verdicts as alone, nobody lost, whatever ends the run; and files that gradebooks
# take. KIT_CLASS=300 makes the class of the first test larger.

load kit

setup_file() {
    local RESULTS=$BATS_FILE_TMPDIR/results name
    clean make --silent --directory="$TOP" build build/bin/collect
    for name in ada bob cem; do
        mkdir -p "$BATS_FILE_TMPDIR/class/$name"
        cp "$TOP/solutions/ex11_1.c" "$BATS_FILE_TMPDIR/class/$name"
    done
    grade_class "$BATS_FILE_TMPDIR/class"
    [[ $status == 0 ]] || fail "$output"
}

# graded: a class that was graded already, and its results: `class`, and RESULTS.
graded() {
    class=$BATS_TEST_TMPDIR/class
    cp -r "$BATS_FILE_TMPDIR/class" "$class"
    cp -r "$BATS_FILE_TMPDIR/results" "$RESULTS"
}

teardown() {
    [[ -z ${group:-} ]] || kill -KILL -- "-$group" 2>/dev/null || true
    [[ -z ${own:-} ]] || rm -rf "$own"
}

# grade_class SUBMISSIONS [NAME=VALUE]...: `make class` as an instructor types it.
grade_class() {
    local submissions=$1
    shift
    run clean make --no-print-directory --directory="$TOP" class "SUBMISSIONS=$submissions" "RESULTS=$RESULTS" "$@"
}

# verdicts RECORD...: a line for each, of what does not change from one grading to the next: random words and times are
# in the rest. A program whose threads share what they must not share, or that ends while one of them is at work, fails
# each time, but not always at the same checks.
verdicts() {
    local races='address-of-(loop-)?variable|shared-buffer|data-race|unprotected-counter|reply-to-last-client'
    races+='|main-closes-connection|create-test-inverted|listener-closed-in-thread'
    # shellcheck disable=SC2016 # jq's variable
    jq --compact-output --arg races "(ex11_5|wrong-).*($races)" '(input_filename | split("/")[-2]) as $name
        | if $name | test($races) then [.status, (.exercises[] | .id, .status)]
          else [.score, .status, (.exercises[] | .id, .status, .score, (.checks[] | .status, .mistake.name))] end' "$@"
}

# Who has a mistake has handed in that exercise alone: what is right others have. If not more are asked for: one who has
# all right, one who has begun, two who have not, one whose file is empty, and three with a mistake.
@test "each student of a class gets the verdict that grading alone gives" {
    local class=$BATS_TEST_TMPDIR/class student file alone all=() kinds=() right=() got expected i different=() count
    "$KIT/make_class" "$class" "${KIT_CLASS:-20}"
    [[ -n ${KIT_CLASS:-} ]] || rm -r "$class"/00{04,08,11,14,18}-right "$class"/00{02,09,12,15,17,20}-* "$class"/0013-half \
        "$class"/0003-half/ex11_[23].c
    count=$(find "$class" -mindepth 1 -maxdepth 1 | wc --lines)
    for file in "$class"/????-*-*/*.c; do
        ! cmp --quiet "$file" "$TOP/solutions/${file##*/}" || rm "$file"
    done
    grade_class "$class"
    [[ $status == 0 ]] || fail "exit status $status" "$output"
    same "$count" "$(wc --lines <"$RESULTS/class.jsonl")"
    for student in "$class"/*; do
        if [[ $student == *-right ]]; then
            right+=("$RESULTS/students/${student##*/}/results.json") # alone, it gets all points (solutions.bats)
            continue
        fi
        student=${student##*/} alone=$BATS_TEST_TMPDIR/alone/${student##????-}
        [[ -e $alone/results.json ]] ||
            clean env "SUBMISSION=$class/$student" "RESULTS=$alone" "$TOP/grader/grade" >"$BATS_TEST_TMPDIR/shown" || true
        all+=("$RESULTS/students/$student/results.json")
        kinds+=("$alone/results.json")
    done
    mapfile -t got < <(verdicts "${all[@]}")
    mapfile -t expected < <(verdicts "${kinds[@]}")
    same "${#all[@]} ${#all[@]}" "${#got[@]} ${#expected[@]}"
    same 'pass 100' "$(jq --raw-output '"\(.status) \(.score)"' "${right[@]}" | sort --unique)"
    for i in "${!all[@]}"; do
        same "${expected[i]}" "${got[i]}" || different+=("${all[i]}")
    done
    tell "$count students, $(find "$BATS_TEST_TMPDIR/alone" -name results.json | wc --lines) kinds"
    none "${different[@]}"
    same '' "$(find "$RESULTS" -path '*/.work/*' -o -name '*.new' -o -name intake)"
    nothing_is_left
}

# some_class: six students; one has nothing done, one a mistake, and one a program that kills what it can.
some_class() {
    local number
    for number in 1 2 3 4 5 6; do
        mkdir -p "$1/student $number"
        cp "$TOP/solutions/ex11_1.c" "$1/student $number"
    done
    cp "$TOP/solutions/ex11_2.c" "$1/student 2"
    untouched "$1/student 3"
    "$KIT/plant" "$1/student 4" ex11_3 recv-on-listening-socket
    cp "$KIT/hostile/kill-all/ex11_2.c" "$1/student 5"
}

# killed_after COUNT: starts the class in the background, and ends it with SIGKILL, with all that belongs to its
# process group, as soon as it has written down so many gradings, or with none while the files are taken over.
killed_after() {
    local number
    rm -f "$RESULTS/joblog"
    (($1 == 0)) || mkfifo "$RESULTS/joblog"
    set -m
    { # the last word is for who waits for one more when the class has ended
        clean env "SUBMISSIONS=$class" "RESULTS=$RESULTS" JOBS=2 "$TOP/grader/class/class" >"$BATS_TEST_TMPDIR/shown" 2>&1
        (($1 == 0)) || : >"$RESULTS/joblog"
    } &
    set +m
    group=$!
    if (($1 == 0)); then
        until [[ -e $RESULTS/intake ]]; do
            kill -0 "$group" || break
        done
    else
        for ((number = 0; number <= $1; number++)); do # it has a title
            read -r || break
        done <"$RESULTS/joblog"
    fi
    kill -KILL -- "-$group" || true
    wait "$group" || true
    group=''
    rm -f "$RESULTS/joblog"
}

@test "a run that is killed goes on where it was: the same gradebook, byte for byte" {
    local class=$BATS_TEST_TMPDIR/class records
    some_class "$class"
    grade_class "$class" "RESULTS=$BATS_TEST_TMPDIR/at-once"
    [[ $status == 0 ]] || fail "$output"
    killed_after 0
    killed_after 2
    records=$(find "$RESULTS/students" -name results.json | sort | xargs sha256sum)
    (($(wc --lines <<<"$records") >= 2)) || fail "$records"
    killed_after 2
    sha256sum --quiet --check <<<"$records" || fail 'a record was made twice'
    grade_class "$class"
    [[ $status == 0 && $output == *' of them have their record already.'* ]] || fail "$output"
    cmp "$RESULTS/gradebook.csv" "$BATS_TEST_TMPDIR/at-once/gradebook.csv"
    # And once more: there is nothing left to do, and nothing changes.
    records=$(find "$RESULTS/students" -name results.json | sort | xargs sha256sum)
    grade_class "$class" JOBS=0
    [[ $output == *'6 of them have their record already.'* ]] || fail "$output"
    sha256sum --quiet --check <<<"$records"
    nothing_is_left
}

@test "what a killed run has left in memory is removed by the next, and nothing else" {
    local class left own=$BATS_TEST_TMPDIR/own
    graded
    mkdir -p "$RESULTS/.work" "$own/kept"
    left=$(mktemp --directory /dev/shm/lab11.XXXXXX)
    mkdir "$left/work"
    ln -s "$left" "$RESULTS/.work/ada"
    ln -s "$own" "$RESULTS/.work/bob"
    grade_class "$class"
    [[ $status == 0 ]] || fail "exit status $status" "$output"
    [[ ! -e $left ]] || fail "$left is left"
    same kept "$(ls "$own")"
    same 'ada bob cem' "$(cd "$RESULTS/students" && echo *)"
}

@test "a student is called what a file of the grader might be, and the results have a blank: each keeps the record" {
    local class=$BATS_TEST_TMPDIR/class records
    RESULTS="$BATS_TEST_TMPDIR/my results; (of 2026)"
    mkdir -p "$class/ada" "$class/ada.work" "$class/ada.new" "$class/results.json"
    cp "$TOP/solutions/ex11_1.c" "$class/ada"
    grade_class "$class"
    [[ $status == 0 ]] || fail "exit status $status" "$output"
    records=$(cd "$RESULTS/students" && sha256sum ./*/results.json)
    same 4 "$(wc --lines <<<"$records")"
    grade_class "$class" JOBS=0
    [[ $output == *'4 of them have their record already.'* ]] || fail "$output"
    same "$records" "$(cd "$RESULTS/students" && sha256sum ./*/results.json)"
}

# work_in OPTIONS [TIER]: where an entry is graded if a file system that is mounted so is all the memory there is.
work_in() {
    # shellcheck disable=SC2016 # $1 and so on are of the shell within
    clean unshare --user --map-root-user --mount bash -euc '
        mount -t tmpfs -o "$1" memory /dev/shm
        source "$2/grader/memory.bash"
        make_in_memory "$3" "${4:-namespaces}" $((2 << 30)) programs
        readlink "$3" || printf "folder\n"
        clear_in_memory "$3"
        [[ ! -e $3 && ! -L $3 && -z $(ls /dev/shm) ]] || printf "left\n"' - "$1" "$TOP" "$BATS_TEST_TMPDIR/work" "${@:2}"
}

@test "an entry is graded in memory where there is plenty of it, out of reach, and programs run there" {
    local memory
    has_namespaces || skip 'no namespaces here'
    memory=$(work_in size=2g)
    [[ $memory =~ ^/dev/shm/lab11\.[[:alnum:]]{6}$ ]] || fail "$memory"
    same folder "$(work_in size=2047m)"
    same folder "$(work_in size=2g,noexec)"
    same folder "$(work_in size=2g port-lock)"
}

@test "who hands in again is graded again, and nobody else; an old record is not taken for the new one that could not be made" {
    local class kit=$BATS_TEST_TMPDIR/kit before
    graded
    before=$(<"$RESULTS/students/ada/results.json")
    # The same file with other contents; and one file more.
    cp "$EXERCISES_PLACE/ex11_1/skeleton.c" "$class/bob/ex11_1.c"
    cp "$TOP/solutions/ex11_2.c" "$class/cem"
    grade_class "$class"
    [[ $status == 0 && $output == *'1 of them have their record already.'* ]] || fail "$output"
    same "$before" "$(<"$RESULTS/students/ada/results.json")"
    same 'ada 10 bob 0 cem 25' "$(jq --raw-output '"\(.name) \(.record.score)"' "$RESULTS/class.jsonl" | xargs)"
    # Bob hands in again, and the machine fails at it. (The other kit grades everybody again: one more is enough.)
    cp "$TOP/solutions/ex11_3.c" "$class/bob"
    rm -r "$class/cem"
    copy_kit "$kit"
    # shellcheck disable=SC2016 # of the grader's shell
    sed -i '2i [[ $SUBMISSION != */bob ]] || kill -KILL $$' "$kit/grader/grade"
    TOP=$kit grade_class "$class"
    [[ $status != 0 && $output == *'1 could not be graded'*$'\n  bob\n'* ]] || fail "$status" "$output"
    same 'ada fail 10 bob error 0' "$(jq --raw-output '"\(.name) \(.record.status) \(.record.score)"' "$RESULTS/class.jsonl" | xargs)"
}

@test "an entry is graded once, and again if its record is of other files; who is not there is said" {
    local class record=$RESULTS/students/ada/results.json before
    graded
    before=$(sha256sum "$record")
    clean "$TOP/grader/class/grade-one" "$RESULTS" 1
    same "$before" "$(sha256sum "$record")"
    jq '.sources = "other" | .score = 100' "$record" >"$BATS_TEST_TMPDIR/forged"
    cp "$BATS_TEST_TMPDIR/forged" "$record"
    clean "$TOP/grader/class/grade-one" "$RESULTS" 1
    same 10 "$(jq .score "$record")"
    # Where that fails, what was there before is no record of it.
    cp "$BATS_TEST_TMPDIR/forged" "$record"
    run clean ISOLATION=nothing "$TOP/grader/class/grade-one" "$RESULTS" 1
    same 2 "$status"
    [[ ! -e $record ]]
    run clean "$TOP/grader/class/grade-one" "$RESULTS" 7
    same "2 grade-one: there is no entry 7 in $RESULTS/entries" "$status $output"
}

@test "Canvas: its archive in, the file that its gradebook imports out, and feedback under names that it takes back" {
    local in=$BATS_TEST_TMPDIR/in
    mkdir "$in"
    cp "$TOP/solutions/ex11_1.c" "$in/weißjürgen_4711_90001_ex11_1.c"
    cp "$TOP/exercises/ex11_1.c" "$in/oneilada_4712_90002_ex11_1.c"
    cp "$TOP/solutions/ex11_1.c" "$in/oneilada_4712_90009_ex11_1-1.c"
    cp "$TOP/solutions/ex11_2.c" "$in/عمر_LATE_4713_90003_ex11_2.c"
    printf 'PK\003\004' >"$in/lovelace_4714_90004_lab.zip"
    (cd "$in" && LC_ALL=C.UTF-8 bsdtar --create --format zip --file "$BATS_TEST_TMPDIR/os_submissions.zip" -- *)
    grade_class "$BATS_TEST_TMPDIR/os_submissions.zip" 'CANVAS_ASSIGNMENT=Lab 11 (815)'
    same 1 "$(grep --count 'Canvas archive, 5 files, 4 students, 1 late, 1 unreadable.' <<<"$output")"
    # Who could not be graded gets an empty cell, which changes nothing in Canvas.
    same '"Student","ID","SIS Login ID","Section","Lab 11 (815)"
"    Points Possible","","","",100
"lovelace","4714","","",""
"oneilada","4712","","",10
"weißjürgen","4711","","",10
"عمر","4713","","",15' "$(<"$RESULTS/canvas.csv")"
    same 'lovelace_4714_90004_feedback.html
lovelace_4714_90004_feedback.txt
oneilada_4712_90009_feedback.html
oneilada_4712_90009_feedback.txt
weißjürgen_4711_90001_feedback.html
weißjürgen_4711_90001_feedback.txt
عمر_LATE_4713_90003_feedback.html
عمر_LATE_4713_90003_feedback.txt' "$(LC_ALL=C.UTF-8 bsdtar --list --file "$RESULTS/feedback.zip" | sed 's,^\./,,; /^$/d' | LC_ALL=C sort)"
}

@test "Moodle: its archive in, its own worksheet filled in, and feedback in the folders that it takes back" {
    local in=$BATS_TEST_TMPDIR/in
    mkdir -p "$in/Jürgen Weiß_123_assignsubmission_file" "$in/O'Neil, Ada_124_assignsubmission_file" "$in/عمر_125_assignsubmission_file"
    cp "$TOP/solutions/ex11_1.c" "$in/Jürgen Weiß_123_assignsubmission_file"
    cp "$TOP"/solutions/ex11_[12].c "$in/O'Neil, Ada_124_assignsubmission_file"
    cp "$TOP/exercises/ex11_1.c" "$in/عمر_125_assignsubmission_file"
    (cd "$in" && LC_ALL=C.UTF-8 bsdtar --create --format zip --file "$BATS_TEST_TMPDIR/OS-Lab 11.zip" -- *)
    printf '%s\r\n' $'\xef\xbb\xbfIdentifier,"Full name","Email address",Status,Grade,"Maximum Grade","Last modified (grade)","Feedback comments"' \
        'Participant 125,عمر,omar@example.edu,"Submitted for grading",-,"50,00",-,' \
        'Participant 124,"O'\''Neil, Ada",ada@example.edu,"Submitted for grading",,"50,00",-,"well ""done""
so far"' \
        ',"Nobody",nobody@example.edu,"No submission",3.00,"50,00",-,' \
        'Participant 999,=cmd|calc,absent@example.edu,"No submission",12.00,"50,00",-,' \
        'Participant 123,"Jürgen Weiß",jw@example.edu,"Submitted for grading",-,"50,00",-,' >"$BATS_TEST_TMPDIR/Grades.csv"
    grade_class "$BATS_TEST_TMPDIR/OS-Lab 11.zip" "WORKSHEET=$BATS_TEST_TMPDIR/Grades.csv"
    [[ $status == 0 ]] || fail "$output"
    same '"Identifier","Full name","Email address","Status","Grade","Maximum Grade","Last modified (grade)","Feedback comments"
"Participant 125","عمر","omar@example.edu","Submitted for grading","0.00","50,00","-",""
"Participant 124","O'\''Neil, Ada","ada@example.edu","Submitted for grading","12.50","50,00","-","well ""done""
so far"
"","Nobody","nobody@example.edu","No submission","3.00","50,00","-",""
"Participant 999","'\''=cmd|calc","absent@example.edu","No submission","12.00","50,00","-",""
"Participant 123","Jürgen Weiß","jw@example.edu","Submitted for grading","5.00","50,00","-",""' "$(<"$RESULTS/moodle.csv")"
    same "Jürgen Weiß_123_assignsubmission_file/feedback.html
Jürgen Weiß_123_assignsubmission_file/feedback.txt
O'Neil, Ada_124_assignsubmission_file/feedback.html
O'Neil, Ada_124_assignsubmission_file/feedback.txt
عمر_125_assignsubmission_file/feedback.html
عمر_125_assignsubmission_file/feedback.txt" "$(LC_ALL=C.UTF-8 bsdtar --list --file "$RESULTS/feedback.zip" | sed 's,^\./,,; /\/*$/!d; /\/$/d; /^$/d' | LC_ALL=C sort)"
    # merged [NAME=VALUE]...: what a class run makes of the records.
    merged() {
        run clean "WORKSHEET=$BATS_TEST_TMPDIR/Grades.csv" "$@" "$TOP/grader/class/merge" "$RESULTS"
    }
    # A site in another language has other titles.
    sed -i '1s/Grade,"Maximum Grade"/Bewertung,"Bestwertung"/' "$BATS_TEST_TMPDIR/Grades.csv"
    merged
    [[ $status == 2 && $output == *"has no column 'Grade'; it has: Identifier, Full name, Email address, Status, Bewertung, Bestwertung, "* ]] || fail "$output"
    # Whose folder has no number is in no worksheet.
    jq '.students |= map(if .id == "125" then .id = "" else . end)' "$RESULTS/manifest.json" >"$BATS_TEST_TMPDIR/manifest"
    cp "$BATS_TEST_TMPDIR/manifest" "$RESULTS/manifest.json"
    merged MOODLE_GRADE=Bewertung MOODLE_MAXIMUM=Bestwertung
    same "No line of '$BATS_TEST_TMPDIR/Grades.csv' is theirs, so moodle.csv has no grade of them:
  student-125" "$(tail --lines=2 <<<"$output")"
    same '- 12.50 3.00 12.00 5.00' "$(mlr --icsv --ojson --infer-none cat "$RESULTS/moodle.csv" | jq --raw-output '[.[].Bewertung] | join(" ")')"
}

@test "every file that comes out can be read by a reader that is not ours, whatever the programs showed" {
    local class=$BATS_TEST_TMPDIR/class name
    mkdir -p "$class"
    for name in control-characters invalid-utf8 hardcoded long-line; do
        cp -r "$KIT/wrong/$name" "$class/=$name,\"<b>]]> & 'x' ok 1"
    done
    rm "$class"/*hardcoded*/ex11_[45].c # the same again
    cp "$TOP/solutions/ex11_1.c" "$class/=control-characters,\"<b>]]> & 'x' ok 1/ex11_2.c"
    grade_class "$class"
    [[ $status == 0 ]] || fail "$output"
    xmllint --noout "$RESULTS/class.junit.xml"
    same 4 "$(xmllint --xpath 'count(//testsuite[contains(@name, "ex11_1")])' "$RESULTS/class.junit.xml")"
    same 4 "$(jq --slurp 'length' "$RESULTS/class.jsonl")"
    xmllint --noout "$RESULTS/report.html" "$RESULTS"/students/*/feedback.html
    same '4 22 ' "$(mlr --icsv --ojson --infer-none cat "$RESULTS/gradebook.csv" |
        jq --raw-output '"\(length) \([.[] | length] | unique | join(" ")) \([.[][] | select(test("^[=+@]"))] | join(" "))"')"
    run prove --exec cat "$RESULTS/class.tap"
    [[ $output == *'Parse errors: '* ]] && fail "$output"
    [[ $output == *'Files=1, Tests='* ]] || fail "$output"
    same '' "$(LC_ALL=C.UTF-8 grep --text --perl-regexp --files-with-matches '[\x00-\x08\x0b-\x1f\x7f]' "$RESULTS"/*.{csv,html,jsonl,tap,xml} "$RESULTS"/students/*/feedback.*)"
}

@test "where nothing keeps programs from the machine a class is refused, unless that is asked for" {
    local class=$BATS_TEST_TMPDIR/class call=landlock_create_ruleset as=()
    fixture refuse
    own=$(mktemp -d "${TMPDIR:-/tmp}/lab11-user.XXXXXX")
    copy_kit "$own/kit"
    cp "$BATS_FILE_TMPDIR/refuse" "$own"
    mkdir -p "$own/class/ada"
    cp "$TOP/solutions/ex11_1.c" "$own/class/ada"
    # Root's programs have a user of their own: an ordinary user's have none.
    ((EUID != 0)) || as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    ((EUID != 0)) || chown -R 65534:65534 "$own"
    # asked [NAME=VALUE]...
    asked() {
        run --separate-stderr clean "${as[@]}" "$own/refuse" unshare EPERM "$own/refuse" "$call" ENOSYS \
            env "SUBMISSIONS=$own/class" "RESULTS=$own/results" "$@" "$own/kit/grader/class/class"
    }
    asked
    same "2 class: nothing here keeps programs from this machine: none (no namespaces: unshare(CLONE_NEWUSER): Operation not permitted; no port-lock: landlock: Function not implemented)
To grade a class all the same, where it can do no harm: make class ISOLATION=none" "$status $stderr"
    [[ ! -e $own/results/manifest.json ]]
    asked ISOLATION=none
    [[ $status == 0 ]] || fail "$output" "$stderr"
    same 'none 10' "$(jq --raw-output '"\(.isolation) \(.score)"' "$own/results/students/ada/results.json")"
}

@test "what a class can't be graded for is said in one line" {
    local class=$BATS_TEST_TMPDIR/class
    mkdir -p "$class/ada" "$BATS_TEST_TMPDIR/thesis"
    : >"$BATS_TEST_TMPDIR/thesis/chapter1"
    # said MESSAGE NAME=VALUE...
    said() {
        local message=$1
        shift
        run --separate-stderr clean env "RESULTS=$RESULTS" "$@" "$TOP/grader/class/class"
        same "2 $message" "$status $stderr"
    }
    said 'class: say what to grade: make class SUBMISSIONS=a-folder-or-an-archive' SUBMISSIONS=
    said "class: there is no '$class/nobody'" "SUBMISSIONS=$class/nobody"
    said "class: '$BATS_TEST_TMPDIR/thesis' holds something else: name another folder for the results" "SUBMISSIONS=$class" "RESULTS=$BATS_TEST_TMPDIR/thesis"
    said "class: there is nobody in '$BATS_TEST_TMPDIR/thesis': it should hold a folder for each student" "SUBMISSIONS=$BATS_TEST_TMPDIR/thesis"
    said "class: '$TOP/solutions' is what one student hands in: make grade SUBMISSION='$TOP/solutions'" "SUBMISSIONS=$TOP/solutions"
    same chapter1 "$(ls "$BATS_TEST_TMPDIR/thesis")"
}

@test "what comes out is for who grades alone, whatever the umask; and programs run all the same" {
    local class=$BATS_TEST_TMPDIR/class tier
    mkdir -p "$class/ada" "$RESULTS"
    cp "$TOP/solutions/ex11_1.c" "$class/ada"
    umask 000
    chmod 777 "$RESULTS"
    grade_class "$class"
    [[ $status == 0 ]] || fail "$output"
    for tier in $(tiers) none; do
        rm "$RESULTS/students/ada/results.json"
        clean "ISOLATION=$tier" "$TOP/grader/class/grade-one" "$RESULTS" 1
        same "$tier 10" "$(jq --raw-output '"\(.isolation) \(.score)"' "$RESULTS/students/ada/results.json")"
        same '' "$(find "$RESULTS" ! -type l -perm /077)"
    done
}

# shellcheck disable=SC2016 # it is not to be run
@test "names of 300 bytes, of signs and of blanks: each has a key, a record and feedback, and nothing of them is run" {
    local class=$BATS_TEST_TMPDIR/class long own=$BATS_TEST_TMPDIR/own
    mkdir "$own" "$class"
    printf -v long 'x%.0s' {1..300}
    local signs=('$(touch pwned) `touch pwned`' "'; touch pwned; '" '"; touch pwned; "' '\" & touch pwned #' '-rf' '--help'
        '*' '~root' '{} {}' 'a=b:c%d@e %s%n %0Ab' $'a\nb\tc' '&& touch pwned ||' '|touch pwned' '-oProxyCommand=touch pwned')
    for name in "${signs[@]}"; do
        mkdir "$class/$name"
        cp "$EXERCISES_PLACE/ex11_1/skeleton.c" "$class/$name/ex11_1.c"
        cp "$EXERCISES_PLACE/ex11_1/skeleton.c" "$class/$name/$name"
    done
    cp "$TOP/solutions/ex11_1.c" "$own/ex11_1.c"
    (cd "$class" && bsdtar --create --format pax --file "$BATS_TEST_TMPDIR/class.tar" -- ./*)
    (cd "$own" && bsdtar --create --format pax -s ",^,$long/," --file "$BATS_TEST_TMPDIR/long.tar" ex11_1.c)
    bsdtar --create --format pax --file "$BATS_TEST_TMPDIR/\$(touch pwned) '\`touch pwned\`\".tar" @"$BATS_TEST_TMPDIR/class.tar" @"$BATS_TEST_TMPDIR/long.tar"
    RESULTS=$BATS_TEST_TMPDIR/"r {} {#} \$(touch pwned)' & \"x\\"
    run clean env --chdir="$own" "SUBMISSIONS=$BATS_TEST_TMPDIR/\$(touch pwned) '\`touch pwned\`\".tar" "RESULTS=$RESULTS" \
        'CANVAS_ASSIGNMENT=$(touch pwned)' "$TOP/grader/class/class"
    [[ $status == 0 ]] || fail "$output"
    same "$(printf 'same 0 %.0s' "${signs[@]}")taken 10" \
        "$(jq --raw-output '"\(.record.exercises[0].source) \(.record.score)"' "$RESULTS/class.jsonl" | sort | xargs)"
    same '' "$(find "$BATS_TEST_TMPDIR" "$TOP" -path "$TOP/.git" -prune -o -name pwned -print)"
    # What is listed is written with \\ for a backslash, and as everywhere here with %0A for a newline.
    signs=("${signs[@]/\\/\\\\}")
    signs=("${signs[@]/$'a\nb\tc'/a%0Ab%09c}")
    same "$(printf '%s/feedback.txt\n' "${signs[@]}" "$long" | LC_ALL=C sort)" \
        "$(bsdtar --list --file "$RESULTS/feedback.zip" | sed '/html$/d' | LC_ALL=C sort)"
}
