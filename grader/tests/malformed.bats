# Session files with mistakes in them: the player says which, in which line, and plays nothing.

load kit

# refuses MESSAGE: plays the session on standard input of the test; it must be refused with MESSAGE.
refuses() {
    cat >"$BATS_TEST_TMPDIR/bad.session"
    cd "$BATS_TEST_TMPDIR" || exit
    run --separate-stderr clean "$BIN/play" --port 5000 --program test_client="$BIN/test_client" bad.session
    [[ $status == 2 ]] || fail "exit status $status" "$output" "$stderr"
    same '' "$output"
    same "play: $1" "$stderr"
}

@test "an unknown sign" {
    refuses "bad.session:2: unknown sign '!'" <<<$'# A title\nserver ! hello'
}

@test "a brace that is not closed" {
    refuses "bad.session:3: expected a '}' after '{message'" <<<$'# A title\nserver $ ./test_client\nserver | {message'
}

@test "a name in braces that is no name" {
    refuses "bad.session:2: a name in braces is small letters, got 'A b'" <<<$'# A title\nserver $ ./{A b}'
}

@test "a length in braces that is none" {
    local length
    for length in x '' 0 100001 '5 ' '5  6' ' 5' '5 x' -1; do
        refuses "bad.session:2: expected a length from 1 to 100000, got '$length'" <<<$'# A title\nserver $ ./{a:'"$length"'}'
    done
}

@test "an unknown condition" {
    refuses "bad.session:3: unknown condition 'is happy'" <<<$'# A title\nserver $ ./test_client\nserver ? is happy'
}

@test "a condition with a number that is none" {
    refuses "bad.session:3: unknown condition 'exits 256'" <<<$'# A title\nserver $ ./test_client\nserver ? exits 256'
}

@test "a condition with a signal that does not exist" {
    refuses "bad.session:3: unknown condition 'is killed by SIGNAL'" \
        <<<$'# A title\nserver $ ./test_client\nserver ? is killed by SIGNAL'
}

@test "a condition with an address that is none" {
    refuses "bad.session:3: unknown condition 'listens on localhost:5000'" \
        <<<$'# A title\nserver $ ./test_client\nserver ? listens on localhost:5000'
}

@test "a terminal that nothing was started on" {
    refuses "bad.session:2: no program was started on the terminal 'client'" <<<$'# A title\nclient | hello'
}

@test "a terminal to come after that is not there" {
    refuses "bad.session:3: no terminal above has the name 'client'" \
        <<<$'# A title\nserver $ ./test_client\nserver ? after client'
}

@test "a terminal whose name is no name" {
    refuses "bad.session:2: a terminal's name is small letters and digits, got 'Server'" \
        <<<$'# A title\nServer $ ./test_client'
}

@test "a line of one word" {
    refuses "bad.session:2: expected 'terminal sign text', got 'server'" <<<$'# A title\nserver'
}

@test "no blank after the sign" {
    refuses "bad.session:2: expected a blank after the sign, got '\$./test_client'" <<<$'# A title\nserver $./test_client'
}

@test "nothing after the sign" {
    refuses "bad.session:3: expected a text after '|'" <<<$'# A title\nserver $ ./test_client\nserver |'
}

@test "a program that is neither given nor the system's" {
    refuses "bad.session:2: expected a program as ./name, or by its name, got '/bin/true'" <<<$'# A title\nserver $ /bin/true'
    refuses "bad.session:2: expected a program as ./name, or by its name, got './a/b'" <<<$'# A title\nserver $ ./a/b'
    refuses "bad.session:2: the program 'test_client' is not on this machine" <<<$'# A title\nserver $ test_client'
}

@test "a program that was not given to the player" {
    refuses "no --program ex11_1=PATH was given" <<<$'# A title\nserver $ ./ex11_1'
}

@test "a key that can't be pressed" {
    refuses "bad.session:3: expected the key C or D, got 'X'" <<<$'# A title\nserver $ ./test_client\nserver ^ X'
}

@test "a line to type that is longer than a terminal's line" {
    refuses "bad.session:3: a line that is typed has at most 4094 characters" \
        <<<$'# A title\nserver $ ./test_client\nserver < {long:4095}'
}

@test "a repeat without an end" {
    refuses "bad.session:3: 'repeat' without an 'end'" <<<$'# A title\nserver $ ./test_client\nrepeat 3\nserver | hello'
}

@test "an end without a repeat" {
    refuses "bad.session:3: 'end' without a 'repeat'" <<<$'# A title\nserver $ ./test_client\nend'
}

@test "a repeat in a repeat" {
    refuses "bad.session:4: a repeat can't stand in a repeat" \
        <<<$'# A title\nserver $ ./test_client\nrepeat 2\nrepeat 2\nserver | hello\nend\nend'
}

@test "a repeat that is no number" {
    refuses "bad.session:3: expected 'repeat' and a number from 1 to 1000, got 'often'" \
        <<<$'# A title\nserver $ ./test_client\nrepeat often'
}

@test "a sysctl that is none" {
    local name
    for name in kernel.hostname net net. net..ipv4 net.ipv4/../kernel net.ipv4. ''; do
        refuses "bad.session:2: expected a name like net.ipv4.tcp_rmem, got '$name'" \
            <<<$'# A title\nsysctl '"$name"$' 1\nserver $ ./test_client'
    done
    refuses "bad.session:2: expected a value after 'net.ipv4.tcp_rmem'" <<<$'# A title\nsysctl net.ipv4.tcp_rmem\nserver $ ./test_client'
    refuses "bad.session:3: a sysctl stands before the first turn" \
        <<<$'# A title\nserver $ ./test_client\nsysctl net.ipv4.tcp_rmem 1\n'
}

@test "a sysctl that the kernel does not have, or does not take" {
    has_namespaces || skip 'no namespaces here'
    refuses 'bad.session:2: net.ipv4.no_such_thing: No such file or directory' \
        <<<$'# A title\nsysctl net.ipv4.no_such_thing 1\nserver $ ./test_client'
    refuses 'bad.session:2: net.ipv6.bindv6only: Invalid argument' \
        <<<$'# A title\nsysctl net.ipv6.bindv6only perhaps\nserver $ ./test_client'
}

@test "no title" {
    refuses "bad.session:1: expected a title: a first line that begins with '#'" <<<'server $ ./test_client'
}

@test "a title that comes after the first turn" {
    refuses "bad.session:1: expected a title: a first line that begins with '#'" <<<$'server $ ./test_client\n# Late'
}

@test "an empty file" {
    refuses "bad.session:1: expected a title: a first line that begins with '#'" </dev/null
}

@test "a title and nothing else" {
    refuses "bad.session:1: the session has no turns" <<<'# A title'
}

@test "a sign that is a control character does not reach the terminal" {
    refuses "bad.session:2: unknown sign '\\x1b'" <<<$'# A title\nserver \e hello'
}

@test "a session that is not there, or is a folder" {
    cd "$BATS_TEST_TMPDIR"
    run --separate-stderr clean "$BIN/play" --port 5000 nowhere.session
    same '2 play: nowhere.session: No such file or directory' "$status $stderr"
    run --separate-stderr clean "$BIN/play" --port 5000 .
    same '2 play: .: Is a directory' "$status $stderr"
}

@test "a program that is not there" {
    run --separate-stderr clean "$BIN/play" --port 5000 --program server=/nowhere/server "$EXERCISES_PLACE/common/ctrl-c.session"
    same '2 play: --program server: No such file or directory' "$status $stderr"
}

@test "a program that is no program" {
    cd "$BATS_TEST_TMPDIR"
    printf 'hello\n' >text
    chmod 755 text
    printf '# A title\nserver $ ./text\nserver ? ends\n' >bad.session
    run clean "$BIN/play" --port 5000 --program text=text bad.session
    same "1   server
  ----------------------------------------------------------------------------
  \$ ./text

  Expected:
    \`server\` ends
  Received:
    (nothing more, with this program only: ./text can't be started: execve:
      Exec format error)

  Where the programs are now:
    Your server could not be started." "$status $output"
}

@test "a trace of a terminal that the session doesn't have" {
    printf '# A program.\nserver $ ./true\nserver ? exits 0\n' >"$BATS_TEST_TMPDIR/true.session"
    run clean "$BIN/play" --port 5000 --program true=/bin/true --trace "client=$BATS_TEST_TMPDIR/trace" "$BATS_TEST_TMPDIR/true.session"
    same "2 play: --trace client: $BATS_TEST_TMPDIR/true.session has no such terminal" "$status $output"
    run clean "$BIN/play" --port 5000 --program true=/bin/true --trace server "$BATS_TEST_TMPDIR/true.session"
    same '2 play: --trace server: expected TERMINAL=FILE' "$status $output"
}

@test "options that are none are answered with how it is used" {
    local usage='play: usage: play --port PORT [--student server|client] [--program NAME=PATH]...
            [--set NAME=VALUE]... [--evidence FILE] [--trace TERMINAL=FILE]...
            [--isolation namespaces|port-lock|none] [--hide PATH]...
            [--sanitized] SESSION' option port=5000
    for option in '' --isolation=glass --set=x --student=other --port=0 --port=x --port=65536 --unknown; do
        [[ $option != --port=* ]] || port=${option#*=}
        run --separate-stderr clean "$BIN/play" "--port=$port" ${option:+"$option"} ${option:+bad.session}
        [[ $status == 2 ]]
        same "$usage" "$(grep -v 'unrecognized option' <<<"$stderr")"
    done
    usage='contain: usage: contain [--isolation namespaces|port-lock|none] [--hide PATH]...
               FOLDER -- COMMAND...
       contain [--hide PATH]... --probe'
    local options=() # of FOLDER -- COMMAND each part is missing once
    for option in '' --isolation=glass --unknown . '. --' '. true' '--probe .'; do
        read -ra options <<<"$option"
        run --separate-stderr clean "$BIN/contain" "${options[@]}"
        [[ $status == 2 ]]
        same "$usage" "$(grep -v 'unrecognized option' <<<"$stderr")"
    done
}

@test "evidence that can't be written is the player's own trouble" {
    run --separate-stderr perform ex11_1 "$BIN/test_client" conversation --evidence /proc/nowhere/evidence
    same '2 play: /proc/nowhere/evidence: No such file or directory' "$status $stderr"
}
