# A class on more than one machine: two hosts of ssh, and a Slurm of two nodes, both on loopback, in namespaces
# that end with the test (fixtures/cluster).

load kit

# A class, taken over, and its results on one machine. None of the programs has a race: those vary on one machine, too.
setup_file() {
    local submissions=$BATS_FILE_TMPDIR/submissions here=$BATS_FILE_TMPDIR/here
    while read -r key exercise plant; do
        mkdir -p "$submissions/$key"
        case $plant in
        solution) cp "$TOP/solutions/$exercise.c" "$submissions/$key" ;;
        skeleton) cp "$EXERCISES_PLACE/$exercise/skeleton.c" "$submissions/$key/$exercise.c" ;;
        *) "$KIT/plant" "$submissions/$key" "$exercise" "$plant" ;;
        esac
    done <<'END'
ada-4711 ex11_3 solution
ada-4711 ex11_1 solution
bea ex11_2 listen-forgotten
bob ex11_1 port-not-swapped
bob ex11_2 skeleton
cyd ex11_2 accept-length-unset
dan ex11_3 skeleton
eve ex11_1 skeleton
fay ex11_2 skeleton
gus ex11_1 skeleton
hal ex11_1 skeleton
END
    clean env "SUBMISSIONS=$submissions" "RESULTS=$here" "$TOP/grader/class/class" >"$BATS_FILE_TMPDIR/told"
    gradebook "$here" >"$BATS_FILE_TMPDIR/gradebook"
    mkdir "$BATS_FILE_TMPDIR/class"
    cp -r "$here"/{manifest.json,entries,submissions} "$BATS_FILE_TMPDIR/class"
}

setup() {
    mkdir -p "${RESULTS%/*}"
    cp -r "$BATS_FILE_TMPDIR/class" "$RESULTS"
    before=()
    everybody='ada-4711 bea bob cyd dan eve fay gus hal'
}

# all_but KEY...: everybody has the record of one machine already, but these.
all_but() {
    local key
    cp -r "$BATS_FILE_TMPDIR/here/students" "$RESULTS"
    for key; do
        rm -r "$RESULTS/students/$key"
    done
}

needs() {
    local tool
    ((EUID == 0)) || skip 'only root may have machines'
    for tool; do
        [[ -n $(PATH=$PATH:/usr/sbin command -v "$tool") ]] || skip "$tool is not here"
    done
}

# on CLUSTER COMMAND...: status and output as with `run`. Hosts work in tmp/, which is empty at the end. What they build
# they have from here.
on() {
    local kind=$1
    shift
    rm -rf "$BATS_TEST_TMPDIR/cluster"
    mkdir -p "$BATS_TEST_TMPDIR/tmp"
    run clean "PATH=$OUTER_PATH:/usr/sbin" "HOSTS_TMP=$BATS_TEST_TMPDIR/tmp" "HOSTS_BUILT=$BIN" \
        "${before[@]}" "$FIXTURES/cluster" "$kind" "$BATS_TEST_TMPDIR/cluster" "$@"
    nothing_is_left
    same '' "$(ls -A "$BATS_TEST_TMPDIR/tmp")"
}

# The content of the records, without times and shown texts: the words are new in each conversation.
gradebook() {
    (cd "$1/students" && jq --sort-keys 'del(.graded_at) | .exercises[].checks[] |=
        {id, name, rubric, status, score, max_score, session, mistake: .mistake.name}' ./*/results.json)
}

# The students with a record.
graded() {
    (cd "$RESULTS/students" 2>/dev/null && find . -name results.json -printf '%h\n' | sed 's:^./::' | sort | xargs)
}

must_be_as_on_one_machine() {
    same "$everybody" "$(graded)"
    same "$(<"$BATS_FILE_TMPDIR/gradebook")" "$(gradebook "$RESULTS")"
}

# The hosts that have graded a shard.
at_work() {
    awk 'NR > 1 && $7 == 0 { print $2 }' "$RESULTS/joblog.hosts" | sort --unique | xargs
}

@test "make class with HOSTS ends with the same files as without; each host has a part in it, and one that is down is named" {
    needs ssh sshd rsync parallel
    : >"$RESULTS/.class"
    printf '# The lab.\n\nw0\n  w1\nw2\n' >"$BATS_TEST_TMPDIR/hosts"
    before=(HOSTS_LOOK=yes "SUBMISSIONS=$BATS_FILE_TMPDIR/submissions" "RESULTS=$RESULTS" "HOSTS=$BATS_TEST_TMPDIR/hosts")
    on ssh "$TOP/grader/class/class"
    same "0 Folder, 11 files, 9 students.
w0: can't be used: ssh: connect to host 127.0.0.1 port 2200: Connection refused
9 to grade, in 5 shards, on 2 hosts.
9 graded." "$status $(head --lines=4 <<<"$output")"
    must_be_as_on_one_machine
    same 'w1 w2' "$(at_work)"
    same namespaces "$(jq --raw-output .isolation "$RESULTS"/students/*/results.json | sort --unique)"
    same "$(cd "$BATS_FILE_TMPDIR/here" && echo * | sed 's/joblog/&.hosts/')" "$(cd "$RESULTS" && echo *)"
    cmp "$RESULTS/gradebook.csv" "$BATS_FILE_TMPDIR/here/gradebook.csv"
}

@test "a host that vanishes or forges loses nobody: another one does its part, or somebody asks again" {
    local record=$RESULTS/students/bob/results.json
    needs ssh sshd rsync parallel
    all_but ada-4711 bea cyd dan
    on ssh "$TOP/grader/class/run-ssh" "$RESULTS" w3
    [[ $status == 1 ]]
    same "0 graded.
No record yet: ada-4711, bea, cyd, dan. Ask again to go on." "$(tail --lines=2 <<<"$output")"
    same 'bob eve fay gus hal' "$(graded)"
    # Of what comes back, only the record of dan is right.
    on ssh "$TOP/grader/class/run-ssh" "$RESULTS" 'w3,w4'
    [[ $status == 1 ]]
    same "1 graded.
No record yet: ada-4711, bea, cyd. Ask again to go on." "$(tail --lines=2 <<<"$output")"
    same 'bob dan eve fay gus hal' "$(graded)"
    same 'bob dan eve fay gus hal' "$(cd "$RESULTS/students" && echo *)"
    same w4 "$(at_work)"
    # Who could not be graded is graded again, too; and nobody else.
    jq '.status = "error"' "$record" >"$record.new"
    mv "$record.new" "$record"
    on ssh "$TOP/grader/class/run-ssh" "$RESULTS" w1
    same '0 4 to grade, in 4 shards, on 1 host.
4 graded.' "$status $output"
    must_be_as_on_one_machine
    run clean "$TOP/grader/class/run-ssh" "$RESULTS" w1
    same '0 Each student has a record.' "$status $output"
}

@test "a host without the isolation that is asked for, or that runs no program from the folder to work in, is not used" {
    needs ssh sshd rsync parallel
    fixture refuse
    before=("REFUSE=$BATS_FILE_TMPDIR/refuse")
    on ssh "$TOP/grader/class/run-ssh" "$RESULTS" 'w5 w6'
    same "2 w5: can't be used: its isolation is port-lock (no namespaces: pivot_root: Operation not permitted)
w6: can't be used: programs can't be run from $BATS_TEST_TMPDIR/tmp (mounted noexec): see HOSTS_TMP
run-ssh: no host can be used" "$status $output"
    same '' "$(graded)"
}

@test "a Slurm with two nodes gives the same gradebook as one machine, and both have a part in it" {
    needs munged slurmctld slurmd sbatch
    all_but ada-4711 bea fay gus # one of each part
    cat >"$BATS_TEST_TMPDIR/submit" <<'END'
cd "$TOP"
job=$(sbatch --parsable --array=1-4%2 --output="$RESULTS/slurm-%a.txt" grader/class/slurm.sh "$RESULTS")
srun --quiet --dependency="afterany:$job" true # waits for it, and asks nobody meanwhile
END
    on slurm env "TOP=$TOP" "RESULTS=$RESULTS" bash -euo pipefail "$BATS_TEST_TMPDIR/submit"
    same '0 ' "$status $output"
    must_be_as_on_one_machine
    same 'w1 w2' "$(sed -n 's/^part .* on //p' "$RESULTS"/slurm-*.txt | sort --unique | xargs)"
    same '1/4 2/4 3/4 4/4' "$(sed -n 's/^part \(.*\) on .*/\1/p' "$RESULTS"/slurm-*.txt | sort | xargs)"
}

@test "slurm.sh by hand says how to submit it: about a minute for each task, no more tasks than this Slurm takes" {
    local most=$BATS_TEST_TMPDIR/most
    mkdir "$most" "$BATS_TEST_TMPDIR/a class"
    # shellcheck disable=SC2016  # the script's, not ours
    printf '#!/bin/sh\necho "MaxArraySize            = $MOST"\n' >"$most/scontrol"
    chmod +x "$most/scontrol"
    # submits STUDENTS MOST: prints its line for so many.
    submits() {
        printf '{"students": [%s]}' "$(seq --separator=, "$1")" >"$BATS_TEST_TMPDIR/a class/manifest.json"
        run env "PATH=$most:$PATH" "MOST=$2" "$TOP/grader/class/slurm.sh" "$BATS_TEST_TMPDIR/a class"
        [[ $status == 0 ]]
        sed -n 's/.*--array=\([^ ]*\) .*/\1/p' <<<"$output"
    }
    same '1-1%16 1-1%16 1-2%16 1-15%16 1-50%16' \
        "$(submits 0 1001) $(submits 20 1001) $(submits 21 1001) $(submits 300 1001) $(submits 5000 51)"
    submits 300 1001
    same "300 students. Submit them from here, 16 tasks at a time:

    make build
    sbatch --array=1-15%16 --output=$BATS_TEST_TMPDIR/a\\ class/slurm-%a.txt grader/class/slurm.sh $BATS_TEST_TMPDIR/a\\ class

When \`squeue --me\` shows no more of it, make class brings it together, and grades who is left." "$output"
}

@test "any part of the class can be graded anywhere: the parts have everybody, once" {
    local part
    mkdir -p "$BATS_TEST_TMPDIR/kit"/{class,record}
    cp "$TOP/grader/class/shard" "$BATS_TEST_TMPDIR/kit/class"
    # shellcheck disable=SC2016 # for the program
    printf '#!/bin/sh\necho "$1 $2" >>"$1/asked"\n' >"$BATS_TEST_TMPDIR/kit/class/grade-one"
    chmod +x "$BATS_TEST_TMPDIR/kit/class/grade-one"
    for part in 3/3 1/3 2/3; do
        run clean "LAB_BUILD=$BIN" LAB_KIT=kit "$BATS_TEST_TMPDIR/kit/class/shard" "$RESULTS" "$part"
        same '0 ' "$status $output"
        sort "$RESULTS/asked"
        rm "$RESULTS/asked"
    done >"$BATS_TEST_TMPDIR/asked"
    same "$(printf "$RESULTS %d\n" 3 6 9 1 4 7 2 5 8)" "$(<"$BATS_TEST_TMPDIR/asked")"
}

@test "bad input is told in one line, and changes nothing" {
    needs ssh rsync parallel
    # told COMMAND LINE [ARGUMENT]...
    told() {
        local command=$1 line=$2
        shift 2
        run clean "$TOP/grader/class/$command" "$@"
        same "2 $command: $line" "$status $output"
        same 'entries manifest.json submissions' "$(cd "$RESULTS" && echo *)"
    }
    local none=$BATS_TEST_TMPDIR/nothing
    told run-ssh 'say where: run-ssh RESULTS "HOST..." or run-ssh RESULTS FILE' "$RESULTS"
    told run-ssh "there is no host in ' , '" "$RESULTS" ' , '
    told run-ssh "there is no folder '$none'" "$none" w1
    told run-ssh "'w2;touch' is no login on a host: w1, or user@w1" "$RESULTS" 'w1 w2;touch pwned'
    told run-ssh "'-oProxyCommand=id' is no login on a host: w1, or user@w1" "$RESULTS" '-oProxyCommand=id'
    run clean "HOSTS_TMP=my folder" "$TOP/grader/class/run-ssh" "$RESULTS" w1
    same "2 run-ssh: HOSTS_TMP is the path of a folder, without blanks, not 'my folder'" "$status $output"
    mkdir "$none"
    told run-ssh "there is no manifest of a class in '$none': make class has to be asked first" "$none" w1
    told shard 'say what to grade: shard RESULTS K/N, or shard RESULTS NUMBER...' "$RESULTS"
    told shard "there is no manifest of a class in '$none': make class has to be asked first" "$none" 1/2
    told shard "'3/2' is neither a part (2/10) nor one of the entries 1 to 9" "$RESULTS" 3/2
    told shard "'10' is neither a part (2/10) nor one of the entries 1 to 9" "$RESULTS" 9 10
    told slurm.sh "there is no manifest of a class in '$none': make class has to be asked first" "$none"
    export SLURM_ARRAY_TASK_ID=1
    run env SLURM_SUBMIT_DIR="$none" "$TOP/grader/class/slurm.sh" "$RESULTS"
    same "2 slurm.sh: '$none' is not the folder of the kit, or nothing is built there: make build, then submit from there" "$status $output"
    run env SLURM_SUBMIT_DIR="$TOP" SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=7 SLURM_ARRAY_TASK_COUNT=3 \
        "$TOP/grader/class/slurm.sh" "$RESULTS"
    same '2 slurm.sh: the array has a gap: submit all of it, --array=1-N; whoever has a record is left out' "$status $output"
}
