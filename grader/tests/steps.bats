# make steps: what a program has called, step by step.

load kit

# steps EXERCISE FOLDER: status and output as with `run`, without luck.
steps() {
    run clean make --no-print-directory --directory="$TOP" steps "EX=$1" "SUBMISSION=$2"
    output=$(without_luck <<<"$output")
}

@test "of a solution all seven steps are ticked off, with its client beside it" {
    steps ex11_3 solutions
    as_kept solution
    [[ $status == 0 ]]
}

@test "of an untouched skeleton the first step is missing, and its marker is shown" {
    steps ex11_3 exercises
    as_kept skeleton
    [[ $status == 0 ]]
}

@test "of three mistakes the step that is wrong is marked" {
    local plant
    for plant in port-not-swapped listen-forgotten connection-never-closed; do
        "$KIT/plant" "$BATS_TEST_TMPDIR/$plant" ex11_4 "$plant"
        steps ex11_4 "$BATS_TEST_TMPDIR/$plant"
        as_kept "$plant"
    done
}

# of_traces EXERCISE CLIENT...: the steps of the kept traces traces/EXERCISE.*.trace, and the image in the file `image`.
of_traces() {
    local client traces=("$FIXTURES/traces/$1.server.trace")
    for client in "${@:2}"; do
        traces+=("$client=$FIXTURES/traces/$1.$client.trace")
    done
    clean "$BIN/diagnose" draw "ex11_$1" server "${traces[@]}" >"$BATS_TEST_TMPDIR/image"
    run clean "$BIN/diagnose" steps "ex11_$1" server 5000 'socket bind listen accept talk close' /dev/null "${traces[@]}"
}

# lines_of IMAGE: the names of the lines of life, then the arrows: from where to where, and with what.
lines_of() {
    sed --quiet --regexp-extended 's,.*class="name" x="([0-9]+)".*>(.*)</text>,\1 \2,p
        s,<line class="(plain|born|dashed|born dashed)" x1="([0-9]+)" .* x2="([0-9]+)" .*,\1 \2 \3,p
        s,.*class="carried".*>(.*)</text>,    \1,p' "$1"
}

@test "children have their parent's name, and their end; each client has its own, and its connection" {
    of_traces fork first second
    as_kept children
    [[ $status == 0 ]]
    output=$(lines_of "$BATS_TEST_TMPDIR/image")
    as_kept children.image
}

@test "of a pool one sees which thread accepts, and which one serves whom" {
    of_traces pool first second third
    as_kept pool
    [[ $status == 0 ]]
    output=$(lines_of "$BATS_TEST_TMPDIR/image")
    as_kept pool.image
}

@test "of a relay one sees whose message goes to whom" {
    of_traces relay ada bob
    as_kept relay
    [[ $status == 0 ]]
    output=$(lines_of "$BATS_TEST_TMPDIR/image")
    as_kept relay.image
}

@test "a program that has called nothing has a line of life, too" {
    printf '5 17.1 execve("", [], 0) = 0\n5 17.2 +++ killed by SIGKILL +++\n' >"$BATS_TEST_TMPDIR/trace"
    run clean "$BIN/diagnose" draw ex11_1 server "$BATS_TEST_TMPDIR/trace"
    [[ $status == 0 ]]
    printf '%s\n' "$output" >"$BATS_TEST_TMPDIR/image"
    same '410 your server' "$(lines_of "$BATS_TEST_TMPDIR/image")"
}

@test "where a client was not traced, no connection gets a name that may be another one's" {
    of_traces fork second
    as_kept one-of-two
}

@test "a child that nobody has waited for, a fork that failed, and a connection that the parent keeps are told" {
    local trace=$BATS_TEST_TMPDIR/trace
    printf '5 17.%s\n' '1 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3' '2 accept(3, NULL, NULL) = 4' '3 clone(child_stack=NULL, flags=SIGCHLD) = 6' \
        '4 accept(3, NULL, NULL) = 5' '5 clone(child_stack=NULL, flags=SIGCHLD) = -1 EAGAIN (Resource temporarily unavailable)' \
        '6 close(5) = 0' '7 wait4(-1, NULL, WNOHANG, NULL) = 0' '8 wait4(-1, NULL, 0, NULL <unfinished ...>' >"$trace"
    run clean "$BIN/diagnose" lifecycle "$trace"
    same '0 socket(AF_INET, SOCK_STREAM, 0) = server
accept(server) = connection 1
child 1 begins
accept(server) = connection 2
fork = EAGAIN
close(connection 2) = 0
wait waits' "$status $output"
    printf '%s\n' '6 18.1 close(4) = 0' '6 18.2 exit_group(3) = ?' '5 18.3 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=6} ---' >>"$trace"
    run clean "$BIN/diagnose" steps ex11_fork server 5000 'accept close' /dev/null "$trace"
    as_kept nobody-waited
    [[ $status == 1 ]]
    sed --in-place 's/.*WNOHANG.*/5 18.4 close(4) = 0/' "$trace"
    printf '%s\n' '5 18.5 <... wait4 resumed>) = 6 <0.1>' >>"$trace"
    run clean "$BIN/diagnose" steps ex11_fork server 5000 'accept close' /dev/null "$trace"
    [[ $status == 0 && ${lines[-1]} == '  child 1   main                                    status 3, main waited for it' ]] || fail "$output"
}

@test "make steps plays several clients, each traced: of a pool, of one thread for all, and of a process for each" {
    local exercise
    for exercise in fork pool select; do
        steps "$exercise" solutions
        [[ $status == 0 ]] || fail "$output"
        printf '%s:\n' "$exercise"
        grep --only-matching --extended-regexp 'gave connection . of .*|^  (who|main|child|thread) .*' <<<"$output" | sed 's/thread [12] /thread N /' | sort
    done >"$BATS_TEST_TMPDIR/several"
    output=$(<"$BATS_TEST_TMPDIR/several")
    as_kept several
}

@test "the image of each solution is one, and the tutorial shows it" {
    local exercise
    for exercise in "${ALL[@]}"; do
        run clean make --no-print-directory --directory="$TOP" steps "EX=$exercise" SUBMISSION=solutions "RESULTS=$RESULTS"
        grep --quiet --extended-regexp "<title>How $exercise and its clients? talk</title>" "$RESULTS/steps/$exercise.svg"
        ! grep --quiet '&[^a-z]' "$RESULTS/steps/$exercise.svg" || fail "$exercise: an & that is not written out"
        grep --quiet "(images/$exercise.svg)" "$TOP/docs/$exercise.md" || fail "docs/$exercise.md does not show it"
    done
}

@test "make steps says what it needs" {
    steps '' solutions
    [[ $output == 'steps: say which exercise, for example: make steps EX=ex11_3'* ]] || fail "$output"
    steps ex11_3 nowhere
    [[ $output == 'steps: there is no nowhere/ex11_3.c'* ]] || fail "$output"
    printf 'int main(void) { return x; }\n' >"$BATS_TEST_TMPDIR/ex11_3.c"
    steps ex11_3 "$BATS_TEST_TMPDIR"
    [[ $output == 'steps: ex11_3.c does not compile: make grade EX=ex11_3 says more'* ]] || fail "$output"
}
