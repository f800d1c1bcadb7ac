# The files for each platform, in the folders that the platform documents. The platforms themselves don't run here.

load kit

setup_file() {
    local kit=$BATS_FILE_TMPDIR/kit
    command -v zip >/dev/null || return 0
    command -v unzip >/dev/null || return 0
    copy_kit "$kit"
    clean make --no-print-directory --directory="$kit" gradescope platforms >"$BATS_FILE_TMPDIR/said"
    fixture own_network
    fixture refuse

    # Where the kits of the platforms hold what is built already: that they can build it is shown once, by Gradescope's.
    local built=$BATS_FILE_TMPDIR/built
    cp -r "$kit/build/platforms" "$built"
    with_built <"$kit/build/platforms/autolab/autograde.tar" >"$built/autolab/autograde.tar"
    with_built --gzip <"$kit/build/platforms/classroom50/lab11.tar.gz" >"$built/classroom50/lab11.tar.gz"
    with_built --gzip <"$kit/build/platforms/prairielearn/serverFilesCourse/lab11/lab11.tar.gz" \
        >"$built/prairielearn/serverFilesCourse/lab11/lab11.tar.gz"
    base64 --decode "$kit/build/platforms/vpl/lab11.base64" | with_built --gzip | base64 >"$built/vpl/lab11.base64"
    mkdir "$BATS_FILE_TMPDIR/autolab"
    tar --extract --file="$built/autolab/autograde.tar" --directory="$BATS_FILE_TMPDIR/autolab"

    # What is handed in: all right; one right and one not compiling; and one that forges.
    mkdir "$BATS_FILE_TMPDIR"/{right,wrong,forger,stubs}
    cp "$TOP"/solutions/*.c "$BATS_FILE_TMPDIR/right"
    cp "$TOP/solutions/ex11_1.c" "$TOP/grader/tests/wrong/compile-error/ex11_3.c" "$BATS_FILE_TMPDIR/wrong"
    cp "$FIXTURES/forger.c" "$BATS_FILE_TMPDIR/forger/ex11_1.c"
    cp "$TOP/solutions/ex11_2.c" "$BATS_FILE_TMPDIR/forger"

    # Gradescope's tree, by its documents, after setup.sh. The system's bats is too old.
    printf '#!/bin/sh\necho "apt-get $*" >>"%s/asked"\n' "$BATS_FILE_TMPDIR" >"$BATS_FILE_TMPDIR/stubs/apt-get"
    printf '#!/bin/sh\necho Bats 1.2.1\nexit 1\n' >"$BATS_FILE_TMPDIR/stubs/bats"
    chmod +x "$BATS_FILE_TMPDIR"/stubs/*
    image "$BATS_FILE_TMPDIR/image"
    builder "$BATS_FILE_TMPDIR/compiler"
    clean PATH="$BATS_FILE_TMPDIR/compiler:$BATS_FILE_TMPDIR/stubs:$OUTER_PATH" AUTOGRADER_ROOT="$BATS_FILE_TMPDIR/image" \
        "$BATS_FILE_TMPDIR/image/source/setup.sh" >/dev/null

    # What make grade says of the second one.
    RESULTS=$BATS_FILE_TMPDIR/records grade_all "$BATS_FILE_TMPDIR/wrong"
}

# with_built [OPTION]: adds the built programs to a tar archive of a kit, from the standard input to the output.
with_built() {
    local place
    place=$(mktemp --directory "$BATS_FILE_TMPDIR/with-built.XXXXXX")
    tar --extract "$@" --directory="$place"
    mkdir "$place/lab11/build"
    cp -r "$BIN" "$place/lab11/build/bin"
    tar --create "$@" --directory="$place" lab11
    rm -r "$place"
}

setup() {
    [[ -e $BATS_FILE_TMPDIR/image ]] || skip 'zip or unzip is not here'
    STUBS=$BATS_FILE_TMPDIR/stubs PLATFORMS=$BATS_FILE_TMPDIR/built
}

# image FOLDER: Gradescope's tree, before setup.sh.
image() {
    mkdir -p "$1/source" "$1/submission" "$1/results"
    chmod 777 "$1/submission" "$1/results" # how far open they are, nobody says
    unzip -q "$BATS_FILE_TMPDIR/kit/build/lab11-gradescope.zip" -d "$1/source"
    cp "$1/source/run_autograder" "$1/run_autograder"
    printf '{"users": [{"email": "ada@example.org"}]}\n' >"$1/submission_metadata.json"
}

# submit NAME: Gradescope's tree with this submission in it.
submit() {
    AUTOGRADER=$BATS_TEST_TMPDIR/autograder
    cp -a "$BATS_FILE_TMPDIR/image" "$AUTOGRADER"
    cp "$BATS_FILE_TMPDIR/$1"/* "$AUTOGRADER/submission"
}

# autograde [COMMAND...]: runs it at /autograder, as root; with a command in front, if one is given. What was
# shown and the status are as with `run`.
autograde() {
    ((EUID == 0)) || skip 'only root can build this tree'
    "$BATS_FILE_TMPDIR/own_network" "$FIXTURES/own_root" "$AUTOGRADER" autograder true 2>/dev/null ||
        skip 'mounts are refused here'
    # shellcheck disable=SC2016 # this is for the inner shell, which is the first process there
    run clean PATH="$STUBS:$OUTER_PATH" "$BATS_FILE_TMPDIR/own_network" "$FIXTURES/own_root" "$AUTOGRADER" autograder \
        bash -c 'status=0; cd /autograder && "$@" || status=$?; exit "$status"' - "$@" ./run_autograder
}

# Takes out what differs from one grading to the next.
lasting() {
    jq 'del(.execution_time, .extra_data.graded_at)' "$1"
}

# expected VIEW NAME: prints that view of the record that the grader makes of this submission.
expected() {
    clean "$TOP/grader/views/view" "$1" "$BATS_FILE_TMPDIR/records/$2./results.json"
}

@test "the archive for Gradescope has its two files at the root, the handout, and a bats with its licence" {
    local image=$BATS_FILE_TMPDIR/image
    [[ -x $image/source/setup.sh && -x $image/source/run_autograder && -s $image/source/bats/copyright ]]
    same '' "$(cd "$image/source" && find . -path '*/solutions*' -o -path './lab11/grader/tests*' -o -path './lab11/grader/class*')"
    same "$(bats --version)" "$(clean "$image/source/bats/bin/bats" --version)"
    untouched "$BATS_TEST_TMPDIR/untouched"
    rm -r "$BATS_TEST_TMPDIR/untouched/challenges"
    diff --recursive --brief "$image/source/lab11/exercises" "$BATS_TEST_TMPDIR/untouched"
}

@test "setup.sh installs a compiler and a few tools, and takes GCC 12 where gcc is older" {
    same 'apt-get update
apt-get install -y --no-install-recommends gcc libc6-dev make jq strace util-linux' "$(<"$BATS_FILE_TMPDIR/asked")"
    same gcc "$(<"$BATS_FILE_TMPDIR/image/source/compiler")"
    # shellcheck disable=SC2016
    printf '#!/bin/sh\ncase "$*" in *auto-var-init*) exit 1 ;; esac\nexec /usr/bin/gcc "$@"\n' >"$BATS_TEST_TMPDIR/gcc"
    printf '#!/bin/sh\necho "$*" >>"%s/asked"\n' "$BATS_TEST_TMPDIR" >"$BATS_TEST_TMPDIR/apt-get"
    printf '#!/bin/sh\n' >"$BATS_TEST_TMPDIR/make"
    chmod +x "$BATS_TEST_TMPDIR"/{gcc,apt-get,make}
    image "$BATS_TEST_TMPDIR/image"
    clean PATH="$BATS_TEST_TMPDIR:$OUTER_PATH" AUTOGRADER_ROOT="$BATS_TEST_TMPDIR/image" "$BATS_TEST_TMPDIR/image/source/setup.sh"
    same gcc-12 "$(<"$BATS_TEST_TMPDIR/image/source/compiler")"
    same 'install -y --no-install-recommends gcc-12' "$(tail -n 1 "$BATS_TEST_TMPDIR/asked")"
}

@test "at /autograder, as root, a right submission gets 100 and a wrong one what make grade gives it" {
    submit right
    autograde
    same '0 100 passed results.json' "$status$output $(jq --raw-output '"\(.score) \([.tests[].status] | unique | join(" "))"' \
        "$AUTOGRADER/results/results.json") $(ls "$AUTOGRADER/results")"
    rm -r "$AUTOGRADER"
    submit wrong
    autograde
    same '0 ' "$status $output"
    same "$(expected gradescope wrong | lasting /dev/stdin)" "$(lasting "$AUTOGRADER/results/results.json")"
    same results.json "$(ls "$AUTOGRADER/results")"
}

# The last one is the weakest kernel: no namespaces, and no Landlock.
@test "where in a submission the exercises are does not hang on what its folders are called" {
    local where
    for where in '' exercises 'Lab [11] *' 'a?/exercises'; do
        mkdir -p "$BATS_TEST_TMPDIR/in/$where"
        : >"$BATS_TEST_TMPDIR/in/$where/ex11_4.c"
        # shellcheck source=grader/platforms/platform.bash
        same "$BATS_TEST_TMPDIR/in${where:+/$where}" "$(source "$TOP/grader/platforms/platform.bash" && found "$BATS_TEST_TMPDIR/in")"
        rm -r "$BATS_TEST_TMPDIR/in"
    done
}

@test "a program that forges gets what it is worth, with namespaces and without, and says nothing" {
    local refused refuse=$BATS_FILE_TMPDIR/refuse
    for refused in "" "$refuse unshare EPERM" "$refuse unshare EPERM $refuse landlock_create_ruleset ENOSYS"; do
        submit forger
        # shellcheck disable=SC2086 # these are several words
        autograde $refused
        same '0 ' "$status $output"
        same 15 "$(jq .score "$AUTOGRADER/results/results.json")"
        [[ -z $refused || $(jq --raw-output .extra_data.isolation "$AUTOGRADER/results/results.json") == port-lock ]]
        jq --raw-output '.tests[0].output' "$AUTOGRADER/results/results.json" | grep --quiet 'forged: 0'
        same results.json "$(ls "$AUTOGRADER/results")"
        rm -r "$AUTOGRADER"
    done
}

@test "a grading that is killed leaves a whole result: it did not finish" {
    submit right
    printf '#!/bin/sh\nkill -KILL 0\n' >"$AUTOGRADER/source/lab11/grader/grade"
    autograde setsid --wait
    ((status > 0))
    same "$(lasting "$FIXTURES/views/did-not-finish/gradescope.json")" "$(lasting "$AUTOGRADER/results/results.json")"
    same results.json "$(ls "$AUTOGRADER/results")"
}

@test "where nothing can be graded, Gradescope is told so, and what the student has shown is not" {
    submit forger
    printf '#!/bin/sh\necho "::error::of a student"\necho "grade: the machine is on fire" >&2\nexit 2\n' >"$AUTOGRADER/source/lab11/grader/grade"
    run clean AUTOGRADER_ROOT="$AUTOGRADER" "$AUTOGRADER/run_autograder"
    same '0 The grading did not finish.
grade: the machine is on fire' "$status $(sed '/^make/d' <<<"$output")"
    same "$(lasting "$FIXTURES/views/did-not-finish/gradescope.json")" "$(lasting "$AUTOGRADER/results/results.json")"
}

# A compiler that does nothing, so that nothing can be graded: the kit can't be built.
break_compiler() {
    PLATFORMS=$BATS_FILE_TMPDIR/kit/build/platforms
    mkdir "$BATS_TEST_TMPDIR/broken"
    printf '#!/bin/sh\nexit 127\n' >"$BATS_TEST_TMPDIR/broken/gcc"
    chmod +x "$BATS_TEST_TMPDIR/broken/gcc"
}

# autolab NAME [NAME=VALUE]...: prints what Autolab reads about this submission, from a folder like its own.
autolab() {
    tar --create --file="$BATS_TEST_TMPDIR/handin.tar" --directory="$BATS_FILE_TMPDIR" "$1"
    autolab_reads "${@:2}"
}

# autolab_reads [NAME=VALUE]...: the same of handin.tar.
autolab_reads() {
    mkdir "$BATS_TEST_TMPDIR/autolab"
    cp "$PLATFORMS/autolab/autograde.tar" "$BATS_TEST_TMPDIR/handin.tar" "$BATS_TEST_TMPDIR/autolab"
    cp "$PLATFORMS/autolab/autograde-Makefile" "$BATS_TEST_TMPDIR/autolab/Makefile"
    run --separate-stderr clean "$@" make --no-print-directory --directory="$BATS_TEST_TMPDIR/autolab"
    rm -r "$BATS_TEST_TMPDIR/autolab"
}

# autolab_reads_next [NAME=VALUE]...: the same, but that the kit is not unpacked and built once more.
autolab_reads_next() {
    run --separate-stderr clean "$@" "$BATS_FILE_TMPDIR/autolab/lab11/grader/platforms/autolab/grade" "$BATS_TEST_TMPDIR/handin.tar"
}

@test "Autolab gets the grader's scores in the last line, whatever a program shows" {
    autolab forger
    same 0 "$status"
    same '{"scores":{"ex11_1":0,"ex11_2":15,"ex11_3":0,"ex11_4":0,"ex11_5":0},"scoreboard":[15]}' "${lines[-1]}"
    same semantic "$(jq --raw-output ._presentation <<<"${lines[-2]}")"
    [[ $output == *'{"scores": {"ex11_1": 1000}}'* ]]
    same '' "$(sed '$d' <<<"$output" | sed '$d' | grep --invert-match '^| ' || true)"
}

@test "Autolab gets no score at all where nothing could be graded" {
    break_compiler
    autolab right PATH="$BATS_TEST_TMPDIR/broken:$OUTER_PATH"
    same '0 {"scores":{}}' "$status ${lines[-1]}"
    [[ $output == *'| The grading did not finish'* ]]
}

@test "of an archive that was handed in to Autolab only the contents are taken, by fixed names" {
    local hostile=$BATS_TEST_TMPDIR/hostile
    mkdir -p "$hostile/lab11/grader/views"
    ln -s /etc/passwd "$hostile/ex11_1.c"
    cp "$TOP/solutions/ex11_2.c" "$hostile/ex11_2.c"
    printf '"forged"' >"$hostile/lab11/grader/views/autolab.jq"
    tar --create --file="$BATS_TEST_TMPDIR/handin.tar" --directory="$BATS_TEST_TMPDIR" --absolute-names \
        --transform='s,hostile/lab11,../lab11,' hostile
    autolab_reads
    same '{"scores":{"ex11_1":0,"ex11_2":15,"ex11_3":0,"ex11_4":0,"ex11_5":0},"scoreboard":[15]}' "${lines[-1]}"
    [[ $output != *root:x:* ]]
}

# autolab_takes: prints the exercises that would be graded and are as in solutions/: what stands for make tells them.
autolab_takes() {
    mkdir -p "$BATS_TEST_TMPDIR/tools"
    cat >"$BATS_TEST_TMPDIR/tools/make" <<END
#!/bin/sh
for word; do case \$word in SUBMISSION=*) cd "\${word#*=}" ;; esac; done
for file in *.c; do cmp "\$file" "$TOP/solutions/\$file" && echo "grade: \$file"; done
END
    chmod +x "$BATS_TEST_TMPDIR/tools/make"
    autolab_reads_next "PATH=$BATS_TEST_TMPDIR/tools:$OUTER_PATH"
    # shellcheck disable=SC2154 # `run` sets it
    sed -n 's/^grade: //p' <<<"$stderr"
}

@test "of the whole lab in an archive for Autolab the exercises are graded, wherever its own copies come" {
    local lab=$BATS_TEST_TMPDIR/lab11 layout
    mkdir -p "$lab"/{build/results/work/ex11_1,grader/skeletons,exercises}
    cp "$EXERCISES_PLACE/ex11_1/skeleton.c" "$lab/build/results/work/ex11_1/ex11_1.c"
    cp "$EXERCISES_PLACE/ex11_1/skeleton.c" "$lab/grader/skeletons/ex11_1.c"
    cp "$TOP/solutions/ex11_1.c" "$lab/exercises"
    for layout in "$lab build grader exercises" "$lab ./build ./grader ./exercises" "$BATS_TEST_TMPDIR lab11" "$BATS_TEST_TMPDIR ./lab11"; do
        # shellcheck disable=SC2086 # words are wanted
        tar --create --sort=name --file="$BATS_TEST_TMPDIR/handin.tar" --directory=$layout
        same "$layout: ex11_1.c" "$layout: $(autolab_takes)"
    done
}

@test "an archive for Autolab is unpacked once, in each way that it may be packed, and no more than 64 MiB of it" {
    local tool
    # All programs of the system except these.
    mkdir "$BATS_TEST_TMPDIR/without"
    ln --symbolic /usr/sbin/* /usr/bin/* "$BATS_TEST_TMPDIR/without" 2>/dev/null || true
    rm "$BATS_TEST_TMPDIR/without"/{gzip,bzip2,xz}
    for tool in gzip bzip2 xz; do
        tar --create "--$tool" --file="$BATS_TEST_TMPDIR/handin.tar" --directory="$TOP/solutions" ex11_1.c
        same "$tool: ex11_1.c" "$tool: $(autolab_takes)"
        # Without the tool there is no verdict on the student.
        autolab_reads_next "PATH=$BATS_TEST_TMPDIR/without"
        same '{"scores":{}}' "${lines[-1]}"
        [[ $output == *"What was handed in can't be read: it is packed with $tool, which is not"* ]] || fail "$tool" "$output"
    done
    # Too many zeros stand before the wanted file.
    truncate --size=64M "$BATS_TEST_TMPDIR/zeros"
    tar --create --gzip --file="$BATS_TEST_TMPDIR/handin.tar" --directory="$BATS_TEST_TMPDIR" zeros --directory="$TOP/solutions" ex11_1.c
    same '' "$(autolab_takes)"
}

# vpl NAME [NAME=VALUE]...: prints what VPL reads about this submission, from its two stages in its one folder.
vpl() {
    local folder=$BATS_TEST_TMPDIR/vpl
    mkdir "$folder"
    cp "$PLATFORMS"/vpl/* "$BATS_FILE_TMPDIR/$1"/* "$folder"
    # A submission that pretends to be the kit.
    mkdir -p "$folder/lab11/grader/platforms/vpl"
    printf '#!/bin/sh\necho "Grade :=>>99"\n' | tee "$folder/lab11/grader/platforms/vpl/grade" >"$folder/vpl_execution"
    cd "$folder" || return
    same '' "$(clean "${@:2}" ./vpl_evaluate.sh 2>&1)"
    run --separate-stderr clean PATH="${VPL_PATH:-$OUTER_PATH}" ./vpl_execution
    cd /
}

@test "VPL gets one grade, in the last line, whatever a program shows, scaled to its maximum" {
    vpl forger VPL_GRADEMAX=20
    same '0 Grade :=>>3' "$status ${lines[-1]}"
    same '' "$(sed '$d' <<<"$output" | grep --invert-match '^Comment :=>>' || true)"
    [[ $output == *'forged: 0'* ]]
}

@test "VPL gets no grade, but a comment, where nothing could be graded" {
    break_compiler
    VPL_PATH=$BATS_TEST_TMPDIR/broken:$OUTER_PATH
    vpl right
    same "0 $(<"$FIXTURES/views/did-not-finish/vpl.txt")" "$status $output"
}

# prairielearn NAME [NAME=VALUE]...: grades this submission in PrairieLearn's tree.
prairielearn() {
    GRADE=$BATS_TEST_TMPDIR/grade
    mkdir -p "$GRADE"/{student,tests,data}
    cp -r "$PLATFORMS/prairielearn/serverFilesCourse" "$GRADE"
    cp "$BATS_FILE_TMPDIR/$1"/* "$GRADE/student"
    run clean "${@:2}" GRADE_ROOT="$GRADE" "$GRADE/serverFilesCourse/lab11/entrypoint"
}

@test "PrairieLearn gets a share of 1, and nothing on the terminal" {
    prairielearn wrong
    same '0 ' "$status $output"
    same "$(expected prairielearn wrong)" "$(<"$GRADE/results/results.json")"
    same 0.1 "$(jq .score "$GRADE/results/results.json")"
    same results.json "$(ls "$GRADE/results")"
}

@test "PrairieLearn is told that it can't be graded, where it can't" {
    break_compiler
    prairielearn right PATH="$BATS_TEST_TMPDIR/broken:$OUTER_PATH"
    same "$(<"$FIXTURES/views/did-not-finish/prairielearn.json")" "$(<"$GRADE/results/results.json")"
}

@test "PrairieLearn's question is JSON, and names what is there" {
    jq --exit-status '.gradingMethod == "External" and .externalGradingOptions.timeout <= 600' "$PLATFORMS/prairielearn/info.json"
    same /grade/serverFilesCourse/lab11/entrypoint "$(jq --raw-output .externalGradingOptions.entrypoint "$PLATFORMS/prairielearn/info.json")"
    [[ -x $PLATFORMS/prairielearn/serverFilesCourse/lab11/entrypoint ]]
}

# classroom50 NAME [NAME=VALUE]...: grades a checkout with this submission and a result that was there before.
classroom50() {
    command -v python3 >/dev/null || skip 'there is no python3 here'
    CHECKOUT=$BATS_TEST_TMPDIR/checkout
    mkdir -p "$CHECKOUT/exercises"
    cp "$BATS_FILE_TMPDIR/$1"/* "$CHECKOUT/exercises"
    printf '{"score": 1000}\n' >"$CHECKOUT/forged.json"
    ln -s forged.json "$CHECKOUT/result.json"
    cd "$CHECKOUT" || return
    run clean "${@:2}" python3 "$PLATFORMS/classroom50/autograder.py"
    cd /
}

@test "Classroom 50 gets its result.json, with who was graded, also if tests fail" {
    classroom50 wrong CLASSROOM=networks ASSIGNMENT=lab11 ASSIGNMENT_TYPE=individual USERNAME=ada SUBMISSION_TAG=s3
    same '0 ' "$status $output"
    same '["classroom50/result/v1","networks","lab11","individual","ada","s3",10,100]' \
        "$(jq --compact-output '[.schema, .classroom, .assignment, .assignment_type, .owner, .submission, .score, .["max-score"]]' "$CHECKOUT/result.json")"
    same "$(expected classroom50 wrong | jq .tests)" "$(jq .tests "$CHECKOUT/result.json")"
    same 'exercises forged.json result.json ' "$(find "$CHECKOUT" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort | tr '\n' ' ')"
    same '{"score": 1000}' "$(<"$CHECKOUT/forged.json")"
}

@test "a folder in the place of Classroom 50's result is no reason not to grade" {
    command -v python3 >/dev/null || skip 'there is no python3 here'
    mkdir -p "$BATS_TEST_TMPDIR/checkout/result.json/in"
    cp "$TOP/solutions/ex11_1.c" "$BATS_TEST_TMPDIR/checkout"
    cd "$BATS_TEST_TMPDIR/checkout"
    run clean python3 "$PLATFORMS/classroom50/autograder.py"
    same '0  10' "$status $output $(jq .score result.json)"
}

@test "Classroom 50 is told by the exit status that it could not be graded, and gets no result" {
    break_compiler
    classroom50 right PATH="$BATS_TEST_TMPDIR/broken:$OUTER_PATH"
    [[ $status != 0 && $output == *'The grading did not finish, so there are no points yet.'* ]] || fail "$output"
    [[ ! -e $CHECKOUT/result.json ]]
}

@test "each platform's kit is that of Gradescope, but for its own script: no solution, and no test of the kit" {
    local archive platforms=$BATS_FILE_TMPDIR/kit/build/platforms
    base64 --decode "$platforms/vpl/lab11.base64" >"$BATS_TEST_TMPDIR/vpl.tar"
    for archive in "$BATS_TEST_TMPDIR/vpl.tar" "$platforms/autolab/autograde.tar" "$platforms/classroom50/lab11.tar.gz" \
        "$platforms/prairielearn/serverFilesCourse/lab11/lab11.tar.gz"; do
        mkdir "$BATS_TEST_TMPDIR/lab"
        tar --extract --file="$archive" --directory="$BATS_TEST_TMPDIR/lab"
        same '' "$(tar --list --file="$archive" | grep --extended-regexp 'solutions|grader/(tests|class)' || true)"
        same "Only in lab11/grader/platforms: $(cd "$BATS_TEST_TMPDIR/lab/lab11/grader/platforms" && echo */)" \
            "$(cd "$BATS_TEST_TMPDIR/lab" && diff --recursive --brief --exclude={build,gradescope} "$BATS_FILE_TMPDIR/image/source/lab11" lab11 | sed 's,: [a-z0-9]*$,&/,')"
        rm -r "$BATS_TEST_TMPDIR/lab"
    done
}

# workflow STEP: prints the script of a step of the workflow.
workflow() {
    awk -v step="      - name: $1" '$0 == step { on = 1; next } /^      - / { on = 0 }
        on && /^          / { print substr($0, 11) }' "$TOP/.github/workflows/grade.yml"
}

@test "on GitHub no command of a student's program is heard: the log is closed to them, annotations are ours" {
    local token
    cd "$TOP"
    cp -a "$BATS_FILE_TMPDIR/kit" "$BATS_TEST_TMPDIR/kit"
    cp "$BATS_FILE_TMPDIR"/forger/*.c "$BATS_TEST_TMPDIR/kit/exercises"
    cd "$BATS_TEST_TMPDIR/kit"
    workflow Grade >"$BATS_TEST_TMPDIR/step"
    run clean GITHUB_STEP_SUMMARY="$BATS_TEST_TMPDIR/summary" bash -e "$BATS_TEST_TMPDIR/step"
    same 1 "$status"
    token=${lines[0]#::stop-commands::}
    ((${#token} >= 32))
    same 1 "$(grep -c "^::$token::$" <<<"$output")"
    same "$(clean grader/views/view github build/results/results.json)" \
        "$(sed "1,/^::$token::\$/d" <<<"$output")"
    same "$(clean grader/views/view github-summary build/results/results.json)" \
        "$(<"$BATS_TEST_TMPDIR/summary")"
    cd /
}
