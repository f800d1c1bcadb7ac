# Forty submissions that are hostile, or as bad as if they were, each in both kinds of isolation: it gets the
# verdict that it deserves and never "cannot grade", and nothing of it is left. All have the same results, and so has
# the right submission that is graded after them and gets all points. The programs are in hostile/.

load kit

setup_file() {
    fixture watched
    fixture refuse
    fixture neighbour
    copy_first_checks "$BATS_FILE_TMPDIR/first"
}

setup() {
    RESULTS=$BATS_FILE_TMPDIR/results place=$BATS_TEST_TMPDIR seen=("$TOP" "$BATS_RUN_TMPDIR") as=() own=''
    prepare
}

teardown() {
    [[ -z $own ]] || rm -rf "$own"
}

# Secrets: in the grader's environment, and in files beside the submission.
prepare() {
    mine=$place/mine left=$place/left
    mkdir "$mine"
    secret=lab11-secret-$RANDOM$RANDOM
    printf 'LAB_SECRET=%s exec "%s/grader/grade"\n' "$secret" "$TOP" >"$place/grade"
    printf '#error %s\n' "$secret" >"$place/secret"
    sed "s/^int main/static const char *secret = \"$secret\";\n&/" "$TOP/solutions/ex11_1.c" >"$place/secret.c"
    : >"$place/begun"
}

# From here on only the first check of each exercise is made. (A program that runs to its limits would do so in all.)
only_first_check() {
    TOP=$BATS_FILE_TMPDIR/first
    sed --in-place "s#exec .*#exec \"$TOP/grader/grade\"#" "$place/grade"
}

# From here on an ordinary user grades, with a copy of the kit in a folder of its own.
become_user() {
    own=$(mktemp -d "${TMPDIR:-/tmp}/lab11-user.XXXXXX")
    copy_kit "$own/kit"
    cp "$BATS_FILE_TMPDIR"/{watched,refuse} "$own"
    TOP=$own/kit KIT=$own/kit/grader/tests RESULTS=$own/results place=$own seen=("$own") fixtures=$own
    prepare
    ((EUID != 0)) || as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    ((EUID != 0)) || chown -R 65534:65534 "$own"
}

# nothing_left: no process, file, System V object, mount or connection; in the results what belongs there, in
# the kit nothing new; and no secret.
nothing_left() {
    same '' "$(<"$left")"
    same '.lock results.json work' "$(find "$RESULTS" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort | paste --serial --delimiters=' ')"
    same '' "$(find "$TOP" \( -path "$TOP/.git" -o -path "$TOP/build" \) -prune -o -newer "$place/begun" -print)"
    ! grep --recursive --fixed-strings "$secret" "$RESULTS" || fail 'the secret is told'
    [[ $output != *"$secret"* ]] || fail "$output"
}

# graded TIER EXERCISE FOLDER EXPECTED: grades a submission; it comes to one of the EXPECTED verdicts, as
# kit.bash has it ("right": it passes), and nothing is left.
graded() {
    printf 'In the tier %s, %s:\n' "$1" "$3"
    run watched "$1" env "ISOLATION=$1" "EX=$2" "SUBMISSION=$3" "RESULTS=$RESULTS" bash "$place/grade"
    judged "$@"
}

judged() {
    local verdict isolation errors
    IFS='|' read -r isolation errors verdict < <(record "$HOW"'"\(.isolation)|\([.exercises[], .exercises[].checks[]
        | select(.status == "error")] | length)|\(.exercises[0] | how)"')
    [[ "|$4|" == *"|$verdict|"* && $status == "$([[ $verdict == right ]] && echo 0 || echo 1)" ]] ||
        fail "$1: exit status $status, '$verdict' instead of '$4'" "$output"
    same "$1 0" "$isolation $errors"
    nothing_left
}

# goes_on [EXERCISE]: by then a right submission is graded as ever, in each tier.
goes_on() {
    local tier
    for tier in $(tiers); do
        graded "$tier" "${1:-}" "$TOP/solutions" right
    done
}

# held TIER FOLDER EXERCISE EXPECTED [COMMAND]...: grades it in that tier. The command looks closer then.
held() {
    local folder=$2
    [[ $folder == /* ]] || folder=$KIT/$folder
    graded "$1" "$3" "$folder" "$4"
    if (($# > 4)); then
        "${@:5}"
    fi
}

# contained FOLDER EXERCISE EXPECTED [COMMAND]...: the same in each tier.
contained() {
    local tier
    for tier in $(tiers); do
        held "$tier" "$@"
    done
}

# told TEXT [EXERCISE]: the message of the first check that failed has it. (Exercises are counted from 0.)
told() {
    local message
    message=$(record "[.exercises[${2:-0}].checks[] | select(.status == \"fail\")][0].message")
    [[ $message == *"$1"* ]] || fail "not told: $1" "$message"
}

# is_skipped [WORDS [EXERCISE]]: of those that do not compile the first check says so, with these words, and the others
# are skipped.
is_skipped() {
    same 'fail skipped' \
        "$(record ".exercises[${2:-0}].checks | [.[0].status] + (.[1:] | map(.status) | unique) | join(\" \")")"
    told "${1:-}" "${2:-0}"
}

# not_compiled TIER [TEXT WORDS]...: sources with these texts, one an exercise, and what is said of each.
not_compiled() {
    local tier=$1 number words=()
    shift
    while (($# > 0)); do
        words+=("$2")
        printf '%s\n' "$1" >"$mine/ex11_${#words[@]}.c"
        shift 2
    done
    held "$tier" "$mine" '' -
    for number in "${!words[@]}"; do
        is_skipped "${words[number]}" "$number"
    done
}

# states_are STATE...: what the exercises come to, without a look into their sources.
states_are() {
    same "$(printf '%s\n' "$@")" "$(record '.exercises[] | select(.status != "not started") | "\(.status): \(.message)"')"
}

# Two programs that need the path of the results, or of a secret, written into their source in FOLDER.
result_writer() {
    printf '#define RESULTS "%s"\n#define WORK RESULTS "/work"\n' "$RESULTS" | cat - "$KIT/hostile/result-writer/ex11_1.c" >"$1/ex11_1.c"
}

spy() {
    sed "s#SECRET_FILE#$place/secret#" "$KIT/hostile/env-and-proc-spy/ex11_1.c" >"$1/ex11_1.c"
}

# ---- When it is compiled --------------------------------------------------------------------

@test "1 inc_solution_rel: it includes the solution by a relative path" {
    local tier path sources=()
    for path in ../../solutions/ex11_1.c ../../../../secret.c; do
        sources+=("#include \"$path\"" ".c includes '$path': an exercise is one file")
    done
    for tier in $(tiers); do
        not_compiled "$tier" "${sources[@]}"
    done
}

@test "2 inc_solution_abs: it includes files by absolute paths, in each spelling" {
    local tier other=$place/secret
    for tier in $(tiers); do
        not_compiled "$tier" \
            "#include \"$other.c\"" "ex11_1.c includes '$other.c': an exercise is one file" \
            "%:include \"$other\"" "ex11_2.c includes '$other': an exercise is one file" \
            "??=include \"$other\"" '' \
            '#include "/etc/shadow"' "ex11_4.c includes '/etc/shadow': an exercise is one file"
    done
}

@test "3 incbin_expected: the assembler includes a file" {
    local tier how sources=()
    for how in incbin include; do
        sources+=("__asm__(\".$how \\\"$place/secret\\\"\"); int main(void) { return 0; }" 'secret')
    done
    for tier in $(tiers); do
        not_compiled "$tier" "${sources[@]}"
    done
}

# With the port lock the compiler stops at a file that it may not read: so the source learns that it exists.
@test "4 has_include_oracle: it asks whether a file is there, and is not told what is in it" {
    local tier said
    for tier in $(tiers); do
        said='there is nothing'
        [[ $tier == namespaces ]] || said="ex11_1.c includes '$place/secret.c': "
        not_compiled "$tier" "#if __has_include(\"$place/secret.c\")
#include \"$place/secret.c\"
#else
#error there is nothing
#endif" "$said"
    done
}

@test "5 inc_dev_zero, urandom, stdin: it includes what has no end" {
    local tier
    for tier in $(tiers); do
        not_compiled "$tier" '#include "/dev/zero"' '' '#include "/dev/stdin"' ''
    done
    rm "$mine"/*
    not_compiled port-lock '#include "/dev/urandom"' '' # which takes its time
}

@test "6 compiler_bomb_16g: an array of 16 GiB with a value in it" {
    contained hostile/compiler-bomb-16g ex11_1 - is_skipped
}

@test "7 macro_bomb, deep nesting: the compiler needs memory without end" {
    local stopped='The compiler was stopped: it needed more than 10 s, or too much memory.'
    held "$(tiers | head --lines=1)" hostile/macro-bomb ex11_1 - is_skipped "$stopped" # which takes its time
    not_compiled port-lock "int main(void) { return $(printf '(%.0s' {1..100000})0; }" ''
}

@test "8 self_include: messages without end" {
    contained hostile/self-include ex11_1 - is_skipped 'The compiler was stopped: it had more to say than 8 MiB.'
}

# ---- Before it is compiled ------------------------------------------------------------------

# The names of exercises are fixed, so other files are ignored.
@test "9 at_file: a file @x.c that is an option for the compiler" {
    printf '%s\n' "-wrapper touch,$BATS_TEST_TMPDIR/ran" >"$mine/x.c"
    cp "$mine/x.c" "$mine/ex11_2.c"
    : >"$mine/@x.c"
    : >"$mine/@ex11_2.c"
    contained "$mine" ex11_2 -
    cp "$TOP/solutions/ex11_1.c" "$mine"
    contained "$mine" ex11_1 right
    [[ ! -e $BATS_TEST_TMPDIR/ran ]]
}

@test "10 fifo_source and others: what stands for the source is no small file" {
    local tier states=() no_file='is not a file that holds a program.'
    mkfifo "$mine/ex11_1.c"
    mkdir "$mine/ex11_2.c"
    truncate --size=1T "$mine/ex11_3.c"
    states=("fail: ex11_1.c $no_file" "fail: ex11_2.c $no_file" 'fail: ex11_3.c is larger than 1 MiB.')
    if ((EUID == 0)); then
        mknod "$mine/ex11_4.c" c 1 5
        states+=("fail: ex11_4.c $no_file")
    fi
    for tier in $(tiers); do
        held "$tier" "$mine" '' - states_are "${states[@]}"
    done
}

# That others can't is the grader's trouble (input.bats).
@test "10 what nobody may read is read by root" {
    ((EUID == 0)) || skip 'only root can read it'
    install --mode=000 "$TOP/solutions/ex11_1.c" "$mine"
    contained "$mine" ex11_1 right
}

@test "11 symlink_source: a link stands for the source" {
    local tier number=0 target states=()
    for target in "$TOP/solutions/ex11_1.c" /etc/shadow ex11_3.c nowhere; do
        number=$((number + 1))
        ln -s "$target" "$mine/ex11_$number.c"
        states+=("fail: ex11_$number.c is a link; it must be the file itself.")
    done
    ln "$place/secret.c" "$mine/ex11_5.c"
    for tier in $(tiers); do
        held "$tier" "$mine" '' - \
            states_are "${states[@]}" 'fail: ex11_5.c is a link with another name elsewhere; it must be a file of its own.'
    done
}

# ---- When it runs ---------------------------------------------------------------------------

@test "12 fake_status: it shows the words of graders, and ends with the status of a time-out" {
    contained hostile/fake-status ex11_1 'shown too much' told 'ended with status 124'
}

@test "13 hardcoded_output: it prints the sample dialogue and opens no socket" {
    contained wrong/printer ex11_2 'shown too much|ended|stuck'
}

# It shows whatever it could do, and then gets another verdict. So do 34, 35 and 40.
@test "14 exit_forger: it reaches for its parent, who tells how it ended" {
    contained hostile/exit-forger ex11_1 'condition false'
}

# It fails to do harm, and otherwise does what it should.
@test "15 kill_all: it kills its parent, and all that it may kill" {
    contained hostile/kill-all ex11_2 right
}

@test "16 suspend_self: it stops itself" {
    contained hostile/suspend-self ex11_2 stuck
}

@test "17 ignore_sigint: it ignores CTRL-C and all that ends politely" {
    contained hostile/ignore-sigint ex11_4 stuck
}

@test "18 slow_shutdown: it needs a while to end after CTRL-C, and is right" {
    contained right/slow-shutdown ex11_4 right
}

@test "19 daemon_escape: it leaves a daemon behind on port 5000" {
    contained hostile/daemon-escape ex11_2 'condition false|ended|shown too much'
}

@test "20 fork_bomb: it forks without end" {
    only_first_check
    contained hostile/fork-bomb ex11_2 'spinning|stuck|shown other|shown too much'
}

@test "21 fork_setsid_bomb: the same, each child in a session of its own, and parents leave" {
    only_first_check
    contained hostile/fork-setsid-bomb ex11_2 'ended|shown other|spinning|stuck|shown too much'
}

# Where a process for each connection is right, too.
@test "20 and 21 again: children that fork without end in the server of a challenge that forks by right" {
    contained hostile/fork-bomb ex11_fork 'spinning|stuck|hoarding'
    contained hostile/fork-setsid-bomb ex11_fork 'spinning|stuck|hoarding'
}

# The neighbour is graded at the same time. (On a network that they share they take turns.)
@test "22 spin_60: sixty sessions compute, and a neighbour passes meanwhile" {
    local tier all=$TOP
    only_first_check
    cat >"$BATS_TEST_TMPDIR/both" <<'END'
bash "$GRADE" &
SUBMISSION=$NEIGHBOUR RESULTS=$RESULTS.neighbour "$ALL/grader/grade" || echo "the neighbour: exit status $?"
wait $!
END
    for tier in $(tiers); do
        run watched "$tier" env "GRADE=$place/grade" "ALL=$all" "ISOLATION=$tier" EX=ex11_2 "RESULTS=$RESULTS" \
            "SUBMISSION=$KIT/hostile/spin-60" "NEIGHBOUR=$TOP/solutions" bash "$BATS_TEST_TMPDIR/both"
        judged "$tier" ex11_2 spin-60 spinning
        [[ $output != *'the neighbour:'* ]] || fail "$tier" "$output"
    done
}

@test "23 thread_server_100: it has a hundred threads, and is right" {
    contained right/hundred-threads ex11_5 right
}

@test "24 mem_touch: it takes memory without end" {
    contained hostile/mem-touch ex11_2 'hoarding|stuck|ended|shown other'
}

@test "25 mem_forks: sixteen children take 100 MB each" {
    only_first_check
    contained hostile/mem-forks ex11_2 hoarding
}

@test "26 shm_hoard: it takes memory that no process holds, and leaves it" {
    contained hostile/shm-hoard ex11_1 'condition false'
}

# It would do no harm untouched, but such a program can't even be started under the limits.
@test "27 huge_bss: its array of 16 GiB has no value" {
    contained hostile/huge-bss ex11_1 'ended|-|condition false'
}

@test "28 stack_overflow: it calls itself without end" {
    contained hostile/stack-overflow ex11_1 'ended|condition false' told SIGSEGV
}

@test "29 out_flood: it shows text without end" {
    contained hostile/out-flood ex11_2 'shown too much|flooding'
}

@test "30 disk_fill: it writes as much as it can, as deep as it can, where nobody can go" {
    contained hostile/disk-fill ex11_1 'condition false|spinning|hoarding'
}

# Its connections linger in TIME_WAIT: on a network that is shared the next play would wait that minute.
@test "31 fd_leak: it never closes a connection" {
    network=own
    contained wrong/leaks-descriptors ex11_4 'stuck|condition false'
}

# As the lab sheet does.
@test "32 time_wait: it closes first, without SO_REUSEADDR, and is right" {
    contained right/no-reuseaddr ex11_3 right
}

@test "33 wrong_port, port_squat: it listens elsewhere, or in other ways" {
    contained wrong/wrong-port ex11_2 'stuck|condition false'
    contained hostile/port-squat ex11_2 'shown other'
}

@test "34 phone_home: it calls a neighbour and others, and nobody is reached" {
    local tier
    cat >"$BATS_TEST_TMPDIR/beside" <<'END'
"$NEIGHBOUR" >"$CALLS" &
until [[ -s $CALLS ]]; do kill -0 $! || exit; done
status=0
bash "$GRADE" || status=$?
kill $!
wait $! || true
rm /dev/shm/lab11-neighbour*
exit "$status"
END
    for tier in $(tiers); do
        run watched "$tier" env "NEIGHBOUR=$BATS_FILE_TMPDIR/neighbour" "CALLS=$BATS_TEST_TMPDIR/calls" "ISOLATION=$tier" \
            "GRADE=$place/grade" EX=ex11_1 "SUBMISSION=$KIT/hostile/phone-home" "RESULTS=$RESULTS" \
            bash "$BATS_TEST_TMPDIR/beside"
        judged "$tier" ex11_1 phone-home 'condition false'
        same here "$(<"$BATS_TEST_TMPDIR/calls")"
    done
}

@test "35 env_and_proc_spy: it looks for secrets in environments, processes, folders and descriptors" {
    spy "$mine"
    contained "$mine" ex11_1 'condition false'
}

@test "36 tiocsti: it types a command into the terminal" {
    contained hostile/tiocsti ex11_1 'shown other' told 'TIOCSTI: Input/output error'
    [[ ! -e $TOP/typed-by-tiocsti && ! -e typed-by-tiocsti ]]
}

@test "37 tty_vandal: it writes to all terminals, and makes CTRL-C a byte like any other" {
    contained hostile/tty-vandal ex11_4 stuck
}

# The record is JSON in UTF-8, and what is shown has no control character.
harmless() {
    jq . "$RESULTS/results.json" | iconv --from-code=UTF-8 --to-code=UTF-8 >/dev/null
    same '' "$(LC_ALL=C tr --delete '\n\040-\176\200-\377' <<<"$output" | od --address-radix=n -c)"
    ! grep --quiet --perl-regexp '[\x{80}-\x{9f}\x{202a}-\x{202e}\x{2066}-\x{2069}]' <<<"$output"
}

@test "38 report_injector: it shows what takes over terminals, pages, tables and logs" {
    contained hostile/report-injector ex11_1 'shown other|shown too much' harmless
}

# is_utf8: so is the record, whatever the folder is called.
is_utf8() {
    jq . "$RESULTS/results.json" | iconv --from-code=UTF-8 --to-code=UTF-8 >/dev/null
}

@test "39 odd_names: the submission's folder and what is beside the exercise have odd names" {
    local tier name
    cp "$TOP/solutions/ex11_1.c" "$mine"
    printf '#error own header\n' | tee "$mine/stdio.h" >"$mine/socket.h"
    printf -- '--log-file=%s\n' "$BATS_TEST_TMPDIR/ran" >"$mine/.valgrindrc"
    printf 'shell touch %s\n' "$BATS_TEST_TMPDIR/ran" >"$mine/.gdbinit"
    printf 'all:\n\ttouch %s\n' "$BATS_TEST_TMPDIR/ran" | tee "$mine/Makefile" >"$mine/.bashrc"
    for tier in $(tiers); do
        for name in -rf 'a b' "\$(touch ran)" ';id' $'two\nlines' $'\xff' $'\xe2\x80\xaexe' "$(printf 'x%.0s' {1..252})"; do
            mv "$mine" "$BATS_TEST_TMPDIR/$name"
            mine=$BATS_TEST_TMPDIR/$name
            held "$tier" "$mine" ex11_1 right is_utf8
        done
    done
    [[ ! -e $BATS_TEST_TMPDIR/ran && ! -e $TOP/ran ]]
}

@test "40 result_writer: it writes the record itself, and has a child that does so ever after" {
    result_writer "$mine"
    contained "$mine" ex11_1 'condition false'
}

# ---- Afterwards -----------------------------------------------------------------------------

@test "a right submission is graded as ever after all of them" {
    goes_on
    same 'pass 100/100' "$(record '"\(.status) \(.score)/\(.max_score)"')"
}

# ---- By whom --------------------------------------------------------------------------------

@test "an ordinary user's grader contains them as well" {
    local tier
    become_user
    mkdir "$mine/writer" "$mine/spy"
    result_writer "$mine/writer"
    spy "$mine/spy"
    for tier in $(tiers); do
        held "$tier" hostile/fork-setsid-bomb ex11_2 'ended|shown other|spinning|stuck|shown too much'
        held "$tier" hostile/fork-setsid-bomb ex11_fork 'spinning|stuck|hoarding'
        held "$tier" hostile/daemon-escape ex11_2 'condition false|ended|shown too much'
        held "$tier" hostile/kill-all ex11_2 right
        held "$tier" hostile/exit-forger ex11_1 'condition false'
        held "$tier" hostile/shm-hoard ex11_1 'condition false'
        held "$tier" hostile/disk-fill ex11_1 'condition false|spinning|hoarding'
        held "$tier" hostile/self-include ex11_1 - is_skipped
        held "$tier" "$mine/writer" ex11_1 'condition false'
        held "$tier" "$mine/spy" ex11_1 'condition false'
    done
    goes_on ex11_2
    goes_on ex11_fork
}
