# An exercise is its folder, its file for students, its solution and a chapter: nobody else names one.

load kit

# A copy of the kit with three exercises more. Two are made of the second one: another stage of the lab, which comes
# last whatever its name, and a challenge. In the third, fixtures/trial, the student writes the client.
setup_file() {
    kit=$BATS_FILE_TMPDIR/kit
    fixture own_network
    fixture refuse
    copy_kit "$kit"
    add ex11_10 lab 6 'A trial stage' "$kit"
    add ex11_trial challenge 1 'A trial challenge' "$kit"
    add_caller "$kit"
}

setup() {
    kit=$BATS_FILE_TMPDIR/kit
}

# add EXERCISE PART PLACE TITLE KIT
add() {
    local file=$1.c
    [[ $2 == lab ]] || file=challenges/$1.c
    cp -r "$5/grader/exercises/ex11_2" "$5/grader/exercises/$1"
    sed -i "s/ex11_2/$1/g" "$5/grader/exercises/$1"/*
    sed -i "s/^part: .*/part: $2/; s/^place: .*/place: $3/; s/^title: .*/title: $4/" "$5/grader/exercises/$1/facts"
    mkdir -p "$5/exercises/challenges" "$5/solutions/challenges"
    cp "$5/grader/exercises/$1/skeleton.c" "$5/exercises/$file"
    sed "s/ex11_2/$1/g" "$5/solutions/ex11_2.c" >"$5/solutions/$file"
    printf '# %s\n' "$4" >"$5/docs/$1.md"
}

# in_kit TARGET [NAME=VALUE]...: make in the copy, with results of this test's own.
in_kit() {
    run clean make --no-print-directory --directory="$kit" "$@" "RESULTS=$RESULTS"
}

@test "the trial touches nothing but its own places" {
    files() {
        (cd "$1" && find . \( -name build -o -name .git \) -prune -o -type f -printf '%P\n' | sort)
    }
    same 'docs/ex11_10.md
docs/ex11_caller.md
docs/ex11_trial.md
exercises/challenges/ex11_caller.c
exercises/challenges/ex11_trial.c
exercises/ex11_10.c
grader/exercises/ex11_10/
grader/exercises/ex11_caller/
grader/exercises/ex11_trial/
solutions/challenges/ex11_caller.c
solutions/challenges/ex11_trial.c
solutions/ex11_10.c' "$(comm -13 <(files "$TOP") <(files "$kit") | sed -E 's,^(grader/exercises/[^/]*/).*,\1,' | sort --unique)"
    same '' "$(diff --recursive --brief --exclude=build --exclude=.git "$TOP" "$kit" | grep --invert-match '^Only in ' || true)"
}

@test "outside of its own places, of the docs and of what tests play, no file names an exercise" {
    local own=(--exclude-dir={.git,build,docs,fixtures,plants,right,wrong,hostile} --exclude={README.md,'*.bats'})
    own+=('--exclude-dir=ex11_*' '--exclude=ex11_*.c')
    # Bench measures certain programs. An entry of the catalogue names a chapter, and where it is no mistake.
    own+=(--exclude=bench)
    each_file() {
        (cd "$TOP" && grep --recursive "$@" "${own[@]}" -- * .vscode .ci .devcontainer .github .gitignore) |
            grep --invert-match --extended-regexp '^grader/mistakes/[^:]*:(read|not): ' || true
    }
    same '' "$(each_file --extended-regexp 'ex11_[0-9]')"
    same '' "$(each_file --word-regexp 5000 | grep --invert-match '^solutions/\|^exercises/\|^test_client/\|^grader/exercises/common/')"
    same '' "$(cd "$TOP" && grep --files-with-matches 'Lab 11: server sockets' --recursive --exclude-dir={.git,build,tests,docs} \
        --exclude={README.md,facts,devcontainer.json} -- * .vscode .ci .devcontainer .github || true)"
}

@test "a new stage is graded in its place, and counts" {
    mkdir "$BATS_TEST_TMPDIR/mine"
    cp "$kit/solutions/ex11_10.c" "$BATS_TEST_TMPDIR/mine"
    in_kit grade "SUBMISSION=$BATS_TEST_TMPDIR/mine"
    [[ $status == 1 ]] || fail "$output"
    same 'fail 15/115 ex11_1 ex11_2 ex11_3 ex11_4 ex11_5 ex11_10' \
        "$(record '"\(.status) \(.score)/\(.max_score) \([.exercises[].id] | join(" "))"')"
    same 'ex11_10.1 ex11_10.2 ex11_10.3 ex11_10.4' "$(record '[.exercises[-1].checks[].id] | join(" ")')"
    same 'A trial stage' "$(record '.exercises[-1].title')"
}

@test "a challenge is graded when it is asked for, in its folder and beside the others" {
    in_kit grade SUBMISSION=solutions EX=ex11_trial
    same '0 pass 15/15 ex11_trial' "$status $(record '"\(.status) \(.score)/\(.max_score) \([.challenges[].id] | join(" "))"')"
    mkdir "$BATS_TEST_TMPDIR/flat"
    cp "$kit/solutions/challenges/ex11_trial.c" "$BATS_TEST_TMPDIR/flat"
    in_kit grade "SUBMISSION=$BATS_TEST_TMPDIR/flat" EX=ex11_trial
    same '0 pass 15/15' "$status $(record '"\(.status) \(.score)/\(.max_score)"')"
    in_kit grade EX=ex11_trial
    same '1 not started ex11_trial.c is as it was handed out.' "$status $(record '.challenges[0] | "\(.status) \(.message)"')"
    in_kit grade "SUBMISSION=$BATS_TEST_TMPDIR" EX=ex11_trial
    same '1 There is no ex11_trial.c yet.' "$status $(record '.challenges[0].message')"
}

@test "it gets hints, steps and a demonstration, and is put back" {
    local exercise file mine=$BATS_TEST_TMPDIR/mine
    mkdir -p "$mine" "$BATS_TEST_TMPDIR/tools"
    printf '#!/bin/sh\nprintf "%%s\\n" "$*"\n' >"$BATS_TEST_TMPDIR/tools/tmux"
    chmod +x "$BATS_TEST_TMPDIR/tools/tmux"
    for exercise in ex11_10 ex11_trial; do
        file=$exercise.c
        [[ $exercise == ex11_10 ]] || file=challenges/$exercise.c
        in_kit reset "EX=$exercise" "SUBMISSION=$mine"
        same "0 $mine/$file is as it was handed out." "$status $output"
        cmp "$mine/$file" "$kit/grader/exercises/$exercise/skeleton.c"
        in_kit hint "EX=$exercise" "SUBMISSION=$mine"
        [[ $status == 0 && $output == "$exercise is not started. Open it at the first marker, line "*"docs/$exercise.md"* ]] || fail "$output"
        sed 's/listen(/0 * (/' "$kit/solutions/$file" >"$mine/$file"
        in_kit hint "EX=$exercise" "SUBMISSION=$mine"
        [[ $status == 0 && $output == "$exercise accepts the test client as the lab sheet shows: no"* ]] || fail "$output"
        in_kit steps "EX=$exercise" "SUBMISSION=$mine"
        [[ $status == 0 && $output == *'no  4  make it listen'*'The marker for it said:'*'listen() answered.'* ]] || fail "$output"
        [[ $output == *"$RESULTS/steps/$exercise.svg" ]] || fail "$output"
        in_kit reset "EX=$exercise" "SUBMISSION=$mine"
        [[ $status == 0 && -e $mine/${file%.c}.mine-1.c ]] || fail "$output"
        cmp "$mine/$file" "$kit/grader/exercises/$exercise/skeleton.c"
        run clean env --chdir="$kit" "PATH=$BATS_TEST_TMPDIR/tools:$OUTER_PATH" SUBMISSION=solutions "EX=$exercise" \
            "RESULTS=$RESULTS" grader/desk/demo
        [[ $status == 0 && $output == *"new-session ./$exercise; "* ]] || fail "$output"
    done
    in_kit steps EX=ex11_trial SUBMISSION=solutions # where the challenges are in a folder of their own
    [[ $status == 0 && $output == *"$RESULTS/steps/ex11_trial.svg" ]] || fail "$output"
}

@test "it is handed out, and its solution is not" {
    run clean make --no-print-directory --directory="$kit" handout CHALLENGES=1
    [[ $status == 0 ]] || fail "$output"
    same "lab11/docs/ex11_10.md
lab11/exercises/ex11_10.c
lab11/grader/exercises/ex11_10/" "$(tar --list --file="$kit/build/lab11-handout.tar.gz" | grep 'ex11_10\(\.\|/$\)' | sort)"
    same "lab11/docs/ex11_trial.md
lab11/exercises/challenges/ex11_trial.c
lab11/grader/exercises/ex11_trial/" "$(tar --list --file="$kit/build/lab11-handout.tar.gz" | grep 'ex11_trial\(\.\|/$\)' | sort)"
    same "lab11/docs/ex11_caller.md
lab11/exercises/challenges/ex11_caller.c
lab11/grader/exercises/ex11_caller/" "$(tar --list --file="$kit/build/lab11-handout.tar.gz" | grep 'ex11_caller\(\.\|/$\)' | sort)"
}

@test "it is in a class: in its gradebook, its report and the pages of its students" {
    local class=$BATS_TEST_TMPDIR/class
    mkdir -p "$class/ada" "$class/bob"
    cp "$kit"/solutions/ex11_1{,0}.c "$class/ada"
    cp "$kit/solutions/ex11_1.c" "$class/bob"
    cp "$kit/exercises/ex11_10.c" "$class/bob-ex11_10.c" # of one who has sent no folder
    in_kit class "SUBMISSIONS=$class"
    [[ $status == 0 ]] || fail "$output"
    same 'ex11_1,ex11_1_status,ex11_2,ex11_2_status,ex11_3,ex11_3_status,ex11_4,ex11_4_status,ex11_5,ex11_5_status,ex11_10,ex11_10_status' \
        "$(head --lines=1 "$RESULTS/gradebook.csv" | tr --delete '"' | grep --only-matching 'ex11.*status')"
    same '25/115 10/115' "$(jq --raw-output '.record | "\(.score)/\(.max_score)"' "$RESULTS/class.jsonl" | xargs)"
    grep --quiet '<strong>ex11_10</strong> A trial stage' "$RESULTS/report.html"
    grep --quiet '>ex11_10</a> A trial stage' "$RESULTS/students/bob/feedback.html"
    same '2' "$(xmllint --xpath 'count(//testsuite[contains(@name, "ex11_10")])' "$RESULTS/class.junit.xml")"
}

@test "it is in each view of a record, and on a platform" {
    local view
    cp -r "$kit/exercises" "$BATS_TEST_TMPDIR/mine"
    sed 's/listen(/0 * (/' "$kit/solutions/ex11_10.c" >"$BATS_TEST_TMPDIR/mine/ex11_10.c"
    in_kit grade "SUBMISSION=$BATS_TEST_TMPDIR/mine"
    same '1 fail' "$status $(record '.exercises[-1].status')"
    for view in autolab classroom50 feedback github github-summary gradescope junit prairielearn tap vpl; do
        "$kit/grader/views/view" "$view" "$RESULTS/results.json" >"$BATS_TEST_TMPDIR/$view"
        grep --quiet '11[_.]10' "$BATS_TEST_TMPDIR/$view" || fail "$view:" "$(<"$BATS_TEST_TMPDIR/$view")"
    done
    tar --create --file="$BATS_TEST_TMPDIR/handin.tar" --directory="$kit/solutions" ex11_10.c
    run clean "$kit/grader/platforms/autolab/grade" "$BATS_TEST_TMPDIR/handin.tar"
    same '{"ex11_1":0,"ex11_2":0,"ex11_3":0,"ex11_4":0,"ex11_5":0,"ex11_10":15}' "$(tail --lines=1 <<<"$output" | jq --compact-output .scores)"
}

# plant_caller EDIT: a folder with the solution of the client, changed by sed.
plant_caller() {
    mine=$BATS_TEST_TMPDIR/mine
    mkdir -p "$mine/challenges"
    sed "$1" "$kit/solutions/challenges/ex11_caller.c" >"$mine/challenges/ex11_caller.c"
    ! cmp --quiet "$mine/challenges/ex11_caller.c" "$kit/solutions/challenges/ex11_caller.c"
}

# graded_in NETWORK TIER: how the solution of the client is graded there, as a whole and check by check.
graded_in() {
    run in_tier "$1" make --no-print-directory --directory="$kit" grade SUBMISSION=solutions EX=ex11_caller \
        "ISOLATION=$2" "RESULTS=$RESULTS"
    told="$status $(record '"\(.status) \(.score)/\(.max_score) \(.challenges[0].status)", .challenges[0].checks[].status' | xargs)"
}

@test "where the student writes the client, that is graded, wherever it may connect" {
    local told
    if has_namespaces; then
        graded_in namespaces namespaces
        same '0 pass 20/20 pass pass pass pass' "$told" || fail "$output"
    fi
    if ((EUID == 0)); then # root's plays have networks of their own with the port lock, too
        graded_in namespaces port-lock
        same '0 pass 20/20 pass pass pass pass' "$told" || fail "$output"
    fi
}

@test "where it may not, it can't be graded, and that is no failure" {
    local told tier
    local why="play: a client of a student's may connect on a network of its own only, and here programs share that of the machine: "
    why+='it takes namespaces, or root'
    for tier in port-lock none; do
        graded_in port-lock "$tier"
        same '2 error 0/20 error error skipped skipped' "$told" || fail "$output"
        same "$why" "$(record '.challenges[0].checks[0].message')"
        [[ $output == *'ex11_caller  '*'cannot grade'*' 0 / 20'* && $output == *"$why"* &&
            $output == *"This is not your program's fault"* ]] || fail "$output"
        run in_tier port-lock make --no-print-directory --directory="$kit" steps SUBMISSION=solutions EX=ex11_caller \
            "ISOLATION=$tier" "RESULTS=$RESULTS"
        [[ $status == 2 && $output == "steps: $why"* ]] || fail "$output"
    done
}

@test "the words to who writes a client are about a client, and its mistake is none of a server's" {
    has_namespaces || ((EUID == 0)) || skip 'a client of a student needs a network of its own'
    plant_caller 's/send(socket_desc, /0 * (/; s/if (0 \* (message, strlen(message), MSG_NOSIGNAL) == .*{/if (message[0] != 0) {/'
    in_kit grade "SUBMISSION=$mine" EX=ex11_caller
    same '1 fail ex11_caller/conversation' "$status $(record '.challenges[0] | "\(.status) \(.checks[0].session)"')"
    same "  Where the programs are now:
    The server is waiting in 'recv' on descriptor 4, its connection with
      'client'.
    The server listens on 127.0.0.1, port 6011.
    Your client is waiting in 'recv' on descriptor 3, its connection with
      'server'." "$(record '.challenges[0].checks[0].message' | sed --quiet '/Where the programs/,$p' | tr '\140' "'")"
    [[ $output == *"mend $mine/challenges/ex11_caller.c."* ]] || fail "$output"
    same null "$(record '.challenges[0].checks[0].mistake.name')"
    in_kit hint "SUBMISSION=$mine" EX=ex11_caller
    [[ $status == 0 && $output == 'ex11_caller is greeted, sends a line and shows the answer: no'* ]] || fail "$output"
}

# steps_of FOLDER: of the client; status and output as with `run`, without luck.
steps_of() {
    in_kit steps EX=ex11_caller "SUBMISSION=$1"
    output=$(without_luck <<<"${output//"$RESULTS"/build}")
}

@test "of a client make steps tells five steps, beside the server that it has called" {
    has_namespaces || ((EUID == 0)) || skip 'a client of a student needs a network of its own'
    steps_of solutions
    as_kept client
    [[ $status == 0 ]]
    grep --quiet '<title>How ex11_caller and its server talk</title>' "$RESULTS/steps/ex11_caller.svg"
    same 'your client
the server' "$(sed --quiet 's,.*class="name".*>\(.*\)</text>,\1,p' "$RESULTS/steps/ex11_caller.svg")"
    plant_caller 's/connect(socket_desc, .*;/0;/'
    steps_of "$mine"
    as_kept client-not-connected
    plant_caller 's/htons(port)/port/'
    steps_of "$mine"
    as_kept client-of-another-port
    plant_caller 's/return status == 0.*/for (;;) { pause(); }/; s/status = close(socket_desc)/status = 0/'
    steps_of "$mine"
    as_kept client-never-closed
}

@test "a client is put back, watched, and shown beside its server" {
    mkdir -p "$BATS_TEST_TMPDIR/mine" "$BATS_TEST_TMPDIR/tools"
    mine=$BATS_TEST_TMPDIR/mine
    in_kit reset EX=ex11_caller "SUBMISSION=$mine"
    same "0 $mine/challenges/ex11_caller.c is as it was handed out." "$status $output"
    in_kit hint EX=ex11_caller "SUBMISSION=$mine"
    [[ $status == 0 && $output == 'ex11_caller is not started. Open it at the first marker, line '*'docs/ex11_caller.md'* ]] || fail "$output"
    # What stands for make counts the gradings, saves after the first, and ends it after the second.
    cat >"$BATS_TEST_TMPDIR/tools/make" <<END
#!/bin/sh
read -r word <'$mine/challenges/ex11_caller.c'
echo "grades \$word"
case \$word in
first) echo second >'$mine/challenges/ex11_caller.c' ;;
*) kill \$PPID ;;
esac
END
    printf '#!/bin/sh\nprintf "%%s\\n" "$*"\n' >"$BATS_TEST_TMPDIR/tools/tmux"
    chmod +x "$BATS_TEST_TMPDIR/tools"/*
    printf 'first\n' >"$mine/challenges/ex11_caller.c"
    run clean env --chdir="$kit" "PATH=$BATS_TEST_TMPDIR/tools:$OUTER_PATH" "SUBMISSION=$mine" timeout 60 bash grader/desk/watch
    same 'grades first
grades second' "$output"
    run clean env --chdir="$kit" "PATH=$BATS_TEST_TMPDIR/tools:$OUTER_PATH" SUBMISSION=solutions EX=ex11_caller "RESULTS=$RESULTS" grader/desk/demo
    [[ $status == 0 && $output == *'new-session ./peer at :6011 serve say greeting hear message say answer end; '*'Start the client with ./ex11_caller when'* ]] ||
        fail "$output"
    [[ -x $RESULTS/demo/ex11_caller && -x $RESULTS/demo/peer ]]
}

@test "a client is in each view of a record of its own" {
    local view
    plant_caller 's/connect(socket_desc, .*;/0;/'
    in_kit grade "SUBMISSION=$mine" EX=ex11_caller
    for view in autolab classroom50 feedback github github-summary gradescope junit prairielearn tap vpl; do
        "$kit/grader/views/view" "$view" "$RESULTS/results.json" >"$BATS_TEST_TMPDIR/$view"
        grep --quiet 'caller' "$BATS_TEST_TMPDIR/$view" || fail "$view:" "$(<"$BATS_TEST_TMPDIR/$view")"
    done
}
