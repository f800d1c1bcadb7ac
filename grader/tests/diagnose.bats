# What a program called, told as a life, and signs of mistakes in it.

load kit

@test "a trace of threads, children, errors and cut-off lines becomes a lifecycle, a line a call" {
    run clean "$BIN/diagnose" lifecycle "$FIXTURES/traces/threads.trace"
    same "0 $(<"$FIXTURES/traces/threads.lifecycle")" "$status $output"
}

@test "of all selects only the one that failed, and the one that waits at the end, are told, with their sets" {
    printf '6 17.%s\n' '1 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3' '2 select(4, [3], [], NULL, NULL) = 1 (in [3])' \
        '3 accept(3, NULL, NULL) = 4' '4 select(5, [3 4], [4], NULL, NULL) = 2 (in [4], out [4])' '5 recvfrom(4, "a", 1, 0, NULL, NULL) = 1' \
        '6 select(5, [3 4], NULL, NULL, NULL) = 1 (in [4])' '7 recvfrom(4, "b", 1, 0, NULL, NULL) = 1' '8 close(4) = 0' \
        '9 select(5, [3 4], [4], NULL, NULL) = -1 EBADF (Bad file descriptor)' >"$BATS_TEST_TMPDIR/selects"
    printf '6 18.0 pselect6(4, [3], [], NULL, NULL, NULL <unfinished ...>\n' >>"$BATS_TEST_TMPDIR/selects"
    run clean "$BIN/diagnose" lifecycle "$BATS_TEST_TMPDIR/selects"
    same '0 socket(AF_INET, SOCK_STREAM, 0) = server
accept(server) = connection 1
recv(connection 1, 1) = 2 "ab"
close(connection 1) = 0
select(5, [server, closed connection 1], [closed connection 1]) = EBADF
select(4, [server], []) waits' "$status $output"
}

@test "of a call that comes again and again with the same answer ten are told, and what comes then" {
    {
        head --lines=8 "$FIXTURES/traces/threads.trace"
        yes '6     1795262202.905000 accept(3, 0x7ffe0000, [128]) = -1 EBADF (Bad file descriptor) <0.000010>' | head --lines=50
        sed --quiet 9p "$FIXTURES/traces/threads.trace"
    } >"$BATS_TEST_TMPDIR/trace"
    run clean "$BIN/diagnose" lifecycle "$BATS_TEST_TMPDIR/trace"
    same "$(head --lines=5 "$FIXTURES/traces/threads.lifecycle")
$(yes 'accept(server, 128) = EBADF' | head --lines=10)
listen(server, 3) = 0" "$output"
}

@test "where strace has written nothing there is nothing to tell" {
    : >"$BATS_TEST_TMPDIR/empty"
    run clean "$BIN/diagnose" lifecycle "$BATS_TEST_TMPDIR/empty"
    same '1 ' "$status $output"
    run clean "$BIN/diagnose" lifecycle "$BATS_TEST_TMPDIR/nowhere"
    same '1 ' "$status $output"
}

# entry NAME STEP SEEN SIGN...: writes one into the catalogue of this test.
entry() {
    mkdir -p "$BATS_TEST_TMPDIR/catalogue"
    printf '%s\n' --- "step: $2" 'not: ex11_20 ex11_2' --- "# Title of $1" '' "$3" '' "\`\`\`sign" "${@:4}" "\`\`\`" \
        >"$BATS_TEST_TMPDIR/catalogue/$1.md"
}

# named EXERCISE LINE...: what is told about this evidence.
named() {
    printf '%s\n' "${@:2}" >"$BATS_TEST_TMPDIR/facts"
    run clean "$BIN/diagnose" mistake "$BATS_TEST_TMPDIR/catalogue" "$1" "$BATS_TEST_TMPDIR/facts"
}

@test "a sign sees its lines in order, and never what must not be between them" {
    entry order talk Seen. 'sees a' 'never x' 'sees b' 'never y'
    named ex11_3 a b
    same '0 order' "$status ${lines[0]}"
    named ex11_3 x a c b x
    same '0 order' "$status ${lines[0]}"
    named ex11_3 a x a b
    same '0 order' "$status ${lines[0]}"
    local evidence
    for evidence in 'b a' 'a x b' 'a b y' 'a'; do
        read -ra evidence <<<"$evidence"
        named ex11_3 "${evidence[@]}"
        same '1 ' "$status $output" || fail "${evidence[*]}"
    done
    named ex11_2 a b
    same '1 ' "$status $output"
    named ex11_20 a b
    same '1 ' "$status $output"
    named ex11_200 a b
    same '0 order' "$status ${lines[0]}"
}

@test "a pattern knows any text, names, choices, and the rest literally; a second sign counts as well" {
    entry words talk 'From {who} to {whom}: {what}.' 'sees {who} (*) says "{what}" to {whom}' 'sees {whom} {nods|sings}' \
        or 'sees {what} {who} [{whom}'
    named ex11_3 'Ada (37) says "yes" to Bob' 'Cleo nods' 'Bob sings'
    same $'words\nTitle of words\nFrom Ada to Bob: yes.\nwho=Ada\nwhat=yes\nwhom=Bob' "$output"
    named ex11_3 'Ada (37) says "yes" to Bob' 'Cleo nods' 'Bob sleeps'
    same '1 ' "$status $output"
    named ex11_3 'one two [three'
    same 'From two to three: one.' "${lines[2]}"
}

@test "the earlier step is named, then the earlier line, then the sign that has seen more" {
    entry late close Seen. 'sees a'
    entry early bind Seen. 'sees c'
    named ex11_3 a b c
    same early "${lines[0]}"
    entry early close Seen. 'sees c'
    named ex11_3 a b c
    same late "${lines[0]}"
    entry zealous close Seen. 'sees a' 'sees b'
    named ex11_3 a b c
    same zealous "${lines[0]}"
}

@test "what only a server does is no client's mistake, nor the other way round" {
    local step named=()
    for step in build address socket bind listen accept connect talk close loop thread; do
        entry "$step" "$step" Seen. "sees of $step"
    done
    for step in build address socket bind listen accept connect talk close loop thread; do
        named ex11_3 'life address socket bind listen accept talk close' "of $step"
        same "$([[ $step == connect ]] && echo '1 ' || echo "0 $step")" "$status ${lines[0]-}"
        named ex11_3 'life address socket connect talk close' "of $step"
        same "$([[ $step == @(bind|listen|accept|loop|thread) ]] && echo '1 ' || echo "0 $step")" "$status ${lines[0]-}"
    done
}

@test "the sockets by which the C library looks a name up are no part of a program's life" {
    printf '6 17.%s\n' '1 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, 0) = -1 EAFNOSUPPORT (Address family)' \
        '2 socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE) = 3' '3 bind(3, {sa_family=AF_NETLINK, nl_pid=0}, 12) = 0' \
        '4 sendto(3, [{nlmsg_len=20}], 20, 0, {sa_family=AF_NETLINK}, 12) = 20' '5 close(3) = 0' \
        '6 socket(AF_INET6, SOCK_DGRAM|SOCK_CLOEXEC, IPPROTO_IP) = 3' '7 connect(3, {sa_family=AF_INET6}, 28) = 0' '8 close(3) = 0' \
        '90 socket(AF_INET6, SOCK_STREAM, IPPROTO_TCP) = 3' \
        '91 connect(3, {sa_family=AF_INET6, sin6_port=htons(5001), inet_pton(AF_INET6, "::1", &sin6_addr), sin6_scope_id=0}, 28) = 0' \
        '92 sendto(3, "a\n", 2, 0, NULL, 0) = 2' '93 close(3) = 0' >"$BATS_TEST_TMPDIR/resolved"
    run clean "$BIN/diagnose" lifecycle "$BATS_TEST_TMPDIR/resolved"
    same '0 socket(AF_INET6, SOCK_STREAM, IPPROTO_TCP) = server
connect(server, [::1]:5001, 28) = 0
send(connection, 2, "a\n") = 2
close(connection) = 0' "$status $output"
}

@test "the catalogue is told as JSON: one parser of an entry for all that read one" {
    entry words talk 'From {who} to "{whom}".' 'sees {who} to {whom}'
    printf '%s\n' '' 'read: nothing' '1. First.' '2. Second, which' '   goes on.' '' '10. Tenth.' '' 'No hint.' >>"$BATS_TEST_TMPDIR/catalogue/words.md"
    run clean "$BIN/diagnose" catalogue "$BATS_TEST_TMPDIR/catalogue"
    same '{"words":{"step":"talk","title":"Title of words","seen":"From {who} to \"{whom}\".","read":"","hints":["First.","Second, which\ngoes on.","Tenth."]}}' \
        "$(jq --compact-output .entries <<<"$output")"
    same '0 build, 1 address, 2 socket, 3 bind, 4 listen, 5 accept, 0 connect, 6 talk, 7 close, 0 loop, 0 thread' \
        "$(jq --raw-output '[.steps[] | "\(.number) \(.name)"] | join(", ")' <<<"$output")"
}

@test "diagnose says how it is used, and what it can't read" {
    run clean "$BIN/diagnose" everything
    [[ $status == 2 && $output == 'diagnose: usage: diagnose lifecycle TRACE'* ]] || fail "$output"
    run clean "$BIN/diagnose" mistake "$BATS_TEST_TMPDIR/nowhere" ex11_1 /dev/null
    same "2 diagnose: $BATS_TEST_TMPDIR/nowhere: No such file or directory" "$status $output"
    run clean "$BIN/diagnose" steps ex11_1 server 5000 'address socket' /dev/null "$BATS_TEST_TMPDIR/nowhere"
    same "2 diagnose: $BATS_TEST_TMPDIR/nowhere: strace has written nothing" "$status $output"
    run clean "$BIN/diagnose" steps ex11_1 guest 5000 'address socket' /dev/null "$FIXTURES/traces/threads.trace"
    same "2 diagnose: a role is 'server' or 'client'" "$status $output"
    run clean "$BIN/diagnose" steps ex11_1 server 5000 'address sockets' /dev/null "$FIXTURES/traces/threads.trace"
    same "2 diagnose: 'sockets' is no step of a life" "$status $output"
}

@test "a trace that its program has written into tells nothing that a terminal would obey" {
    printf '6 17.1 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3\n6 17.2 bind(3, {sa_family=\033]0;x\007}, 16) = 0\n6 17.3 listen(3, 3) = 0\n' \
        >"$BATS_TEST_TMPDIR/forged"
    run clean "$BIN/diagnose" lifecycle "$BATS_TEST_TMPDIR/forged"
    same $'0 socket(AF_INET, SOCK_STREAM, 0) = server\nlisten(server, 3) = 0' "$status $output"
}

@test "evidence without end is looked at to an end" {
    local patterns='sees *{a}*{b}*{c}*{d}*never'
    entry endless talk Seen. "$patterns"
    printf 'Server received a %.0s' {1..20000} >"$BATS_TEST_TMPDIR/facts"
    printf '\n%.0s' {1..3000} >>"$BATS_TEST_TMPDIR/facts"
    run clean timeout 60 "$BIN/diagnose" mistake "$BATS_TEST_TMPDIR/catalogue" ex11_3 "$BATS_TEST_TMPDIR/facts"
    same '1 ' "$status $output"
}

# went TURN LINE STATE: the evidence of a play that differed at this turn of the student's terminal, by this line, and in
# which the student's program came to this.
went() {
    jq --null-input --compact-output --arg turn "$1" --arg line "$2" --argjson state "$3" '{
        student: "server", port: 5000, steps: [], terminals: [], sockets: [], programs: [{terminal: "server"} + $state],
        difference: {terminal: "server", reason: "shown other", sign: "|", expected: $turn, received: $line}}'
}

@test "a replay that took another turn is that of the play if the program has ended by itself with the same error" {
    local play replay alike said=()
    while IFS=@ read -r play replay; do
        alike=$(jq --raw-output --from-file "$TOP/grader/diagnose/facts.jq" --rawfile again <(went two 'a line' "$replay") \
            <(went one 'accept: Bad file descriptor' "$play") | head --lines=1)
        said+=("${alike:-not} $play $replay")
    done <<'END'
{"state": "exited", "status": 1}@{"state": "exited", "status": 1}
{"state": "killed", "signal": "SIGSEGV"}@{"state": "killed", "signal": "SIGSEGV"}
{"state": "exited", "status": 1}@{"state": "exited", "status": 2}
{"state": "exited", "status": 0}@{"state": "exited", "status": 0}
{"state": "killed", "signal": "SIGINT"}@{"state": "killed", "signal": "SIGINT"}
{"state": "killed", "signal": "SIGSEGV"}@{"state": "exited", "status": 1}
{"state": "waiting", "call": "recv"}@{"state": "waiting", "call": "recv"}
END
    same 'alike alike not not not not not' "$(printf '%s\n' "${said[@]%% *}" | xargs)"
}
