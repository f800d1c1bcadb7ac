# The player: each sign, each way of ending, each kind of mismatch, with the whole report compared, in both kinds of
# isolation. `KIT_RECORD=1 bats grader/tests/player.bats` writes the reports anew: read each difference before you keep
# it.

load kit

setup_file() {
    fixture actor ../../peers/quiet_end.c -Wl,--wrap=close -Wl,--wrap=connect # a client of the grader's
    fixture own_network
    fixture refuse
    fixture clock -shared -fPIC
    fixture knock
}

# play_fixture TIER SESSION: plays a fixture with fixed words. Prints the report, and the player's own errors.
play_fixture() {
    local letters=abcdefghijklmnopqrstuvwxyz
    local long=$letters$letters$letters$letters$letters$letters$letters$letters
    in_tier "$1" "$BIN/play" --port 5000 --isolation "$1" --program "actor=$BATS_FILE_TMPDIR/actor" --set name=hello \
        --set word=again --set "long=$long" --evidence "$BATS_TEST_TMPDIR/$2.$1" \
        "$FIXTURES/sessions/$2.session" 2>&1
}

# The tiers that work here.
tiers() {
    if has_namespaces; then
        echo namespaces
    elif [[ -z ${said_so:-} ]]; then
        said_so=1
        tell "no namespaces here: the reports are compared with port-lock only" >&3
    fi
    echo port-lock
}

# compare STATUS SESSION...: plays each in each tier, and compares exit status and report.
compare() {
    local expected=$1 session tier got status evidence=() wrong=()
    shift
    for session; do
        for tier in $(tiers); do
            status=0
            got=$(play_fixture "$tier" "$session") || status=$?
            ((status == expected)) || wrong+=("$session, $tier: exit status $status" "$got")
            if ((expected == 1)); then
                [[ -z ${KIT_RECORD:-} || $tier != namespaces ]] || printf '%s\n' "$got" >"$FIXTURES/sessions/$session.report"
                diff --unified --label "$session.report" --label "$tier" "$FIXTURES/sessions/$session.report" \
                    <(printf '%s\n' "$got") || wrong+=("$session, $tier: another report")
            else
                [[ -z $got ]] || wrong+=("$session, $tier:" "$got")
            fi
            evidence+=("$BATS_TEST_TMPDIR/$session.$tier")
        done
    done
    same "${#evidence[@]}" "$(jq --slurp length "${evidence[@]}")" || wrong+=("the evidence of one of them is no JSON: $*")
    none "${wrong[@]}"
}

plays() {
    compare 0 "$@"
}

reports() {
    compare 1 "$@"
}

@test "each sign does what it is for" {
    plays signs-played any-order-played ellipsis-played repeat-played again-played
}

@test "blank lines, blanks at the end, and a last newline don't count" {
    plays blanks-played no-newline-played prompt-in-pieces-played
}

@test "each condition is seen when it is true" {
    plays ends-played conditions-played a-few-more-played children-played
}

@test "a session signals the first process of a program, and sets the limit of its processes" {
    plays done-to-it-played
}

@test "a child goes on when its parent ends, as at a shell" {
    plays child-stays-played
}

@test "who waits for a clock is not stuck" {
    plays clocks-played
}

@test "a line that differs is shown below the one expected, with a caret" {
    reports other-line shorter longer other-from-the-start
}

@test "nothing at all, a piece of a line, and a missing newline have words of their own" {
    reports nothing nothing-and-over no-newline half-a-line
}

@test "bytes that eyes miss are written out" {
    reports unprintable zero-byte tabs invalid-utf8 wide-characters
}

@test "what no turn asks for is shown, wherever it comes" {
    reports too-much more-after-the-last-turn too-much-before-a-condition too-much-at-the-end claims-too-early
}

@test "a program that ends otherwise, or does not end" {
    reports systems-program other-status does-not-end killed aborted not-killed sigpipe key-ignored typed-too-late
}

@test "a line that comes twice" {
    reports repeated
}

@test "a socket that listens elsewhere, or not at all" {
    reports other-port loopback two-ports does-not-listen one-family loopback6
}

@test "a socket that listens on addresses of both families" {
    plays both-families-played
}

# of_client TIER SESSION: plays a conversation whose client is the student's.
of_client() {
    run --separate-stderr in_tier "$1" "$BIN/play" --port 5000 --isolation "$1" --student client --program "actor=$BATS_FILE_TMPDIR/actor" \
        --evidence "$BATS_TEST_TMPDIR/evidence" "$FIXTURES/sessions$2"
}

@test "where the client is the student's, it may connect, and the server is ours; words and evidence say so" {
    has_namespaces || skip 'no namespaces here'
    of_client namespaces /of-a-client-played.session
    same '0 ' "$status $output$stderr"
    same client "$(jq --raw-output .student "$BATS_TEST_TMPDIR/evidence")"
    of_client namespaces /of-a-client.session
    [[ $status == 1 && -z $stderr ]] || fail "$status $stderr"
    diff --unified "$FIXTURES/sessions/of-a-client.report" - <<<"$output"
}

@test "a client of a student's can't be graded on a network that it would share; nor where none is started" {
    of_client port-lock /of-a-client.session
    same "2 play: a client of a student's may connect on a network of its own only, and here programs share that of the machine: it takes namespaces, or root" \
        "$status $output$stderr"
    of_client "$(tiers | head -n 1)" /nobody-comes.session
    same "2 play: $FIXTURES/sessions/nobody-comes.session: no program is started on the terminal 'client', the student's" \
        "$status $output$stderr"
}

@test "other conditions that do not come true" {
    reports not-in-accept descriptors threads more-descriptors more-threads more-memory shown-after-all shown-nothing not-all-wait
}

@test "lines in any order, and any lines" {
    reports any-order any-order-missing ellipsis
}

@test "where each program waits is told: in which call, on which of its sockets, for whom" {
    reports stuck-in-accept stuck-in-recv stuck-without-connection stuck-in-read stuck-in-poll recv-on-listening
}

@test "programs of several processes, and of threads that end one by one" {
    reports child-waits zombie orphan leader-left children zombies
}

@test "a program that stops itself, computes or takes memory without end" {
    reports stopped spinning hoarding
}

@test "a program that shows text without end" {
    reports flooding
}

@test "who shows text, or computes, without end is told of it, and not who is slower" {
    local what
    fixture starts_slowly
    for what in flood:flooding spin:spinning; do
        printf '%s\n' "# ${what#*:}" 'slow $ ./program' "server \$ ./actor ${what%:*}" 'server | ...' \
            'slow | started' 'slow ? exits 0' 'server ? exits 0' >"$BATS_TEST_TMPDIR/slow.session"
        run clean "$BIN/play" --port 5000 --program "program=$BATS_FILE_TMPDIR/starts_slowly" --program "actor=$BATS_FILE_TMPDIR/actor" \
            --evidence "$BATS_TEST_TMPDIR/evidence" "$BATS_TEST_TMPDIR/slow.session"
        same "1 7 server ${what#*:} ? exits 0" \
            "$status $(jq --raw-output '.difference | "\(.line) \(.terminal) \(.reason) \(.sign) \(.expected)"' "$BATS_TEST_TMPDIR/evidence")"
    done
}

# The deadline is ten seconds: both kinds of isolation wait for it at the same time.
@test "a program that sleeps" {
    local tier waiting=()
    for tier in $(tiers); do
        play_fixture "$tier" sleeping >"$BATS_TEST_TMPDIR/$tier" 3>&- &
        waiting+=("$!")
    done
    for tier in $(tiers); do
        status=0
        wait "${waiting[0]}" || status=$?
        waiting=("${waiting[@]:1}")
        [[ $status == 1 ]]
        [[ -z ${KIT_RECORD:-} ]] || cp "$BATS_TEST_TMPDIR/$tier" "$FIXTURES/sessions/sleeping.report"
        diff --unified "$FIXTURES/sessions/sleeping.report" "$BATS_TEST_TMPDIR/$tier"
    done
}

@test "a stranger who takes the port in the middle of a play is not the student's failure" {
    cat >"$BATS_TEST_TMPDIR/both" <<'END'
child() { read -r child <"/proc/$1/task/$1/children" || kill -0 "$play" || exit 3; } 2>/dev/null
"$BIN/play" --port 5000 --isolation port-lock --program "actor=$1" "$2" &
play=$!
until child "$play" && child "${child:-0}" && [[ "/proc/${child:-0}/exe" -ef $1 ]]; do :; done
"$1" listen 5000 pause &
stranger=$!
wait "$play"
status=$?
kill "$stranger"
exit "$status"
END
    run --separate-stderr in_tier port-lock env "BIN=$BIN" bash "$BATS_TEST_TMPDIR/both" "$BATS_FILE_TMPDIR/actor" \
        "$FIXTURES/sessions/stranger.session"
    same '2 play: another program on this machine listens on port 5000' "$status $stderr"
    same '' "$output"
}

# played TIER NAME=VALUE... SESSION: plays it with the clock of fixtures/clock.c.
played() {
    run in_tier "$1" env "LD_PRELOAD=$BATS_FILE_TMPDIR/clock" "$2" "$BIN/play" --port 5000 --isolation "$1" \
        --program "actor=$BATS_FILE_TMPDIR/actor" "$3"
}

@test "a program that starts slowly does not compute without end" {
    fixture starts_slowly
    printf '# It starts slowly.\nserver $ ./program\nserver | started\nserver ? exits 0\n' >"$BATS_TEST_TMPDIR/start.session"
    run clean "$BIN/play" --port 5000 --program "program=$BATS_FILE_TMPDIR/starts_slowly" "$BATS_TEST_TMPDIR/start.session"
    same '0 ' "$status $output"
}

@test "a player that is stopped for two minutes counts what the programs could do, and not the clock" {
    local tier call
    for tier in $(tiers); do
        for call in 3 40 90 140 200; do
            played "$tier" "CLOCK_LEAP=$call" "$FIXTURES/sessions/three-waits.session"
            same "$tier, $call: 0 " "$tier, $call: $status $output"
        done
    done
}

@test "a program that goes on again and again after a sleep has an end all the same" {
    local tier
    for tier in $(tiers); do
        played "$tier" CLOCK_PACE=8 "$FIXTURES/sessions/many-waits.session"
        [[ $status == 1 && $output == *'(nothing more: the programs have slept for more than 20 s in all)'* ]] ||
            fail "$tier: $status" "$output"
    done
}

# beside COMMAND... -- COMMAND...: runs the second one while the first runs on the same network.
beside() {
    cat >"$BATS_TEST_TMPDIR/beside" <<'END'
first=()
while [[ $1 != -- ]]; do first+=("$1") && shift; done
"${first[@]}" &
status=0
"${@:2}" || status=$?
kill $! 2>/dev/null || true
exit "$status"
END
    run --separate-stderr in_tier port-lock bash "$BATS_TEST_TMPDIR/beside" "$@"
}

@test "a stranger who connects now and then is not the student's failure, and no reason to give up" {
    local times program=$BATS_TEST_TMPDIR/ex11_2
    gcc "$TOP/solutions/ex11_2.c" -o "$program"
    for times in 1 2; do
        beside "$BATS_FILE_TMPDIR/knock" "$times" -- "$BIN/play" --port 5000 --isolation port-lock --program "ex11_2=$program" \
            --program "test_client=$BIN/test_client" --set exercise=ex11_2 "$EXERCISES_PLACE/ex11_2/conversation.session"
        same "$times: 0 " "$times: $status $output$stderr"
    done
}

@test "where strangers connect all the time, the player says so; who only could have met one fails as ever" {
    local play=("$BIN/play" --port 5000 --isolation port-lock --program "actor=$BATS_FILE_TMPDIR/actor")
    beside "$BATS_FILE_TMPDIR/knock" -- "${play[@]}" "$FIXTURES/sessions/nobody-comes.session"
    same '2 play: others connect to port 5000 of this machine all the time: in each try somebody did' "$status $output$stderr"
    beside "$BATS_FILE_TMPDIR/knock" -- "${play[@]}" "$FIXTURES/sessions/other-status.session"
    same '1 ' "$status $stderr"
    beside true -- "${play[@]}" "$FIXTURES/sessions/nobody-comes.session"
    same '1 ' "$status $stderr"
}

@test "the port is the exercise's: who comes to another one is no stranger, and a server elsewhere is told" {
    local play=("$BIN/play" --isolation port-lock --port 5001 --program "actor=$BATS_FILE_TMPDIR/actor" --program "peer=$BIN/peer"
        --evidence "$BATS_TEST_TMPDIR/evidence")
    beside "$BATS_FILE_TMPDIR/knock" -- "${play[@]}" "$FIXTURES/sessions/nobody-comes.session"
    [[ $status == 1 && -z $stderr ]] || fail "$status $stderr"
    [[ $(jq .port "$BATS_TEST_TMPDIR/evidence") == 5001 ]]
    printf '%s\n' '# Another port.' 'server $ ./actor listen 5001 accept recv pause' 'server ? listens on 0.0.0.0:5001' \
        'client $ ./peer at 127.0.0.1:5001 connect say hello leave' 'client | connected to 127.0.0.1' \
        "server | received 'hello" "server | '" 'client ? exits 0' >"$BATS_TEST_TMPDIR/port.session"
    beside true -- "${play[@]}" "$BATS_TEST_TMPDIR/port.session"
    same '0 ' "$status $output$stderr"
    beside true -- "${play[@]}" "$FIXTURES/sessions/not-in-accept.session"
    [[ $status == 1 && $output == *'Your server listens on every address, port 5000.'* ]] || fail "$status $output"
}

@test "a client of the grader's connects over IPv6, and a server of its own serves there, in each tier" {
    local tier play
    printf '%s\n' '# Over IPv6.' 'server $ ./actor loopback6 5000 accept recv send {word} close' 'server ? listens on [::1]:5000' \
        'client $ ./peer at [::1]:5000 connect say hello hear welcome end' 'client | connected to ::1' "server | received 'hello" "server | '" \
        'client | heard welcome' 'client | the connection ended' 'client ? exits 0' 'server ? exits 0' \
        'other $ ./peer at [::1]:5001 serve hear question say answer end' 'other | serving port 5001' \
        'guest $ ./peer at [::1]:5001 connect say question hear answer leave' 'guest | connected to ::1' 'other | connected' \
        'other | heard question' 'guest | heard answer' 'guest ? exits 0' 'other | the connection ended' 'other ? exits 0' \
        >"$BATS_TEST_TMPDIR/six.session"
    for tier in $(tiers); do
        play=("$BIN/play" --port 5000 --isolation "$tier" --program "actor=$BATS_FILE_TMPDIR/actor" --program "peer=$BIN/peer" "$BATS_TEST_TMPDIR/six.session")
        # The server closes first: no TIME_WAIT of it is left where the network is shared.
        run --separate-stderr in_tier "$tier" sh -c '"$@" && tail --lines=+2 /proc/net/tcp6' sh "${play[@]}" --set word=welcome
        same '0 ' "$status $output$stderr"
        run --separate-stderr in_tier "$tier" "${play[@]}" --set word=farewell
        [[ $status == 1 && -z $stderr && $output == *'heard farewel'* ]] || fail "$tier: $status $output" "$stderr"
    done
}

@test "where the kernel hides what programs do, the player can't play, and says so" {
    local tier own
    unshare --mount true 2>/dev/null || skip 'only root can hide it, and not inside a chroot'
    own=$(mktemp --directory "${TMPDIR:-/tmp}/lab11-user.XXXXXX") # where an ordinary user gets to
    cp "$BIN/play" "$BATS_FILE_TMPDIR/actor" "$FIXTURES/sessions/a-few-more-played.session" "$own"
    chmod -R a+rX "$own"
    for tier in $(tiers); do
        run --separate-stderr own_network unshare --mount sh -c 'mount -t proc -o hidepid=2 proc /proc &&
            exec setpriv --reuid=65534 --regid=65534 --clear-groups "$@"' sh \
            "$own/play" --port 5000 --isolation "$tier" --program "actor=$own/actor" "$own/a-few-more-played.session"
        [[ $status == 2 ]] || fail "$tier: exit status $status" "$output" "$stderr"
        [[ $stderr == 'play: '*'hidepid'* ]] || fail "$tier: $stderr"
    done
    rm -r "$own"
}

@test "long lines, long conversations and more than two terminals keep within the screen" {
    reports three-terminals five-terminals long-conversation long-line long-prompt
}

@test "each fixture is in a test, and each report belongs to one" {
    local file name named
    named=$(grep --extended-regexp '^    (plays|reports) |play_fixture|/[a-z0-9-]+\.session' "$KIT/player.bats" | tr --complement --squeeze 'a-z0-9-' ' ')
    for file in "$FIXTURES"/sessions/*; do
        name=${file##*/} name=${name%.*}
        [[ $named == *" $name "* ]] || fail "$name is not"
        [[ -e $FIXTURES/sessions/$name.session ]] || fail "no session for $name.report"
    done
}

@test "no report holds a number of a process, or an ephemeral port" {
    same '' "$(grep --extended-regexp --line-number 'pid|\b(3[2-9]|[45][0-9])[0-9]{3}\b' "$FIXTURES"/sessions/*.report)"
}

# words TEXT: plays a program that shows TEXT, and prints what it has shown.
words() {
    printf '# Words.\nserver $ ./actor %s\nserver ? exits 0\n' "$1" >"$BATS_TEST_TMPDIR/words.session"
    run clean "$BIN/play" --port 5000 --program "actor=$BATS_FILE_TMPDIR/actor" --evidence "$BATS_TEST_TMPDIR/words" \
        "${@:2}" "$BATS_TEST_TMPDIR/words.session"
    [[ $status == 1 ]] || fail "$output"
    jq --raw-output '.terminals[0].output' "$BATS_TEST_TMPDIR/words"
}

@test "the random words of a session differ each time, and can be read aloud" {
    local syllables='([bdgklmnprstv][aeiou])' text=() number
    for number in 0 1; do
        text[number]=$(words 'line {one} line {two:500} line {one}')
        [[ ${text[number]} =~ ^(${syllables}{6})\\n${syllables}{250}\\n(${syllables}{6})\\n$ ]] || fail "${text[number]}"
        [[ ${text[number]%%\\n*} == "$(sed -E 's/.*\\n(.*)\\n$/\1/' <<<"${text[number]}")" ]] || fail "${text[number]}"
    done
    [[ ${text[0]} != "${text[1]}" ]]
}

@test "a text of several words has the lengths that are asked for, and each name a first letter of its own" {
    local shown
    shown=$(words "line {a} line {b:7} line {c} line {d:1} line {e}")
    same '5 12 7 12 1 12' "$(tr '\n' ' ' <<<"${shown//\\n/ }" | awk '{ for (i = 1; i <= NF; i++) {
        letters[substr($i, 1, 1)]; lengths = lengths " " length($i) } print length(letters) lengths }')"
    printf '# Words.\nserver $ ./actor\nserver | {text:5 16 11} {a:1} {b:1}\n' >"$BATS_TEST_TMPDIR/text.session"
    run clean "$BIN/play" --port 5000 --program "actor=$BATS_FILE_TMPDIR/actor" --evidence "$BATS_TEST_TMPDIR/text" \
        "$BATS_TEST_TMPDIR/text.session"
    shown=$(jq --raw-output '.steps[1].text' "$BATS_TEST_TMPDIR/text")
    [[ $shown =~ ^[a-z]{5}\ [a-z]{16}\ [a-z]{11}\ [a-z]\ [a-z]$ ]] || fail "$shown"
    same 5 "$(grep --only-matching '\b[a-z]' <<<"$shown" | sort --unique | wc --lines)"
}

@test "a conversation is played again word for word with the values in its evidence" {
    local shown
    shown=$(words 'line {one} line {two:30}')
    same "$shown" "$(words 'line {one} line {two:30}' --set "$(jq --raw-output '"one=\(.values.one)"' "$BATS_TEST_TMPDIR/words")" \
        --set "$(jq --raw-output '"two=\(.values.two)"' "$BATS_TEST_TMPDIR/words")")"
}

@test "the evidence of a play that differed holds the turns, the terminals, the sockets and the difference" {
    play_fixture "$(tiers | head -n 1)" stuck-in-accept || true
    same 'differed stuck ["server","client"] LISTEN 5000' "$(jq --raw-output '"\(.outcome) \(.difference.reason)"
        + " \([.terminals[].name])" + ([.sockets[] | select(.state == "LISTEN") | " \(.state) \(.port)"] | join(""))' \
        "$BATS_TEST_TMPDIR"/stuck-in-accept.*)"
    same 'true' "$(jq '[.steps[] | has("ms")] | .[0] and (.[-1] | not)' "$BATS_TEST_TMPDIR"/stuck-in-accept.*)"
}

@test "the first line of the evidence tells by itself what differed, and what each program is doing" {
    local name
    differs() {
        play_fixture "$(tiers | head -n 1)" "$1" >/dev/null || true
        head -n 1 "$BATS_TEST_TMPDIR/$1".* | sed 's/,$/}/' | jq --compact-output '.difference, .programs'
    }
    for name in stuck-in-accept threads more-descriptors killed children zombies; do
        differs "$name"
    done >"$BATS_TEST_TMPDIR/told"
    [[ -z ${KIT_RECORD:-} ]] || cp "$BATS_TEST_TMPDIR/told" "$FIXTURES/told-by-evidence"
    same "$(<"$FIXTURES/told-by-evidence")" "$(<"$BATS_TEST_TMPDIR/told")"
}
