# Forty submissions that are hostile, or as bad as if they were, in both kinds of isolation: each gets the verdict that
# it deserves and never "cannot grade", and nothing of it is left. All are graded together, two at a time, in a copy of
# the kit where each has an exercise of its own; what it came to is looked at in a test of its own. A right submission
# that is graded after them gets all points. The programs are in hostile/.

load kit

setup_file() {
    local tier
    fixture watched
    fixture refuse
    fixture neighbour
    at "$BATS_FILE_TMPDIR"
    make_kit
    for tier in $(tiers); do
        hand_in "$tier"
        grade_them all "$tier"
    done
}

setup() {
    own=''
    at "$BATS_FILE_TMPDIR"
}

teardown() {
    [[ -z $own ]] || rm -rf "$own"
}

# at PLACE: what is graded, how, and what becomes of it is in there; a grading sees nothing else of /tmp.
at() {
    place=$1 fixtures=$1 kit=$1/kit seen=("$TOP" "$BATS_RUN_TMPDIR") as=()
}

# ---- The kit and the programs ---------------------------------------------------------------

# What each program is written for. Of those that fail at the first check only that is made: in the others they would do
# the same again.
failing=(
    hostile/compiler-bomb-16g/ex11_1 hostile/self-include/ex11_1 hostile/macro-bomb/ex11_1 hostile/fake-status/ex11_1
    hostile/exit-forger/ex11_1 hostile/shm-hoard/ex11_1 hostile/huge-bss/ex11_1 hostile/stack-overflow/ex11_1
    hostile/disk-fill/ex11_1 hostile/phone-home/ex11_1 hostile/env-and-proc-spy/ex11_1 hostile/tiocsti/ex11_1
    hostile/report-injector/ex11_1 hostile/result-writer/ex11_1 hostile/suspend-self/ex11_2
    hostile/daemon-escape/ex11_2 hostile/fork-bomb/ex11_2 hostile/fork-setsid-bomb/ex11_2 hostile/spin-60/ex11_2
    hostile/mem-touch/ex11_2 hostile/mem-forks/ex11_2 hostile/out-flood/ex11_2 hostile/port-squat/ex11_2
    wrong/printer/ex11_2 wrong/wrong-port/ex11_2 hostile/ignore-sigint/ex11_4 hostile/tty-vandal/ex11_4
    hostile/forks-by-right/ex11_fork hostile/sessions-by-right/ex11_fork hostile/ten-thousand-threads/ex11_pool
)
# Of these all are made.
complete=(
    hostile/kill-all/ex11_2 right/slow-shutdown/ex11_4 right/hundred-threads/ex11_5 right/no-reuseaddr/ex11_3
    wrong/leaks-descriptors/ex11_4
)
# Sources that need a place or a tier, or are no sources.
others=(
    inc_rel inc_secret_rel inc_abs inc_digraph inc_trigraph inc_shadow incbin include has_include dev_zero dev_stdin
    urandom nesting at_file fifo folder large device unreadable link_solution link_shadow link_other link_nowhere linked
)

# name_of FOLDER/EXERCISE: sets name to the program's, as an exercise can be called, and exercise.
name_of() {
    exercise=${1##*/} name=${1%/*}
    name=${name##*/}
    name=${name//-/_}
}

# add_exercise NAME EXERCISE: adds that exercise once more, under this name, and a challenge as one of the lab's.
add_exercise() {
    local exercises=$kit/grader/exercises
    cp -r "$exercises/$2" "$exercises/$1"
    sed --in-place "s/$2/$1/g" "$exercises/$1"/*.session
    sed --in-place 's/^part: .*/part: lab/' "$exercises/$1/facts"
}

# The compiler's limits are lower there: what meets them meets these sooner.
make_kit() {
    local program name exercise
    copy_kit "$kit"
    sed --in-place -E 's/^cpu=10 (.*) words=8388608$/cpu=3 \1 words=1048576/' "$kit/grader/compile"
    ! cmp --silent "$TOP/grader/compile" "$kit/grader/compile" || fail 'the limits of the compiler are what they were'
    for program in "${failing[@]}" "${complete[@]}" "${others[@]/%//ex11_1}"; do
        name_of "$program"
        add_exercise "$name" "$exercise"
        [[ " ${complete[*]} inc_abs/ex11_1 unreadable/ex11_1 " == *" $program "* ]] ||
            sed --in-place '/^}$/q' "$kit/grader/exercises/$name/checks.bats"
    done
    # Secrets: in the grader's environment, and in files beside the submissions.
    secret=lab11-secret-$RANDOM$RANDOM
    printf '#error %s\n' "$secret" >"$place/secret"
    sed "s/^int main/static const char *secret = \"$secret\";\n&/" "$TOP/solutions/ex11_1.c" >"$place/secret.c"
}

# put FOLDER/EXERCISE...: hands these programs in, each under its name. Some have a path of this place in their source.
put() {
    local program name exercise
    for program; do
        name_of "$program"
        sed "s/$exercise/$name/g; s#SECRET_FILE#$place/secret#" "$KIT/$program.c" >"$mine/$name.c"
        [[ $name != result_writer ]] ||
            sed --in-place "1i #define RESULTS \"$results\"\n#define WORK RESULTS \"/work\"" "$mine/$name.c"
    done
}

# source_of NAME TEXT: hands in that text.
source_of() {
    printf '%s\n' "$2" >"$mine/$1.c"
}

# hand_in TIER: makes the submission with all of them. (What takes its time is in one tier only.)
hand_in() {
    local name
    in_run all "$1"
    put "${failing[@]}" "${complete[@]}"
    rm "$mine"/{spin_60,leaks_descriptors}.c # have tests of their own
    [[ $1 == "$(tiers | head --lines=1)" ]] || rm "$mine/macro_bomb.c"
    name=$(realpath --canonicalize-missing --relative-to="$results/work/inc_rel/inc_rel.build" "$TOP/solutions")
    source_of inc_rel "#include \"$name/ex11_1.c\""
    source_of inc_secret_rel '#include "../../../../../secret.c"'
    source_of inc_abs "#include \"$place/secret.c\""
    source_of inc_digraph "%:include \"$place/secret\""
    source_of inc_trigraph "??=include \"$place/secret\""
    source_of inc_shadow '#include "/etc/shadow"'
    for name in incbin include; do
        source_of $name "__asm__(\".$name \\\"$place/secret\\\"\"); int main(void) { return 0; }"
    done
    source_of has_include "#if __has_include(\"$place/secret.c\")
#include \"$place/secret.c\"
#else
#error there is nothing
#endif"
    source_of dev_zero '#include "/dev/zero"'
    source_of dev_stdin '#include "/dev/stdin"'
    if [[ $1 == port-lock ]]; then
        source_of urandom '#include "/dev/urandom"'
        source_of nesting "int main(void) { return $(printf '(%.0s' {1..100000})0; }"
    fi
    # The names of exercises are fixed, so other files are ignored.
    source_of at_file "-wrapper touch,$place/ran"
    cp "$mine/at_file.c" "$mine/x.c"
    : >"$mine/@x.c"
    : >"$mine/@at_file.c"
    printf '#error own header\n' | tee "$mine/stdio.h" >"$mine/socket.h"
    printf -- '--log-file=%s\n' "$place/ran" >"$mine/.valgrindrc"
    printf 'shell touch %s\n' "$place/ran" >"$mine/.gdbinit"
    printf 'all:\n\ttouch %s\n' "$place/ran" | tee "$mine/Makefile" >"$mine/.bashrc"
    mkfifo "$mine/fifo.c"
    mkdir "$mine/folder.c"
    truncate --size=1T "$mine/large.c"
    ((EUID != 0)) || mknod "$mine/device.c" c 1 5
    ((EUID != 0)) || install --mode=000 "$TOP/solutions/ex11_1.c" "$mine/unreadable.c"
    ln -s "$TOP/solutions/ex11_1.c" "$mine/link_solution.c"
    ln -s /etc/shadow "$mine/link_shadow.c"
    ln -s large.c "$mine/link_other.c"
    ln -s nowhere "$mine/link_nowhere.c"
    ln "$place/secret.c" "$mine/linked.c"
}

# ---- A grading ------------------------------------------------------------------------------

# in_run NAME TIER: sets the paths of a grading, and makes its folder.
in_run() {
    run=$place/$1.$2 mine=$place/$1.$2/mine results=$place/$1.$2/results
    mkdir -p "$mine"
}

# grade_them NAME TIER [NAME=VALUE]...: grades what was handed in for it, beside a neighbour. $run/told gets the tier,
# the status and the number of errors, and for each exercise how it fails, the states of its checks, and the message.
grade_them() {
    local status=0
    in_run "$1" "$2"
    cat >"$place/beside" <<'END'
"$PLACE/neighbour" >"$RUN/calls" &
until [[ -s $RUN/calls ]]; do kill -0 $! || exit; done
status=0
read -r _ LAB_SECRET <"$PLACE/secret"
export LAB_SECRET
"$GRADER/grade" >"$RUN/shown" 2>&1 || status=$?
kill $!
wait $! || true
rm /dev/shm/lab11-neighbour*
exit "$status"
END
    ((${#as[@]} == 0)) || chown -R 65534:65534 "$place"
    : >"$run/begun"
    left=$run/left
    watched "$2" env "PLACE=$place" "RUN=$run" "GRADER=$kit/grader" "ISOLATION=$2" "SUBMISSION=$mine" \
        "RESULTS=$results" "${@:3}" "${through[@]}" bash "$place/beside" || status=$?
    jq --raw-output "$HOW"' def failed: [.checks[] | select(.status == "fail")][0];
        [.exercises[], .exercises[].checks[] | select(.status == "error")] as $errors
        | "\(.isolation)|\(.status)|\($errors | length)", (.exercises[] | select(.status != "not started")
        | "\(.id)|\(how)|\([.checks[].status] | unique | join(" "))|"
            + (failed.message // .message // "" | gsub("\n"; " ")))' \
        "$results/results.json" >"$run/told"
    printf '%s\n' "$status" >"$run/status"
}

# nothing_left NAME TIER: no process, file, System V object, mount or connection; in the results what belongs there, in
# the kit nothing new; no secret; nobody was called. The verdicts are pass or fail.
nothing_left() {
    local run=$place/$1.$2 verdict secret
    printf 'In the tier %s, %s:\n' "$2" "$1"
    read -r verdict <"$run/told"
    verdict+=" $(<"$run/status")"
    [[ $verdict == "$2|"@('fail|0 1'|'pass|0 0') ]] || fail "$verdict" "$(<"$run/shown")"
    same '' "$(<"$run/left")"
    same here "$(<"$run/calls")"
    same $'.lock\nresults.json\nwork' "$(find "$run/results" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort)"
    same '' "$(find "$kit" -path "$kit/build" -prune -o -newer "$run/begun" -print)"
    read -r _ secret <"$place/secret"
    ! grep --recursive --fixed-strings "$secret" "$run/results" "$run/shown" || fail 'the secret is told'
}

# came_to_in TIER NAME EXPECTED [WORDS]: the program came to one of the EXPECTED verdicts, as kit.bash has it ("right":
# it passes), and these words are in the message. Sets states. (came=NAME: in that grading.)
came_to_in() {
    local name how message
    IFS='|' read -r name how states message < <(grep "^$2|" "$place/${came:-all}.$1/told" || true)
    [[ "|$3|" == *"|$how|"* && $message == *"${4:-}"* ]] || fail "$1: $name came to '$how' instead of '$3'" "$message"
}

# came_to NAME EXPECTED [WORDS]: the same in each tier.
came_to() {
    local tier
    for tier in $(tiers); do
        came_to_in "$tier" "$@"
    done
}

# is_refused NAME MESSAGE: it is not even compiled, and that is all that is said.
is_refused() {
    local tier
    for tier in $(tiers); do
        same "$1|-|skipped|$2" "$(grep "^$1|" "$place/all.$tier/told")"
    done
}

# ---- When it is compiled --------------------------------------------------------------------

@test "1 inc_solution_rel: it includes the solution by a relative path" {
    came_to inc_rel - "solutions/ex11_1.c': an exercise is one file"
    came_to inc_secret_rel - "inc_secret_rel.c includes '../../../../../secret.c': an exercise is one file"
}

@test "2 inc_solution_abs: it includes files by absolute paths, in each spelling" {
    came_to inc_abs - "inc_abs.c includes '$place/secret.c': an exercise is one file"
    same 'fail skipped' "$states"
    came_to inc_digraph - "inc_digraph.c includes '$place/secret': an exercise is one file"
    came_to inc_trigraph -
    came_to inc_shadow - "inc_shadow.c includes '/etc/shadow': an exercise is one file"
}

@test "3 incbin_expected: the assembler includes a file" {
    came_to incbin - secret
    came_to include - secret
}

# With the port lock the compiler stops at a file that it may not read: so the source learns that it exists.
@test "4 has_include_oracle: it asks whether a file is there, and is not told what is in it" {
    came_to_in port-lock has_include - "has_include.c includes '$place/secret.c': "
    ! has_namespaces || came_to_in namespaces has_include - 'there is nothing'
}

@test "5 inc_dev_zero, urandom, stdin: it includes what has no end" {
    came_to dev_zero -
    came_to dev_stdin -
    came_to_in port-lock urandom -
}

@test "6 compiler_bomb_16g: an array of 16 GiB with a value in it" {
    came_to compiler_bomb_16g -
}

@test "7 macro_bomb, deep nesting: the compiler needs memory without end" {
    local stopped='The compiler was stopped: it needed more than 3 s, or too much memory.'
    came_to_in "$(tiers | head --lines=1)" macro_bomb - "$stopped"
    came_to_in port-lock nesting -
}

@test "8 self_include: messages without end" {
    came_to self_include - 'The compiler was stopped: it had more to say than 1 MiB.'
}

# ---- Before it is compiled ------------------------------------------------------------------

@test "9 at_file: a file @x.c that is an option for the compiler" {
    came_to at_file -
    [[ ! -e $place/ran ]]
}

@test "10 fifo_source and others: what stands for the source is no small file" {
    local no_file='is not a file that holds a program.'
    is_refused fifo "fifo.c $no_file"
    is_refused folder "folder.c $no_file"
    is_refused large 'large.c is larger than 1 MiB.'
    ((EUID != 0)) || is_refused device "device.c $no_file"
}

# That others can't is the grader's trouble (input.bats).
@test "10 what nobody may read is read by root" {
    ((EUID == 0)) || skip 'only root can read it'
    came_to unreadable right
}

@test "11 symlink_source: a link stands for the source" {
    local name
    for name in link_solution link_shadow link_other link_nowhere; do
        is_refused $name "$name.c is a link; it must be the file itself."
    done
    is_refused linked 'linked.c is a link with another name elsewhere; it must be a file of its own.'
}

# ---- When it runs ---------------------------------------------------------------------------

@test "12 fake_status: it shows the words of graders, and ends with the status of a time-out" {
    came_to fake_status 'shown too much' 'ended with status 124'
}

@test "13 hardcoded_output: it prints the sample dialogue and opens no socket" {
    came_to printer 'shown too much|ended|stuck'
}

# It shows whatever it could do, and then gets another verdict. So do 34, 35 and 40.
@test "14 exit_forger: it reaches for its parent, who tells how it ended" {
    came_to exit_forger 'condition false'
}

# It fails to do harm, and otherwise does what it should.
@test "15 kill_all: it kills its parent, and all that it may kill" {
    came_to kill_all right
}

@test "16 suspend_self: it stops itself" {
    came_to suspend_self stuck
}

@test "17 ignore_sigint: it ignores CTRL-C and all that ends politely" {
    came_to ignore_sigint stuck
}

@test "18 slow_shutdown: it needs a while to end after CTRL-C, and is right" {
    came_to slow_shutdown right
}

@test "19 daemon_escape: it leaves a daemon behind on port 5000" {
    came_to daemon_escape 'condition false|ended|shown too much'
}

@test "20 fork_bomb: it forks without end" {
    came_to fork_bomb 'spinning|stuck|shown other|shown too much'
}

@test "21 fork_setsid_bomb: the same, each child in a session of its own, and parents leave" {
    came_to fork_setsid_bomb 'ended|shown other|spinning|stuck|shown too much'
}

@test "20 and 21 again, and 10,000 threads: in challenges whose servers may fork, and have threads" {
    came_to forks_by_right 'spinning|stuck|hoarding'
    came_to sessions_by_right 'spinning|stuck|hoarding'
    came_to ten_thousand_threads 'spinning|hoarding'
}

# The neighbour is graded at the same time. (On a network that they share they take turns.)
@test "22 spin_60: sixty sessions compute, and a neighbour passes meanwhile" {
    local tier through=(bash "$BATS_TEST_TMPDIR/both") came=spin
    cat >"$BATS_TEST_TMPDIR/both" <<'END'
EX=ex11_2 SUBMISSION=$GRADER/../solutions RESULTS=$RUN/neighbour "$GRADER/grade" >"$RUN/neighbour.shown" &
status=0
"$@" || status=$?
wait $! || echo "the neighbour: exit status $?" >>"$RUN/left"
exit "$status"
END
    for tier in $(tiers); do
        in_run spin "$tier"
        put hostile/spin-60/ex11_2
        grade_them spin "$tier" EX=spin_60
        came_to_in "$tier" spin_60 spinning
        nothing_left spin "$tier"
    done
}

@test "23 thread_server_100: it has a hundred threads, and is right" {
    came_to hundred_threads right
}

@test "24 mem_touch: it takes memory without end" {
    came_to mem_touch 'hoarding|stuck|ended|shown other'
}

@test "25 mem_forks: sixteen children take 100 MB each" {
    came_to mem_forks hoarding
}

@test "26 shm_hoard: it takes memory that no process holds, and leaves it" {
    came_to shm_hoard 'condition false'
}

# It would do no harm untouched, but such a program can't even be started under the limits.
@test "27 huge_bss: its array of 16 GiB has no value" {
    came_to huge_bss 'ended|-|condition false'
}

@test "28 stack_overflow: it calls itself without end" {
    came_to stack_overflow 'ended|condition false' SIGSEGV
}

@test "29 out_flood: it shows text without end" {
    came_to out_flood 'shown too much|flooding'
}

@test "30 disk_fill: it writes as much as it can, as deep as it can, where nobody can go" {
    came_to disk_fill 'condition false|spinning|hoarding'
}

# Its connections linger in TIME_WAIT: on a network that is shared the next play would wait that minute.
@test "31 fd_leak: it never closes a connection" {
    local tier network=own came=leak
    for tier in $(tiers); do
        in_run leak "$tier"
        put wrong/leaks-descriptors/ex11_4
        grade_them leak "$tier" EX=leaks_descriptors
        came_to_in "$tier" leaks_descriptors 'stuck|condition false'
        nothing_left leak "$tier"
    done
}

# As the lab sheet does.
@test "32 time_wait: it closes first, without SO_REUSEADDR, and is right" {
    came_to no_reuseaddr right
}

@test "33 wrong_port, port_squat: it listens elsewhere, or in other ways" {
    came_to wrong_port 'stuck|condition false'
    came_to port_squat 'shown other'
}

# That nobody is, the neighbour says.
@test "34 phone_home: it calls a neighbour and others, and nobody is reached" {
    came_to phone_home 'condition false'
}

@test "35 env_and_proc_spy: it looks for secrets in environments, processes, folders and descriptors" {
    came_to env_and_proc_spy 'condition false'
}

@test "36 tiocsti: it types a command into the terminal" {
    came_to tiocsti 'shown other' 'TIOCSTI: Input/output error'
    [[ ! -e $kit/typed-by-tiocsti && ! -e typed-by-tiocsti ]]
}

@test "37 tty_vandal: it writes to all terminals, and makes CTRL-C a byte like any other" {
    came_to tty_vandal stuck
}

# The record is JSON in UTF-8, and what is shown of all of them has no control character.
@test "38 report_injector: it shows what takes over terminals, pages, tables and logs" {
    local run
    came_to report_injector 'shown other|shown too much'
    for run in "$place"/all.*; do
        is_utf8 "$run/results/results.json"
        [[ $(<"$run/shown") == *report_injector* ]]
        same '' "$(LC_ALL=C tr --delete '\n\040-\176\200-\377' <"$run/shown" | od --address-radix=n -c)"
        run -1 env LC_ALL=C.UTF-8 grep --perl-regexp '[\x{80}-\x{9f}\x{202a}-\x{202e}\x{2066}-\x{2069}]' "$run/shown"
    done
}

is_utf8() {
    iconv --from-code=UTF-8 --to-code=UTF-8 "$1" >/dev/null
}

# What is beside the exercises of all the others has odd names, too.
@test "39 odd_names: the submission's folder and what is beside the exercise have odd names" {
    local tier name came=odd
    for tier in $(tiers); do
        for name in $'-rf a \$(touch ran);id\nlines\xff\xe2\x80\xaexe' "$(printf 'x%.0s' {1..252})"; do
            in_run odd "$tier"
            mkdir "$run/$name"
            cp "$TOP/solutions/ex11_1.c" "$mine"/../../all."$tier"/mine/*.h "$run/$name"
            grade_them odd "$tier" "SUBMISSION=$run/$name" EX=ex11_1
            came_to_in "$tier" ex11_1 right
            nothing_left odd "$tier"
            is_utf8 "$results/results.json"
        done
    done
    [[ ! -e ran && ! -e $kit/ran ]]
}

@test "40 result_writer: it writes the record itself, and has a child that does so ever after" {
    came_to result_writer 'condition false'
}

# ---- Afterwards -----------------------------------------------------------------------------

@test "nothing is left of all of them" {
    local tier
    for tier in $(tiers); do
        nothing_left all "$tier"
    done
}

# graded_as_ever TIER: so is a right submission, then.
graded_as_ever() {
    local came=after
    grade_them after "$1" "SUBMISSION=$kit/solutions" EX=ex11_5
    came_to_in "$1" ex11_5 right
    nothing_left after "$1"
}

@test "a right submission is graded as ever after all of them" {
    local tier
    for tier in $(tiers); do
        graded_as_ever "$tier"
    done
}

# ---- By whom --------------------------------------------------------------------------------

@test "an ordinary user's grader contains them as well" {
    local tier came=user name
    own=$(mktemp -d "${TMPDIR:-/tmp}/lab11-user.XXXXXX")
    at "$own"
    seen=("$own")
    cp -r "$BATS_FILE_TMPDIR"/{watched,refuse,neighbour,secret,secret.c,kit} "$own"
    ((EUID != 0)) || as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    for tier in $(tiers); do
        in_run user "$tier"
        put hostile/{fork-setsid-bomb,daemon-escape,kill-all}/ex11_2 \
            hostile/{exit-forger,shm-hoard,disk-fill,self-include,result-writer,env-and-proc-spy}/ex11_1 \
            hostile/sessions-by-right/ex11_fork
        grade_them user "$tier"
        came_to_in "$tier" fork_setsid_bomb 'ended|shown other|spinning|stuck|shown too much'
        came_to_in "$tier" sessions_by_right 'spinning|stuck|hoarding'
        came_to_in "$tier" daemon_escape 'condition false|ended|shown too much'
        came_to_in "$tier" kill_all right
        for name in exit_forger shm_hoard result_writer env_and_proc_spy; do
            came_to_in "$tier" $name 'condition false'
        done
        came_to_in "$tier" disk_fill 'condition false|spinning|hoarding'
        came_to_in "$tier" self_include -
        nothing_left user "$tier"
        graded_as_ever "$tier"
    done
}
