# Challenges: graded when they are asked for, with points of their own, and never at the cost of the lab.

load kit

# A copy of the kit whose only challenges are trials: ex11_caller (fixtures/trial), and the same once more, which needs a
# program that no machine has.
setup_file() {
    local challenge
    kit=$BATS_FILE_TMPDIR/kit
    copy_kit "$kit"
    for challenge in "${ALL[@]:${#EXERCISES[@]}}"; do
        rm -rf "$kit/grader/exercises/$challenge" "$kit"/{exercises,solutions}/challenges/"$challenge.c"
    done
    add_caller "$kit"
    cp -r "$kit/grader/exercises/ex11_caller" "$kit/grader/exercises/ex11_needy"
    sed -i 's/ex11_caller/ex11_needy/g' "$kit"/grader/exercises/ex11_needy/*
    sed -i 's/^needs:.*/needs: sh lab11-nothing:lab11-package/; s/^place:.*/place: 3/; s/^title:.*/title: A trial that needs more/' \
        "$kit/grader/exercises/ex11_needy/facts"
    for challenge in exercises solutions; do
        sed 's/ex11_caller/ex11_needy/g' "$kit/$challenge/challenges/ex11_caller.c" >"$kit/$challenge/challenges/ex11_needy.c"
    done
    printf '# A trial that needs more\n' >"$kit/docs/ex11_needy.md"
    clean make --silent --directory="$kit" build build/bin/collect

    # An apt-get that tells what it is asked for and has nothing; and one that has it.
    mkdir "$BATS_FILE_TMPDIR"/{refuses,installs}
    # shellcheck disable=SC2016 # the variables of these scripts
    {
        printf '#!/bin/sh\necho "$*" >>"$APT_ASKED"\nexit 1\n' >"$BATS_FILE_TMPDIR/refuses/apt-get"
        printf '#!/bin/sh\necho "$*" >>"$APT_ASKED"\n[ $1 = update ] || { echo "#!/bin/sh" >"$INTO/lab11-nothing" && chmod +x "$INTO/lab11-nothing"; }\n' \
            >"$BATS_FILE_TMPDIR/installs/apt-get"
        printf '#!/bin/sh\nexec "$@"\n' | tee "$BATS_FILE_TMPDIR/refuses/sudo" >"$BATS_FILE_TMPDIR/installs/sudo"
    }
    chmod +x "$BATS_FILE_TMPDIR"/{refuses,installs}/*
}

setup() {
    kit=$BATS_FILE_TMPDIR/kit mine=$BATS_TEST_TMPDIR/mine apt=refuses
    cp -r "$kit/exercises" "$mine"
    : >"$BATS_TEST_TMPDIR/asked"
    mkdir "$BATS_TEST_TMPDIR/into"
}

# in_kit TARGET [NAME=VALUE]...: make in the copy, with results of this test's own.
in_kit() {
    run clean "PATH=$BATS_FILE_TMPDIR/$apt:$BATS_TEST_TMPDIR/into:$OUTER_PATH" "APT_ASKED=$BATS_TEST_TMPDIR/asked" \
        "INTO=$BATS_TEST_TMPDIR/into" make --no-print-directory --directory="$kit" "RESULTS=$RESULTS" "$@"
}

# solve CHALLENGE [EDIT]: puts the solution into `mine`, changed by sed.
solve() {
    sed "${2:-}" "$kit/solutions/challenges/$1.c" >"$mine/challenges/$1.c"
}

# The solution of ex11_caller, with all its behaviour points, and with a finding of AddressSanitizer.
solve_robustly_not() {
    solve ex11_caller 's/int main(void)/#include <stdlib.h>\n&/; s/^    printf("Connected.*/&\n    char *more = malloc(10);\n    more[10] = 1;/'
}

# told FILTER: what the record of make challenges has.
told() {
    jq --raw-output "$1" "$RESULTS/challenges/results.json"
}

@test "EX takes the short name of a challenge everywhere, and an id; a number is none" {
    local target
    mkdir "$BATS_TEST_TMPDIR/tools"
    printf '#!/bin/sh\nprintf "%%s\\n" "$*"\n' >"$BATS_TEST_TMPDIR/into/tmux"
    chmod +x "$BATS_TEST_TMPDIR/into/tmux"
    in_kit grade EX=caller SUBMISSION=solutions
    same '0 pass 20/20 1 0 ex11_caller true' \
        "$status $(record '"\(.status) \(.score)/\(.max_score) \(.challenges_solved) \(.exercises | length) \(.challenges[0] | "\(.id) \(.solved)")"')"
    in_kit hint EX=caller "SUBMISSION=$mine"
    [[ $status == 0 && $output == 'ex11_caller is not started. Open it at the first marker, line '* ]] || fail "$output"
    in_kit reset EX=caller "SUBMISSION=$BATS_TEST_TMPDIR/tools"
    same "0 $BATS_TEST_TMPDIR/tools/challenges/ex11_caller.c is as it was handed out." "$status $output"
    in_kit demo EX=caller SUBMISSION=solutions
    [[ $status == 0 && $output == *'Start the client with ./ex11_caller when'* ]] || fail "$output"
    if has_namespaces || ((EUID == 0)); then
        in_kit steps EX=caller SUBMISSION=solutions
        [[ $status == 0 && $output == *"$RESULTS/steps/ex11_caller.svg" ]] || fail "$output"
    fi
    for target in grade hint steps watch demo reset; do
        in_kit "$target" EX=3
        same "$target: there is no exercise '3': it is one of ex11_1 ex11_2 ex11_3 ex11_4 ex11_5 caller needy" \
            "$(grep --invert-match '^make' <<<"$output")"
    done
}

@test "make challenges lists them all, and grades those that were started" {
    in_kit challenges "SUBMISSION=$mine"
    same "0
Lab 11: server sockets, $mine

  ex11_caller  A trial client                          not started     0 / 20
  ex11_needy   A trial that needs more                 not started     0 / 20
                                                                0 of 2 solved

Next: open $mine/challenges/ex11_caller.c at the first marker, line 19.
      Then run: make grade EX=ex11_caller" "$status
$(grep -v '^  (isolation: ' <<<"$output")"
    same 'pass 0/0 0' "$(told '"\(.status) \(.score)/\(.max_score) \(.challenges_solved)"')"
    solve ex11_caller
    in_kit challenges "SUBMISSION=$mine"
    same "0
Lab 11: server sockets, $mine

  ex11_caller  A trial client                          solved         20 / 20
  ex11_needy   A trial that needs more                 not started     0 / 20
                                                                1 of 2 solved

Next: open $mine/challenges/ex11_needy.c at the first marker, line 19.
      Then run: make grade EX=ex11_needy" "$status
$(grep -v '^  (isolation: ' <<<"$output")"
    same 'pass 20/20 1' "$(told '"\(.status) \(.score)/\(.max_score) \(.challenges_solved)"')"
    same '' "$(<"$BATS_TEST_TMPDIR/asked")"
    rm "$mine/challenges/ex11_needy.c"
    solve ex11_caller 's/connect(socket_desc, .*;/0;/'
    in_kit challenges "SUBMISSION=$mine"
    [[ $status == 1 && $output == *'failed          0 / 20'*'0 of 2 solved'*'The first thing to mend: ex11_caller'*"Next: mend $mine/challenges/ex11_caller.c. "* ]] ||
        fail "$output"
}

@test "a challenge is solved with all its behaviour points, also where a robust one would get more" {
    solve_robustly_not
    in_kit challenges "SUBMISSION=$mine"
    same '1 fail 16/20 1' "$status $(told '"\(.status) \(.score)/\(.max_score) \(.challenges_solved)"')"
    [[ $output == *'solved         16 / 20'*'1 of 2 solved'*'is memory-safe: no'* ]] || fail "$output"
    solve ex11_caller 's/perror("connect");/return 1;/'
    in_kit challenges "SUBMISSION=$mine"
    same '1 fail 14/20 0' "$status $(told '"\(.status) \(.score)/\(.max_score) \(.challenges_solved)"')"
}

@test "neither of make grade and make challenges loses the record of the other, and make grade says how many are solved" {
    local lab challenges
    cp "$kit"/solutions/*.c "$mine"
    in_kit grade "SUBMISSION=$mine"
    same '0 Challenges: 0 of 2 solved. To list them and have them graded: make challenges' "$status ${lines[-1]}"
    same 'pass 100/100 0 []' "$(record '"\(.status) \(.score)/\(.max_score) \(.challenges_solved) \(.challenges)"')"
    lab=$(<"$RESULTS/results.json")
    solve ex11_caller
    in_kit challenges "SUBMISSION=$mine"
    challenges=$(<"$RESULTS/challenges/results.json")
    same "$lab" "$(<"$RESULTS/results.json")"
    in_kit grade "SUBMISSION=$mine"
    same "$challenges" "$(<"$RESULTS/challenges/results.json")"
    same '0 Challenges: 1 of 2 solved. To list them and have them graded: make challenges' "$status ${lines[-1]}"
    # It speaks of the files that are there now.
    printf '// better\n' >>"$mine/challenges/ex11_caller.c"
    in_kit grade "SUBMISSION=$mine"
    same 'Challenges: 0 of 2 solved. To list them and have them graded: make challenges' "${lines[-1]}"
    in_kit grade EX=caller "SUBMISSION=$mine"
    [[ $output != *'Challenges: '* ]] || fail "$output"
    in_kit grade "SUBMISSION=$mine"
    same 'Challenges: 1 of 2 solved. To list them and have them graded: make challenges' "${lines[-1]}"
    # And of this grader.
    touch "$BATS_TEST_TMPDIR/now"
    find "$RESULTS/challenges/solved" -name '*.c' -exec touch --date='1 minute ago' --reference="$kit/build/kit" {} +
    in_kit grade "SUBMISSION=$mine"
    same 'Challenges: 0 of 2 solved. To list them and have them graded: make challenges' "${lines[-1]}"
}

@test "make hint takes what make challenges has graded, and the lab's own without a challenge's name" {
    local lab
    cp "$kit"/solutions/*.c "$mine"
    solve ex11_caller 's/connect(socket_desc, .*;/0;/'
    in_kit grade "SUBMISSION=$mine"
    in_kit challenges "SUBMISSION=$mine"
    lab=$(<"$RESULTS/results.json")
    in_kit hint EX=caller "SUBMISSION=$mine"
    [[ $status == 0 && $output == 'ex11_caller is greeted, sends a line and shows the answer: no'* ]] || fail "$output"
    same "$lab" "$(<"$RESULTS/results.json")"
    in_kit hint "SUBMISSION=$mine"
    same '0 All checks pass: there is nothing to mend.' "$status $output"
    # Of changed files it grades that one again.
    solve ex11_caller
    in_kit hint EX=caller "SUBMISSION=$mine"
    same '0 All checks pass: there is nothing to mend.' "$status $output"
    same 'ex11_caller' "$(record '.challenges[].id')"
}

@test "what a challenge needs is installed when it is asked for, and only then" {
    cp "$kit"/solutions/*.c "$mine"
    solve ex11_needy
    in_kit grade "SUBMISSION=$mine"
    same '0 ' "$status $(<"$BATS_TEST_TMPDIR/asked")"
    apt=installs
    in_kit grade EX=needy "SUBMISSION=$mine"
    same '0 pass 20/20' "$status $(record '"\(.status) \(.score)/\(.max_score)"')"
    same 'update
install -y --no-install-recommends lab11-package' "$(<"$BATS_TEST_TMPDIR/asked")"
    [[ $output == 'setup: missing here: lab11-package'* ]] || fail "$output"
    in_kit challenges "SUBMISSION=$mine"
    same '0 2' "$status $(wc --lines <"$BATS_TEST_TMPDIR/asked")"
}

@test "where it can't be had the challenge can't be graded, with the reason, and the others can" {
    solve ex11_needy
    solve ex11_caller
    in_kit challenges "SUBMISSION=$mine"
    same '2 error solved:pass error' "$status $(told '"\(.status) \(.challenges | map((if .solved then "solved:" else "" end) + .status) | join(" "))"')"
    same "It can't be graded here: it needs what is not installed, the packages lab11-package." "$(told '.challenges[1].message')"
    same 'error error error' "$(told '.challenges[1].checks | map(.status) | join(" ")')"
    [[ $output == *'apt-get install -y --no-install-recommends lab11-package'*'ex11_needy   A trial that needs more                 cannot grade    0 / 20'*"This is not your program's fault"* ]] ||
        fail "$output"
    # One that is not started is not started, and asks for nothing.
    cp "$kit/exercises/challenges/ex11_needy.c" "$mine/challenges"
    : >"$BATS_TEST_TMPDIR/asked"
    in_kit challenges "SUBMISSION=$mine"
    same '0 pass not started ' "$status $(told '.challenges | map(.status) | join(" ")') $(<"$BATS_TEST_TMPDIR/asked")"
}

@test "CHALLENGES=1 grades them for the same record, and the lab's score and status are what they were" {
    cp "$kit"/solutions/*.c "$mine"
    solve ex11_caller 's/connect(socket_desc, .*;/0;/'
    mv "$mine/challenges/ex11_caller.c" "$mine" # a platform may know no folders
    in_kit grade CHALLENGES=1 "SUBMISSION=$mine"
    same '0 pass 100/100 0 5 fail, not started' "$status $(record '"\(.status) \(.score)/\(.max_score) \(.challenges_solved) \(.exercises | length) \(.challenges | map(.status) | join(", "))"')"
    same 'All checks of the lab passed. Well done!

Challenges, which have points of their own:

  ex11_caller  A trial client                          failed          0 / 20
  ex11_needy   A trial that needs more                 not started     0 / 20' "$(tail --lines=6 <<<"$output")"
    clean "$kit/grader/views/view" feedback-page "$RESULTS/results.json" >"$BATS_TEST_TMPDIR/page"
    grep --quiet '<p>All checks of the lab passed\. Well done!</p>' "$BATS_TEST_TMPDIR/page"
}

@test "in a kit without challenges make grade speaks of none, and make challenges says so" {
    mkdir "$BATS_TEST_TMPDIR/empty"
    cp -r "$kit" "$BATS_TEST_TMPDIR/empty/kit"
    kit=$BATS_TEST_TMPDIR/empty/kit
    rm -r "$kit"/grader/exercises/ex11_{caller,needy}
    in_kit grade SUBMISSION=solutions EX=ex11_1
    [[ $status == 0 && $output != *hallenge* ]] || fail "$output"
    in_kit grade SUBMISSION=solutions
    same '0 All checks passed. Well done!' "$status ${lines[-1]}"
    in_kit challenges
    same '0 There are no challenges here.' "$status $output"
}

@test "a record of an older run has no challenges, and none is solved" {
    same '0 []' "$(jq --raw-output "$(<"$TOP/grader/record/upgrade.jq")"' upgrade | "\(.challenges_solved) \(.challenges)"' "$FIXTURES/older/failed.json")"
    same '0 []' "$(jq --raw-output "$(<"$TOP/grader/record/upgrade.jq")"' upgrade | "\(.challenges_solved) \(.challenges)"' "$FIXTURES/records/failed.json")"
}

# A class as Canvas gives it, with no folders: ada has all, bob a challenge that fails and 55 points, eve nothing of a
# challenge, and max only one, solved without its points for robustness.
make_class() {
    local class=$BATS_TEST_TMPDIR/class file
    mkdir "$class"
    for file in "$kit"/solutions/*.c; do
        cp "$file" "$class/ada_4711_90001_${file##*/}"
        cp "$file" "$class/eve_4713_90003_${file##*/}"
    done
    for file in 1 2 5; do
        cp "$kit/solutions/ex11_$file.c" "$class/bob_4712_90002_ex11_$file.c"
    done
    cp "$kit/solutions/challenges/ex11_caller.c" "$class/ada_4711_90006_ex11_caller.c"
    solve_robustly_not
    mv "$mine/challenges/ex11_caller.c" "$class/max_4714_90007_ex11_caller-1.c"
    sed 's/perror("connect");/return 1;/' "$kit/solutions/challenges/ex11_caller.c" >"$class/bob_4712_90008_ex11_caller.c"
    grep --quiet 'return 1;' "$class/bob_4712_90008_ex11_caller.c"
}

@test "a class with challenges: gradebook, Canvas, suites, report and feedback; extra credit on and off" {
    make_class
    in_kit class "SUBMISSIONS=$BATS_TEST_TMPDIR/class" CHALLENGES=1
    [[ $status == 0 ]] || fail "$output"
    same '"Student","ID","SIS Login ID","Section","Lab 11: server sockets","Lab 11: server sockets, challenges"
"    Points Possible","","","",100,40
"ada","4711","","",100,20
"bob","4712","","",55,14
"eve","4713","","",100,0
"max","4714","","",0,16' "$(<"$RESULTS/canvas.csv")"
    same 'ex11_5_status,ex11_caller,ex11_caller_status,ex11_needy,ex11_needy_status,challenges_solved,isolation
pass,20,solved,0,not started,1
pass,14,fail,0,not started,0
pass,0,not started,0,not started,0
not started,16,solved,0,not started,1' "$(cut --delimiter=, --fields=20-26 "$RESULTS/gradebook.csv" | tr --delete '"' | sed 's/,[a-z-]*$//; 1s/$/,isolation/')"
    same '20 0' "$(xmllint --xpath 'concat(count(//testsuite), " ", count(//testsuite[contains(@name, "caller")]))' "$RESULTS/class.junit.xml")"
    same '8' "$(xmllint --xpath 'count(//testsuite[contains(@name, "ex11_caller") or contains(@name, "ex11_needy")])' "$RESULTS/class.challenges.junit.xml")"
    same '1..24' "$(tail --lines=1 "$RESULTS/class.challenges.tap")"
    same '' "$(grep 'caller\|needy' "$RESULTS/class.tap" || true)"
    grep --quiet '<strong>ex11_caller</strong> A trial client' "$RESULTS/report.html"
    grep --quiet '1 of 2 challenges solved\.' "$RESULTS/students/ada-4711/feedback.html"
    grep --quiet '^  ex11_caller  A trial client  *solved  *20 / 20$' "$RESULTS/students/ada-4711/feedback.txt"
    grep --quiet '^says so when nobody listens: no$' "$RESULTS/students/bob-4712/feedback.txt"
    grep --quiet 'says so when nobody listens' "$RESULTS/students/bob-4712/feedback.html"
    # Extra credit changes no record.
    in_kit class "SUBMISSIONS=$BATS_TEST_TMPDIR/class" CHALLENGES=1 EXTRA=10
    [[ $status == 0 && $output == *'4 of them have their record already.'* ]] || fail "$output"
    same '"ada","4711","","",105,20
"bob","4712","","",55,14
"eve","4713","","",100,0
"max","4714","","",0,16' "$(tail --lines=+3 "$RESULTS/canvas.csv")"
    same 'extra 5 0 0 0' "$(cut --delimiter=, --fields=26 "$RESULTS/gradebook.csv" | tr --delete '"' | xargs)"
    grep --quiet '1 of 2 challenges solved, which adds 5 points\.' "$RESULTS/students/ada-4711/feedback.html"
    grep --quiet '^1 of 2 solved, which adds 5 points\.$' "$RESULTS/students/ada-4711/feedback.txt"
    same '' "$(grep adds "$RESULTS"/students/{bob,eve,max}-*/feedback.txt || true)"
    in_kit class "SUBMISSIONS=$BATS_TEST_TMPDIR/class" CHALLENGES=1 EXTRA=10 EXTRA_FROM=50 CANVAS_CHALLENGES='More (816)'
    same '"Student","ID","SIS Login ID","Section","Lab 11: server sockets","More (816)"' "$(head --lines=1 "$RESULTS/canvas.csv")"
    # And without challenges everything is as if there were none.
    in_kit class "SUBMISSIONS=$BATS_TEST_TMPDIR/class"
    [[ $status == 0 && $output == *'Grading 4, '*'In '*': gradebook.csv report.html feedback.zip class.junit.xml class.tap canvas.csv' ]] || fail "$output"
    same '"ada","4711","","",100' "$(sed --quiet 3p "$RESULTS/canvas.csv")"
    same '' "$(grep --ignore-case challenge "$RESULTS/gradebook.csv" "$RESULTS/report.html" "$RESULTS"/students/eve-4713/feedback.* || true)"
}

@test "extra credit is in proportion to the challenges solved, for who has enough without it" {
    local rows
    rows=$(jq --null-input --raw-output "$(<"$TOP/grader/class/views/extra.jq")"'
        ([80, 0, 5], [80, 1, 5], [80, 5, 5], [79, 5, 5], [100, 1, 9], [100, 2, 3], [100, 0, 0], [0, 1, 1]) as [$score, $solved, $all]
        | {status: "fail", $score, challenges_solved: $solved, challenges: [range($all)]}
        | [., .status = "error"] | map(extra(10; 80) | tostring) | join(" ")')
    same '0 0
2 0
10 0
0 0
1.11 0
6.67 0
0 0
0 0' "$rows"
}

@test "EXTRA is a number, and is for challenges" {
    mkdir "$BATS_TEST_TMPDIR/class"
    in_kit class "SUBMISSIONS=$BATS_TEST_TMPDIR/class" EXTRA=10
    same "class: EXTRA is for solved challenges: grade them, too, with CHALLENGES=1" "$(grep '^class: ' <<<"$output")"
    in_kit class "SUBMISSIONS=$BATS_TEST_TMPDIR/class" CHALLENGES=1 EXTRA=ten
    same "class: EXTRA is a number of points, not 'ten'" "$(grep '^class: ' <<<"$output")"
    in_kit class "SUBMISSIONS=$BATS_TEST_TMPDIR/class" CHALLENGES=1 EXTRA_FROM=-1
    same "class: EXTRA_FROM is a number of points, not '-1'" "$(grep '^class: ' <<<"$output")"
}

@test "Moodle: a worksheet for the challenges is filled in by name, and extra credit ends at the maximum" {
    local in=$BATS_TEST_TMPDIR/in who
    command -v mlr >/dev/null || skip 'there is no mlr here (Debian package miller)'
    for who in 'Ada O_123' 'Bob_124' 'Bob_125'; do
        mkdir -p "$in/${who}_assignsubmission_file"
        cp "$kit"/solutions/*.c "$kit/solutions/challenges/ex11_caller.c" "$in/${who}_assignsubmission_file"
    done
    rm "$in/Bob_124_assignsubmission_file/ex11_1.c"
    printf '%s\n' 'Identifier,Full name,Grade,Maximum Grade' 'Participant 123,Ada O,-,50.00' 'Participant 124,Bob,-,50.00' \
        'Participant 125,Bob,-,50.00' >"$BATS_TEST_TMPDIR/lab.csv"
    # Here the same number is somebody else's.
    printf '%s\n' 'Identifier,Full name,Grade,Maximum Grade' 'Participant 123,Bob,-,10.00' 'Participant 9,Ada O,-,10.00' \
        'Participant 8,Nobody,3.00,10.00' >"$BATS_TEST_TMPDIR/more.csv"
    in_kit class "SUBMISSIONS=$in" CHALLENGES=1 EXTRA=10 "WORKSHEET=$BATS_TEST_TMPDIR/lab.csv" "WORKSHEET_CHALLENGES=$BATS_TEST_TMPDIR/more.csv"
    [[ $status == 0 ]] || fail "$output"
    same '"Participant 123","Ada O","50.00","50.00"
"Participant 124","Bob","47.50","50.00"
"Participant 125","Bob","50.00","50.00"' "$(tail --lines=+2 "$RESULTS/moodle.csv")"
    same '"Participant 123","Bob","-","10.00"
"Participant 9","Ada O","5.00","10.00"
"Participant 8","Nobody","3.00","10.00"' "$(tail --lines=+2 "$RESULTS/moodle-challenges.csv")"
    same "No line of '$BATS_TEST_TMPDIR/more.csv' is theirs, so moodle-challenges.csv has no grade of them:
  Bob-124
  Bob-125" "$(tail --lines=3 <<<"$output")"
}

@test "in a class, who has a challenge that can't be graded is named, keeps the lab's points, and is graded again" {
    mkdir -p "$BATS_TEST_TMPDIR/class/ada" "$BATS_TEST_TMPDIR/class/bob"
    cp "$kit/solutions/ex11_1.c" "$kit/solutions/challenges/ex11_needy.c" "$BATS_TEST_TMPDIR/class/ada"
    cp "$kit/solutions/ex11_1.c" "$BATS_TEST_TMPDIR/class/bob"
    in_kit class "SUBMISSIONS=$BATS_TEST_TMPDIR/class" CHALLENGES=1
    same 2 "$status" # that of make
    [[ $output == *"setup: ex11_needy can't be graded here"*'Could not be graded, or not wholly; run the same again when the reason is gone:
  ada
make'* ]] || fail "$output"
    same 'fail 10 error' "$(jq --raw-output 'select(.key == "ada") | .record | "\(.status) \(.score) \(.challenges[1].status)"' "$RESULTS/class.jsonl")"
    apt=installs
    in_kit class "SUBMISSIONS=$BATS_TEST_TMPDIR/class" CHALLENGES=1
    [[ $status == 0 && $output == *'1 of them have their record already.'* ]] || fail "$output"
    same 'fail 10 1' "$(jq --raw-output 'select(.key == "ada") | .record | "\(.status) \(.score) \(.challenges_solved)"' "$RESULTS/class.jsonl")"
}

@test "a platform grades challenges if its files were made so: on Gradescope with a status and no score" {
    command -v zip >/dev/null || skip 'zip is not here'
    mkdir "$BATS_TEST_TMPDIR/handin"
    cp "$kit"/solutions/*.c "$kit/solutions/challenges/ex11_caller.c" "$BATS_TEST_TMPDIR/handin"
    tar --create --file="$BATS_TEST_TMPDIR/handin.tar" --directory="$BATS_TEST_TMPDIR/handin" .
    in_kit platforms CHALLENGES=1
    [[ $status == 0 ]] || fail "$output"
    mkdir "$BATS_TEST_TMPDIR/autolab"
    tar --extract --file="$kit/build/platforms/autolab/autograde.tar" --directory="$BATS_TEST_TMPDIR/autolab"
    mkdir -p "$BATS_TEST_TMPDIR/autolab/lab11/build"
    cp -r "$kit/build/bin" "$BATS_TEST_TMPDIR/autolab/lab11/build"
    run clean "$BATS_TEST_TMPDIR/autolab/lab11/grader/platforms/autolab/grade" "$BATS_TEST_TMPDIR/handin.tar"
    same '{"ex11_1":10,"ex11_2":15,"ex11_3":25,"ex11_4":20,"ex11_5":30}' "$(tail --lines=1 <<<"$output" | jq --compact-output .scores)"
    grep --quiet '^|   ex11_caller  A trial client  *solved  *20 / 20$' <<<"$output" || fail "$output"
    in_kit grade CHALLENGES=1 "SUBMISSION=$BATS_TEST_TMPDIR/handin"
    clean "$kit/grader/views/view" gradescope "$RESULTS/results.json" >"$BATS_TEST_TMPDIR/gradescope"
    same '100 100' "$(jq --raw-output '"\(.score) \([.tests[].max_score // 0] | add)"' "$BATS_TEST_TMPDIR/gradescope")"
    same 'passed false passed false passed false' \
        "$(jq --raw-output '.tests[] | select(.name | test("caller|needy")) | .status, has("score") or has("max_score")' "$BATS_TEST_TMPDIR/gradescope" | xargs)"
}

@test "the handout holds the challenges if it is asked to, and make challenges works in it" {
    in_kit handout
    same '' "$(tar --list --file="$kit/build/lab11-handout.tar.gz" | grep 'exercises/.*\(challenges\|caller\)' || true)"
    in_kit handout CHALLENGES=1
    tar --extract --directory="$BATS_TEST_TMPDIR" --file="$kit/build/lab11-handout.tar.gz"
    mkdir "$BATS_TEST_TMPDIR/lab11/build"
    cp -r "$kit/build/bin" "$BATS_TEST_TMPDIR/lab11/build"
    cp "$kit/solutions/challenges/ex11_caller.c" "$BATS_TEST_TMPDIR/lab11/exercises/challenges"
    kit=$BATS_TEST_TMPDIR/lab11
    in_kit challenges
    [[ $status == 0 && $output == *'1 of 2 solved'* ]] || fail "$output"
}
