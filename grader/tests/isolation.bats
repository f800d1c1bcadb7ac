# Gradings don't disturb each other, nor anything else on the machine, in both kinds of isolation.

load kit

setup_file() {
    fixture own_network
    fixture spy
    fixture refuse
    fixture reach
    fixture alter
    fixture actor
    gcc -shared -fPIC -D_GNU_SOURCE -Wall -Wextra -Werror "$FIXTURES/older_landlock.c" -o "$BATS_FILE_TMPDIR/older_landlock.so"
}

# The process groups that the tests have started in the background.
teardown() {
    local group
    for group in "${groups[@]}"; do
        kill -KILL -- "-$group" 2>/dev/null || true
    done
}

setup() {
    groups=()
}

# begin COMMAND...: starts it in the background, in a process group of its own, whose id is in $begun.
begin() {
    set -m
    clean "$@" >"$BATS_TEST_TMPDIR/begun.${#groups[@]}" 2>&1 &
    set +m
    begun=$!
    groups+=("$begun")
}

# spies COMMAND...: plays a program that tries to get at what is not its own, in a play that is started by
# COMMAND. Prints what it could do.
spies() {
    local secret=$TOP/solutions/ex11_3.c
    cat >"$BATS_TEST_TMPDIR/spy.session" <<END
# A program that tries to reach files, terminals and processes of others.
other $ ./spy
server $ ./spy $secret
server | That is all.
server ? exits 0
END
    run own_network "$@" --program "spy=$BATS_FILE_TMPDIR/spy" --evidence "$BATS_TEST_TMPDIR/evidence" \
        "$BATS_TEST_TMPDIR/spy.session"
    rm -f "$secret.written"
    [[ $status == 0 ]] || fail "$output"
}

@test "with namespaces, a program can't get at files, terminals and processes that are not its own" {
    has_namespaces || skip 'no namespaces here'
    spies "$BIN/play" --port 5000 --isolation namespaces
}

@test "with the port lock, a program can't get at files, terminals and processes that are not its own" {
    spies "$BATS_FILE_TMPDIR/refuse" unshare EPERM "$BIN/play" --port 5000 --isolation port-lock
    spies "$BIN/play" --port 5000 --isolation port-lock
}

@test "where the kernel can't make many mounts read-only at once, it makes one read-only after the other" {
    has_namespaces || skip 'no namespaces here'
    spies "$BATS_FILE_TMPDIR/refuse" mount_setattr ENOSYS "$BIN/play" --port 5000 --isolation namespaces
}

# TOMOYO, which some kernels have without any rule, looks for it there: without it nothing could be started.
@test "with namespaces, a program finds its descriptors in /dev/fd" {
    has_namespaces || skip 'no namespaces here'
    mkdir "$BATS_TEST_TMPDIR/folder"
    run clean "$BIN/contain" --isolation namespaces "$BATS_TEST_TMPDIR/folder" -- readlink /dev/fd
    same '0 /proc/self/fd' "$status $output"
}

@test "a program has no descriptor of who starts the grading, also where the kernel closes no range when executed" {
    local tier through=("$BATS_FILE_TMPDIR/refuse" close_range ENOSYS)
    mkdir "$BATS_TEST_TMPDIR/folder"
    for tier in $(tiers); do
        run clean bash -c 'exec 77</dev/null; exec "$@"' bash "${through[@]}" "$BIN/contain" --isolation "$tier" \
            "$BATS_TEST_TMPDIR/folder" -- ls /proc/self/fd
        same $'0 0\n1\n2\n3' "$status $output" # the last is its own: /proc/self/fd
    done
}

@test "where a root of its own is refused, the probe says so, and programs are played with the port lock" {
    has_namespaces || skip 'no namespaces here'
    local call
    for call in pivot_root mount_setattr mount; do
        run "$BATS_FILE_TMPDIR/refuse" "$call" EPERM "$BIN/contain" --probe
        [[ $status == 0 && $output == 'port-lock (no namespaces: '*': Operation not permitted)' ]] || fail "$output"
    done
}

# as_nobody COMMAND...: runs it as an ordinary user; the player, and `along`, are in $own, which that user can enter.
as_nobody() {
    own=$(mktemp -d "${TMPDIR:-/tmp}/lab11-user.XXXXXX")
    cp "$BIN/play" "$BIN/contain" "$BATS_FILE_TMPDIR/refuse" "${along[@]}" "$own"
    chmod 755 "$own"
    if ((EUID == 0)); then
        run clean setpriv --reuid=65534 --regid=65534 --clear-groups env --chdir="$own" "$@"
    else
        run clean env --chdir="$own" "$@"
    fi
    rm -rf "$own"
}

# reaches PLAYS: what is shown by plays of reach, on its own and on others: each has a line in the file PLAYS, with
# the tier, the session and what it is started through. They are an ordinary user's, in a PID namespace of their own,
# beside a process of the same user, which must be as it was.
reaches() {
    local words
    for words in own others 'others calls'; do
        printf '# Processes.\nother $ ./reach stay\nother | waits\nserver $ ./reach %s\nserver | That is all.\nserver ? exits 0\n' \
            "$words" >"$BATS_TEST_TMPDIR/${words/ /-}.session"
    done
    cat >"$BATS_TEST_TMPDIR/reaches" <<'END'
state() {
    sed 's/.*) //; s/^R/S/' "/proc/$1/stat" | cut --delimiter=' ' --fields=1,3,17,39 # about to wait, or waiting
    grep -e Cpus_allowed_list -e SigPnd "/proc/$1/status"
    cat "/proc/$1/oom_score_adj" "/proc/$1/limits"
}
mkfifo "$2"
./reach stay >"$2" &
read -r waits <"$2"
before=$(state $!)
while read -r tier sessions through; do
    for session in own "$sessions"; do
        [ "$session ${through#*listener}" != 'own  EBUSY' ] || continue # then not all of that can be had
        printf '%s %s %s\n' "$tier" "$session" "$through"
        $through ./play --port 5000 --isolation "$tier" --program reach=reach "$session.session" || echo "status $?"
    done
done <"$1"
[ "$waits $before" = "waits $(state $!)" ] || state $!
END
    along=("$BATS_FILE_TMPDIR"/{own_network,reach,older_landlock.so} "$1" "$BATS_TEST_TMPDIR"/{reaches,{own,others,others-calls}.session})
    as_nobody unshare --map-current-user --pid --fork --kill-child --mount-proc \
        ./own_network sh reaches "${1##*/}" "$(mktemp --dry-run)"
}

@test "no program acts on a process that is not its own, and each on its own, whatever Landlock the kernel has" {
    has_namespaces || skip 'no namespaces here'
    local tier version plays=$BATS_TEST_TMPDIR/plays
    for tier in namespaces port-lock none; do
        for version in 1 3 4 5 100; do
            echo "$tier others env LANDLOCK_ABI=$version LD_PRELOAD=./older_landlock.so"
        done
    done >"$plays"
    for tier in namespaces none; do
        echo "$tier others-calls ./refuse landlock_create_ruleset ENOSYS"
    done >>"$plays"
    echo 'port-lock others ./refuse listener EBUSY' >>"$plays"
    reaches "$plays"
    same "0 $(sed -E '/EBUSY/!s/^([^ ]+) ([^ ]+) (.*)/\1 own \3\n&/' "$plays")" "$status $output"
}

# The player can't see it listen, and that is its own doing.
@test "a program that hides from the player is graded all the same, whoever grades" {
    local session=$EXERCISES_PLACE/ex11_2/conversation.session
    local along=("$BATS_FILE_TMPDIR/own_network" "$BIN/test_client" "$BATS_TEST_TMPDIR/hides" "$session")
    gcc -w "$KIT/hostile/hides/ex11_2.c" -o "${along[2]}"
    as_nobody ./own_network ./refuse unshare EPERM ./play --port 5000 --isolation port-lock --program ex11_2=hides \
        --program test_client=test_client --set exercise=ex11_2 conversation.session
    [[ $status == 1 && $output == *'    Server listening on port 5000'* ]] || fail "$status" "$output"
}

# Its descriptors can't be counted, so it counts as having all that it may.
@test "a program of several processes that can't be looked into has more than it may have, whoever grades" {
    local along=("$BATS_FILE_TMPDIR"/{own_network,actor} "$BATS_TEST_TMPDIR/hidden.session") tier
    printf '# Hidden.\nserver $ ./actor unreadable%s line waits sleep\nserver | waits\nserver ? exits 0\n' \
        "$(printf ' child%.0s' {1..8})" >"${along[2]}"
    for tier in port-lock none; do
        as_nobody ./own_network ./refuse unshare EPERM ./play --port 5000 --isolation "$tier" --program actor=actor hidden.session
        [[ $status == 1 && $output == *'takes memory, or starts threads, without end)'* ]] || fail "$status" "$output"
    done
}

@test "no program changes the mode, length, times or name of its user's files, nor of its own, whatever Landlock the kernel has" {
    has_namespaces || skip 'no namespaces here'
    local along=("$BATS_FILE_TMPDIR"/{own_network,alter,older_landlock.so} "$BATS_TEST_TMPDIR"/{alter.session,alters})
    printf '# Files.\nserver $ ./alter {file}\nserver | That is all.\nserver ? exits 0\n' >"$BATS_TEST_TMPDIR/alter.session"
    cat >"$BATS_TEST_TMPDIR/alters" <<'END'
umask 077
folder=$(mktemp --directory)
state() { stat --format='%a %s %Y %Z %h' "$folder"/*; }
echo secret >"$folder/file"
cp alter "$folder"
before=$(state)
for version in 1 2 3 100; do
    echo "version $version"
    LANDLOCK_ABI=$version LD_PRELOAD=./older_landlock.so ./play --port 5000 --isolation port-lock --set "file=$folder/file" \
        --program "alter=$folder/alter" alter.session
done
[ "$before" = "$(state)" ] || state
rm -r "$folder"
END
    as_nobody ./own_network sh alters
    same $'0 version 1\nversion 2\nversion 3\nversion 100' "$status $output"
}

@test "where nothing keeps programs from files the probe says so, and the port lock can't be had" {
    local call=landlock_create_ruleset along=() busy='seccomp: Device or resource busy'
    as_nobody ./refuse unshare EPERM ./contain --probe
    same '0 port-lock (no namespaces: unshare(CLONE_NEWUSER): Operation not permitted)' "$status $output"
    as_nobody ./refuse unshare EPERM ./refuse "$call" ENOSYS ./contain --probe
    same '0 none (no namespaces: unshare(CLONE_NEWUSER): Operation not permitted; no port-lock: landlock: Function not implemented)' \
        "$status $output"
    along=("$BATS_FILE_TMPDIR/older_landlock.so")
    as_nobody ./refuse unshare EPERM ./refuse listener EBUSY env LANDLOCK_ABI=5 LD_PRELOAD=./older_landlock.so ./contain --probe
    same "2 contain: no namespaces: unshare(CLONE_NEWUSER): Operation not permitted; no port-lock: $busy; no none: $busy" "$status $output"
    as_nobody sh -c "./refuse $call ENOSYS ./contain --isolation port-lock . -- true || echo status \$?"
    same $'contain: true: landlock: Function not implemented\nstatus 127' "$output"
    as_nobody ./refuse "$call" ENOSYS ./contain --isolation none . -- true
    same '0 ' "$status $output"
    ((EUID == 0)) || return 0
    # Root's programs have a user of their own, who must not get at the kit, nor at the results.
    own=$(mktemp -d "${TMPDIR:-/tmp}/lab11-user.XXXXXX") # where everybody gets to
    local none='no namespaces: unshare(CLONE_NEWNET): Operation not permitted'
    local all=("$BATS_FILE_TMPDIR/refuse" unshare EPERM "$BATS_FILE_TMPDIR/refuse" "$call" ENOSYS
        "$own/open/build/bin/contain" --probe)
    mkdir -p "$own/open/build/bin" "$own/results"
    cp "$BIN/contain" "$own/open/build/bin"
    chmod 755 "$own"
    run "${all[@]}"
    same "0 none ($none; no port-lock: everybody can read the kit or the results, make their folders private (chmod 700))" "$status $output"
    chmod 700 "$own/open"
    run "${all[@]}"
    same "0 port-lock ($none)" "$status $output"
    run "${all[@]}" --hide "$own/results"
    same "0 none" "$status ${output%% *}"
    chmod 711 "$own/results"
    run "${all[@]}" --hide "$own/results"
    same "0 none" "$status ${output%% *}"
    chmod 700 "$own/results"
    run "${all[@]}" --hide "$own/results"
    same "0 port-lock ($none)" "$status $output"
    rm -r "$own"
}

# With links to it and a mount of it at another place, others' submissions beside the own one, and the results inside.
# It lies among the libraries, which a compiler may read, in place of a folder that nobody needs.
@test "a kit below /usr is out of sight of the compiler and of the program, and grades as ever" {
    has_namespaces || skip 'no namespaces here'
    local place kit subs expected='' tier
    place=$(find /usr/lib -mindepth 1 -maxdepth 1 -type d -name '*.d' -print -quit)
    kit=$place/kit subs=$place/subs
    cat >"$BATS_TEST_TMPDIR/below-usr" <<'END'
set -e
mount -t tmpfs tmpfs "${kit%/*}"
mkdir -p "$kit" "$subs" "${kit%/*}/mounted"
cp -r "$COPY/." "$kit"
mount --bind "$kit" "${kit%/*}/mounted"
ln -s kit "${kit%/*}/linked"
cp -r "$kit/solutions" "$subs/bob"
mkdir "$subs"/eve
cp "$RUNS" "$subs/eve/ex11_1.c"
printf '#include "%s"\n' "$kit/solutions/ex11_2.c" >"$subs/eve/ex11_2.c"
printf '#include "%s"\n' "${kit%/*}/mounted/solutions/ex11_3.c" >"$subs/eve/ex11_3.c"
printf '#include "%s"\n' "${kit%/*}/linked/solutions/ex11_4.c" >"$subs/eve/ex11_4.c"
printf '#include "%s"\n' "$subs/bob/ex11_5.c" >"$subs/eve/ex11_5.c"
for tier in $TIERS; do
    for name in eve bob; do
        [[ $name == eve ]] && EX='' || EX=ex11_1
        EX=$EX ISOLATION=$tier SUBMISSION=$subs/$name RESULTS=$kit/build/results "$kit/grader/grade" >"$kit/shown" || true
        jq --raw-output --arg of "$tier $name" '.exercises[] | "\($of) \(.id) \(.status) \(.score)"' "$kit/build/results/results.json"
    done
done
END
    copy_kit "$BATS_TEST_TMPDIR/kit"
    run clean unshare --user --map-root-user --mount env COPY="$BATS_TEST_TMPDIR/kit" kit="$kit" subs="$subs" \
        RUNS="$KIT/hostile/runs-a-solution/ex11_1.c" TIERS="$(tiers | tr '\n' ' ')" bash "$BATS_TEST_TMPDIR/below-usr"
    for tier in $(tiers); do
        expected+="$(printf "$tier eve %s fail 0\n" "${EXERCISES[@]}")"$'\n'"$tier bob ex11_1 pass 10"$'\n'
    done
    same "$expected" "$output"$'\n'
}

# (Other exercises are graded there in tiers.bats.)
@test "in the tier none a solution gets all points, and the view warns" {
    run in_tier port-lock env ISOLATION=none "SUBMISSION=$TOP/solutions" EX=ex11_5 "RESULTS=$RESULTS" "$TOP/grader/grade"
    must_pass
    same none "$(record .isolation)"
    [[ $output == *$'\n  Nothing keeps these programs from your files: grade only your own here.\n'* ]] || fail "$output"
}

@test "what root compiles is compiled by a user of its own, also where only root gets to" {
    local tier
    mkdir -m 700 "$BATS_TEST_TMPDIR/closed"
    printf '#include <unistd.h>\nint main(void) { return 0; }\n' >"$BATS_TEST_TMPDIR/closed/x.c"
    for tier in $(tiers); do
        run clean "$BIN/contain" --isolation "$tier" "$BATS_TEST_TMPDIR/closed" -- sh -c 'gcc x.c -o x && id --user'
        [[ $status == 0 && $output != 0 ]] || fail "$tier: $status" "$output"
        same "$EUID" "$(stat --format=%u "$BATS_TEST_TMPDIR/closed/x")"
        rm "$BATS_TEST_TMPDIR/closed/x"
    done
}

@test "whoever grades may be one whose files nobody else can read" {
    umask 077
    grade solutions EX=ex11_1
    [[ $status == 0 ]] || fail "$output"
}

@test "the verdicts on all of them are the same in both kinds of isolation" {
    has_namespaces || skip 'no namespaces here'
    local tier verdicts=() mine=$BATS_TEST_TMPDIR/mine
    mkdir "$mine"
    cp "$KIT/hostile/kill-all/ex11_2.c" "$mine"
    cp "$KIT/hostile/daemon-escape/ex11_2.c" "$mine/ex11_1.c"
    cp "$KIT/wrong/wrong-port/ex11_2.c" "$mine/ex11_3.c"
    for tier in namespaces port-lock; do
        run in_tier "$tier" env "ISOLATION=$tier" LAB_BATCH=yes "SUBMISSION=$mine" "RESULTS=$RESULTS" "$TOP/grader/grade"
        verdicts+=("$(record '[.exercises[].checks | map(.status) | join(" ")][:3] | join(", ")')")
    done
    same "${verdicts[0]}" "${verdicts[1]}"
    [[ ${verdicts[0]} == 'fail skipped, pass pass pass pass, fail '* ]] || fail "${verdicts[0]}"
}

@test "with the port lock, the solutions get 100" {
    run in_tier port-lock env ISOLATION=port-lock "SUBMISSION=$TOP/solutions" "RESULTS=$RESULTS" "$TOP/grader/grade"
    must_be_100
    [[ $output == *'  (isolation: port-lock'* ]] || fail "$output"
}

@test "with the port lock, root has a network of its own all the same, and waits for nobody" {
    ((EUID == 0)) || skip 'only root may have one'
    run holding env ISOLATION=port-lock "SUBMISSION=$TOP/solutions" EX=ex11_3 "RESULTS=$RESULTS" "$TOP/grader/grade"
    must_pass
    same 'holding port 5000' "$(<"$BATS_TEST_TMPDIR/held")"
}

@test "where there may be one network more, and no second, a play has that one" {
    has_namespaces || skip 'no namespaces here'
    gcc "$TOP/solutions/ex11_2.c" -o "$BATS_TEST_TMPDIR/ex11_2"
    run clean unshare --user --map-root-user bash -c 'echo 1 >/proc/sys/user/max_net_namespaces && exec "$@"' limited \
        "$BIN/play" --port 5000 --isolation namespaces --program "ex11_2=$BATS_TEST_TMPDIR/ex11_2" --program "test_client=$BIN/test_client" \
        "$EXERCISES_PLACE/ex11_2/conversation.session"
    same '0 ' "$status $output"
}

@test "a second grading with the same results waits for the first, and both end well" {
    begin make --no-print-directory --directory="$TOP" grade SUBMISSION=solutions EX=ex11_5 "RESULTS=$RESULTS"
    until [[ -e $RESULTS/work ]]; do # which it makes when it holds the lock
        kill -0 "$begun"
    done
    grade solutions EX=ex11_2
    must_pass
    wait "$begun"
    tail -n 1 "$BATS_TEST_TMPDIR/begun.0" | grep --line-regexp 'All checks passed. Well done!'
}

@test "the kit works in a folder with a blank and an umlaut in its name" {
    local kit="$BATS_TEST_TMPDIR/Übung 11"
    copy_kit "$kit"
    run clean make --no-print-directory --directory="$kit" grade SUBMISSION=solutions EX=ex11_3
    RESULTS=$kit/build/results
    must_pass
}

@test "results and submissions in folders with a blank, an umlaut and a quote in their names" {
    local folder="$BATS_TEST_TMPDIR/Ada Ünsöld's"
    cp -r "$TOP/solutions" "$folder"
    run clean env "SUBMISSION=$folder" EX=ex11_3 "RESULTS=$folder/results" "$TOP/grader/grade"
    RESULTS="$folder/results"
    must_pass
    same "Ada Ünsöld's" "$(record .submission)"
}

@test "what a program leaves is removed, whatever its folders are called" {
    local folder=$BATS_TEST_TMPDIR/left name
    printf '#include "remove.h"\n#include <fcntl.h>\nint main(void) { remove_content(open(".", O_RDONLY)); }\n' |
        gcc -D_GNU_SOURCE -I "$TOP/grader/contain" -x c - "$TOP/grader/contain/remove.c" -o "$BATS_TEST_TMPDIR/removes"
    for name in 0 1 2 3 other; do
        mkdir -p "$folder/$name/x/y"
        ln -s "$BATS_TEST_TMPDIR/removes" "$folder/$name/x/link"
        chmod 000 "$folder/$name/x"
        (cd "$folder" && "$BATS_TEST_TMPDIR/removes")
        same "$name: " "$name: $(ls -A "$folder")"
    done
    [[ -e $BATS_TEST_TMPDIR/removes ]]
}

# strace delays the guard, so that it does nothing between the program's start and its close.
@test "a program that closes its folder at once leaves nothing in it" {
    local along=("$BATS_TEST_TMPDIR/closes" "$BATS_TEST_TMPDIR/closes.session")
    command -v strace >/dev/null || skip 'strace is not here'
    printf '#include <stdio.h>\n#include <sys/stat.h>\nint main(void) { fclose(fopen("file", "w")); chmod(".", 0); puts("That is all."); }\n' |
        gcc -x c - -o "${along[0]}"
    printf '# A program that closes its folder.\nserver $ ./closes\nserver | That is all.\nserver ? exits 0\n' >"${along[1]}"
    as_nobody strace --quiet=all --follow-forks --output=/dev/null --inject=clone:delay_exit=300000 \
        ./play --port 5000 --isolation port-lock --program closes=closes closes.session
    same '0 ' "$status $output"
    same '' "$(find /tmp -maxdepth 1 -name 'lab11-*' -perm 000)"
}

@test "a program that is traced has no descriptor of its trace, nor gets at one" {
    command -v strace >/dev/null || skip 'strace is not here'
    local tier along=("$BATS_TEST_TMPDIR"/forge{,.session})
    gcc "$FIXTURES/forge.c" -o "${along[0]}"
    printf '# A program that is traced.\nserver $ ./forge\nserver | That is all.\nserver ? exits 0\n' >"${along[1]}"
    for tier in $(tiers); do
        as_nobody sh -c "./play --port 5000 --isolation $tier --program forge=forge --trace server=/tmp/forge.$$ forge.session; grep --count '^1 0.0 listen' /tmp/forge.$$; rm /tmp/forge.$$"
        same "$tier: 0 0" "$tier: $status $output"
    done
}

# For users without a network of their own.
@test "with the port lock, a network where nobody can be reached can't be played on" {
    has_namespaces || skip 'no namespaces here'
    local along=("$BATS_TEST_TMPDIR/nothing.session")
    printf '# A program.\nserver $ ./true\nserver ? exits 0\n' >"${along[0]}"
    as_nobody unshare --map-current-user --net ./play --port 5000 --isolation port-lock --program true=/bin/true nothing.session
    same '2 play: connect over 127.0.0.1: Network is unreachable' "$status $output"
}

# The out-of-memory killer can do that, too. (Of root's plays no file of their user is left.)
@test "a guard that is killed leaves no folder behind" {
    local along=("$BATS_TEST_TMPDIR"/{sleep.session,guard})
    printf '# A program that sleeps.\nserver $ ./sleep 1000\nserver ? exits 0\n' >"${along[0]}"
    cat >"${along[1]}" <<'END'
child_of() { cat "/proc/$1/task/$1/children" | tr -d ' '; }
./play --port 5000 --isolation none --program sleep=/bin/sleep sleep.session >"$1" &
player=$!
until guard=$(child_of $player) program=$(child_of "$guard") && [ "$(cat "/proc/$program/comm")" = sleep ]; do
    kill -0 $player || exit
done 2>/dev/null
folder=$(readlink "/proc/$program/cwd")
kill -KILL "$guard"
wait $player
echo "$? $(grep --only-matching 'was killed by SIGKILL' "$1" | head -n 1)"
ls -d "${folder%/*}" 2>&1
END
    as_nobody sh guard "$(mktemp --dry-run)"
    [[ $output =~ ^'1 was killed by SIGKILL'$'\n''ls: cannot access '\''/tmp/lab11-'.{6}\'': No such file or directory'$ ]] || fail "$output"
}

# The out-of-memory killer can do that.
@test "a compiler whose guard is killed was not the source's fault" {
    local tier guard='' player
    for tier in $(tiers); do
        mkdir -p "$BATS_TEST_TMPDIR/contained"
        begin "$BIN/contain" --isolation "$tier" "$BATS_TEST_TMPDIR/contained" -- sh -c ': >begun; exec sleep 1000'
        until [[ -e $BATS_TEST_TMPDIR/contained/begun ]]; do
            kill -0 "$begun"
        done
        read -r player <"/proc/$begun/task/$begun/children" || true # it ends without a newline
        read -r guard <"/proc/$player/task/$player/children" || true
        kill -KILL "$guard"
        status=0
        wait "$begun" || status=$?
        same "$tier: 126 contain: sh: its guard was killed" "$tier: $status $(<"$BATS_TEST_TMPDIR/begun.$((${#groups[@]} - 1))")"
        rm -r "$BATS_TEST_TMPDIR/contained"
    done
}

# killed TIER: grades a program that sleeps, and kills all of the grading's process group while the program
# runs. What is not in the group must see that itself; it is waited for by its ids.
killed() {
    local process left
    begin "$BATS_FILE_TMPDIR/own_network" env "ISOLATION=$1" EX=ex11_2 "SUBMISSION=$KIT/hostile/sleeps" \
        "RESULTS=$RESULTS" "$TOP/grader/grade"
    until compgen -G "$RESULTS/work/ex11_2/ex11_2" >/dev/null && [[ $(programs) != '' ]]; do
        kill -0 "$begun"
    done
    left=$(readlink "$RESULTS/work/scratch") || left=
    kill -KILL -- "-$begun"
    for process in $(processes); do
        timeout 60 tail --pid="$process" --sleep-interval=0.02 --follow /dev/null
    done
    nothing_is_left
    run in_tier "$1" env "ISOLATION=$1" EX=ex11_2 "SUBMISSION=$TOP/solutions" "RESULTS=$RESULTS" "$TOP/grader/grade"
    [[ $status == 0 ]] || fail "$output"
    [[ $1 != namespaces || $left == /dev/shm/* ]] || fail "not in memory: '$left'"
    [[ -z $left || ! -e $left ]] || fail "$left is left"
}

# The students' programs that run for this test.
programs() {
    local process program
    find /proc/[0-9]*/exe -maxdepth 0 -printf '%h %l\n' 2>/dev/null | while read -r process program; do
        [[ $program != @("$RESULTS/work/"*|"$BATS_TEST_TMPDIR/spy") ]] || printf '%s\n' "${process##*/}"
    done
}

@test "a grading that is killed leaves no process behind, and the next one works: namespaces" {
    has_namespaces || skip 'no namespaces here'
    killed namespaces
}

@test "a grading that is killed leaves no process behind, and the next one works: port lock" {
    killed port-lock
}

# The player ends at once: its guards must be left to sweep.
@test "CTRL-C, which goes to the whole process group, leaves no process behind: port lock" {
    local process
    cp "$BATS_FILE_TMPDIR/spy" "$BATS_TEST_TMPDIR/spy"
    printf '# A program that leaves a daemon.\nserver $ ./spy stay\nserver | Never.\n' >"$BATS_TEST_TMPDIR/stay.session"
    begin "$BATS_FILE_TMPDIR/own_network" "$BIN/play" --port 5000 --isolation port-lock --program "spy=$BATS_TEST_TMPDIR/spy" \
        "$BATS_TEST_TMPDIR/stay.session"
    until (($(programs | wc --lines) == 2)); do
        kill -0 "$begun"
    done
    kill -INT -- "-$begun"
    for process in $(processes); do
        timeout 5 tail --pid="$process" --sleep-interval=0.02 --follow /dev/null
    done
    nothing_is_left
}
