# make crowd: a crowd of clients at each kind of server; and the page that shows its figures.

load kit

# crowd [NAME=VALUE]...: status and output as with `run`.
crowd() {
    run clean make --no-print-directory --directory="$TOP" crowd "RESULTS=$RESULTS" "$@"
}

# figures FILTER: applies the filter of jq to each server of the last crowd.
figures() {
    jq --raw-output ".servers[] | $1" "$RESULTS/crowd/crowd.json"
}

# For `figures`: what became of a crowd.
HOW='def how: "\(.answered) answered, \(.turned_away) away, \(.accepted) accepted, \(.queued) queued, \(.outside) outside"
    + (if .ended then ", and it has ended" else "" end); '

# change EXERCISE SED: makes the folder `changed` with this solution, changed.
change() {
    mkdir -p "$BATS_TEST_TMPDIR/changed"
    sed --regexp-extended "$2" "$TOP/solutions/$(file_of "$1")" >"$BATS_TEST_TMPDIR/changed/$1.c"
    ! cmp --quiet "$TOP/solutions/$(file_of "$1")" "$BATS_TEST_TMPDIR/changed/$1.c" || fail "$1 is not changed"
}

@test "a crowd behind one silent client waits at the serial server, and at no other" {
    crowd CLIENTS=20 SUBMISSION=solutions
    [[ $status == 0 ]] || fail "$output"
    same 'serial: 0 answered, 0 away, 0 accepted, 4 queued, 16 outside; then 20 answered, 0 away, 0 accepted, 0 queued, 0 outside
threads: 20 answered, 0 away, 0 accepted, 0 queued, 0 outside; then 20 answered, 0 away, 0 accepted, 0 queued, 0 outside
fork: 20 answered, 0 away, 0 accepted, 0 queued, 0 outside; then 20 answered, 0 away, 0 accepted, 0 queued, 0 outside
select: 20 answered, 0 away, 0 accepted, 0 queued, 0 outside; then 20 answered, 0 away, 0 accepted, 0 queued, 0 outside
pool: 20 answered, 0 away, 0 accepted, 0 queued, 0 outside; then 20 answered, 0 away, 0 accepted, 0 queued, 0 outside' \
        "$(figures "$HOW"'"\(.design): \(.silent | how); then \(.silent.then | how)"')"
    same 'serial: 20 answered, 0 away, 0 accepted, 0 queued, 0 outside; holds 0 in 1 processes, 1 threads
threads: 20 answered, 0 away, 0 accepted, 0 queued, 0 outside; holds 20 in 1 processes, 21 threads
fork: 20 answered, 0 away, 0 accepted, 0 queued, 0 outside; holds 20 in 21 processes, 21 threads
select: 20 answered, 0 away, 0 accepted, 0 queued, 0 outside; holds 20 in 1 processes, 1 threads
pool: 4 answered, 0 away, 16 accepted, 0 queued, 0 outside; holds 20 in 1 processes, 6 threads' \
        "$(figures "$HOW"'.stay | "\(how); holds \(.held) in \(.processes) processes, \(.threads) threads"' |
            paste --delimiters=' ' <(figures '"\(.design):"') -)"
    same '20 20 20 20 20' "$(figures '.visits.answered' | xargs)"
    # A process takes more memory than a thread, and a thread more than a buffer.
    same 'true' "$(jq 'def each($of): .servers[] | select(.design == $of).stay
            | (.memory | [.after, .before | .pages + .page_tables] | .[0] - .[1]) / .held;
        each("fork") > each("threads") and each("threads") > each("select") and each("select") >= 4096' "$RESULTS/crowd/crowd.json")"
    [[ $output == *$'\n\n'"serial: it parts with each client after one answer, and so nobody stays."* ]] || fail "$output"
    grep --quiet '<title>20 clients come to each kind of server</title>' "$RESULTS/crowd/crowd.svg"
}

@test "what a server does at its limit is a figure: it turns clients away, or lets them wait" {
    crowd CLIENTS=150 EX=fork SUBMISSION=solutions
    same '150 true fork: Resource temporarily unavailable false' \
        "$(figures '.stay | "\(.answered + .turned_away) \(.answered > 64 and .answered < 128) \(.said) \(.ended)"')"
    crowd CLIENTS=150 EX=ex11_5 SUBMISSION=solutions
    same '150 true pthread_create: Resource temporarily unavailable false' \
        "$(figures '.stay | "\(.answered + .turned_away) \(.answered > 64 and .answered < 128) \(.said) \(.ended)"')"
    crowd CLIENTS=300 EX=select SUBMISSION=solutions
    same '252 answered, 0 away, 0 accepted, 4 queued, 44 outside' "$(figures "$HOW"'.stay | how')"
    [[ $output == *' 300 '*' 300 '*' 252 '*' 0 '*' 48 '*KiB* ]] || fail "$output"
}

@test "the student's own servers are measured, and of the others it says why not" {
    mkdir "$BATS_TEST_TMPDIR/changed"
    cp "$EXERCISES_PLACE/ex11_4/skeleton.c" "$BATS_TEST_TMPDIR/changed/ex11_4.c"
    printf 'int main(void) { return x; }\n' >"$BATS_TEST_TMPDIR/changed/ex11_pool.c"
    printf '#include <unistd.h>\nint main(void) { pause(); }\n' >"$BATS_TEST_TMPDIR/changed/ex11_select.c"
    change ex11_5 's/^( +)printf\("Connection successful.*/\1exit(3);/; s/^#include <stdio.h>/&\n#include <stdlib.h>/'
    crowd CLIENTS=9 "SUBMISSION=$BATS_TEST_TMPDIR/changed"
    [[ $status == 0 ]] || fail "$output"
    same 'threads: the program has ended, or has used up its processor time or memory.
serial: it is not started (ex11_4)
fork: there is no such file (ex11_fork)
select: it does not listen (ex11_select)
pool: it does not compile (ex11_pool)' "$(grep ': ' <<<"$output" | grep --invert-match '^The figures')"
    same 'true 0 9' "$(figures 'select(.visits).visits | "\(.ended) \(.answered) \(.turned_away + .accepted + .queued + .outside)"')"
    printf 'int main(void) { return 0; }\n' >"$BATS_TEST_TMPDIR/changed/ex11_4.c"
    crowd CLIENTS=9 EX=ex11_4 "SUBMISSION=$BATS_TEST_TMPDIR/changed"
    same '0 it ends before it listens' "$status $(figures .trouble)"
}

@test "a server of a crowd is contained: it sees no kit, and a fork bomb ends with it" {
    change ex11_5 "s|^int main\(void\)|int see(void) { return fopen(\"$TOP/Makefile\", \"r\") != NULL; }\n&|
        s|^( +)int socket_desc = -1, status = -1;|&\n fprintf(stderr, see() ? \"seen\\\\n\" : \"hidden\\\\n\");|"
    crowd CLIENTS=3 EX=ex11_5 "SUBMISSION=$BATS_TEST_TMPDIR/changed"
    same hidden "$(figures .stay.said)"
    change ex11_fork 's/^( +)echo\(new_socket\);/\1while (fork() != -1) {}\n pause();/'
    crowd CLIENTS=1 EX=fork "SUBMISSION=$BATS_TEST_TMPDIR/changed"
    [[ $status == 0 ]] || fail "$output"
    same '0 true' "$(figures '.stay | "\(.answered) \(.processes > 64 and .processes <= 128)"')"
    same '' "$(pgrep --exact ex11_fork)"
}

@test "make crowd says what it needs" {
    crowd CLIENTS=many SUBMISSION=solutions
    [[ $status == 2 && $output == 'crowd: CLIENTS is a number from 1 to 10000, for example: make crowd CLIENTS=100'* ]] || fail "$output"
    crowd EX=telnet SUBMISSION=solutions
    [[ $status == 2 && $output == 'crowd: ex11_telnet has no design of its own: '* ]] || fail "$output"
    crowd SUBMISSION=nowhere
    [[ $status == 2 && $output == "crowd: there is no folder 'nowhere'"* ]] || fail "$output"
    RESULTS=/proc/none
    crowd SUBMISSION=solutions
    [[ $status == 2 && $output == "crowd: '/proc/none/crowd' can't be written to: "* ]] || fail "$output"
}

@test "the table and the picture of the tutorial are of one run, and it shows when they are not" {
    run clean "$TOP/docs/figures" --check
    same '0 ' "$status $output"
    mkdir -p "$BATS_TEST_TMPDIR/kit/grader"
    cp -r "$TOP/docs" "$BATS_TEST_TMPDIR/kit/docs"
    cp -r "$TOP/grader/desk" "$BATS_TEST_TMPDIR/kit/grader/desk"
    cd "$BATS_TEST_TMPDIR/kit"
    jq '.servers[1].visits.last_ms = 12345' docs/images/designs.json >changed
    mv changed docs/images/designs.json
    run clean docs/figures --check
    same '1 1 1' "$status $(grep --count '^+| \[threads\](ex11_5.md) | 81 | 12.3 s |' <<<"$output") $(grep --count '^+<text .*>81; 12.3 s</text>' <<<"$output")"
    clean docs/figures
    run clean docs/figures --check
    same '0 ' "$status $output"
}

@test "terminal, page and picture show the same figures, whatever they are" {
    local form figure shown
    cd "$BATS_TEST_TMPDIR"
    jq --null-input '{clients: 12345, processors: 2, system: "Linux 6.1", servers: [
        {exercise: "ex11_4", design: "serial", visits: {answered: 1234, last_ms: 617}, silent: {answered: 77},
         stay: {answered: 88, turned_away: 3333, accepted: 1, queued: 2, outside: 1000, held: 10, said: "it has <b> & said",
                memory: {before: {pages: 1000, page_tables: 24}, after: {pages: 100000, page_tables: 2400}}}}]}' >figures.json
    for form in terminal page picture; do
        shown=$(jq --raw-output --from-file "$TOP/grader/desk/crowd.jq" --arg form $form figures.json)
        for figure in 2,000 '617 ms' 77 88 3,333 1,003 '9.9 KiB'; do
            [[ $shown == *"$figure"* ]] || fail "$form does not show $figure:" "$shown"
        done
    done
}
