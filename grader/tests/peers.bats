# The words of the peer, each with a server that does right by it and with one that doesn't.

load kit

setup_file() {
    fixture echo
    fixture own_network
    fixture refuse
}

# talks KIND: plays the session on standard input with `echo KIND` as the server, in each tier; its lines stand in the
# middle of it. STATUS and output as of the player.
talks() {
    local tier session=$BATS_TEST_TMPDIR/talk.session
    {
        printf '# What a peer says and hears.\n'
        printf 'server $ ./echo %s\nserver | Server listening\nserver ? listens on 0.0.0.0:5000\nserver | ...\n' "$1"
        cat
    } >"$session"
    for tier in namespaces port-lock; do
        [[ $tier == port-lock ]] || has_namespaces || continue
        run --separate-stderr in_tier "$tier" "$BIN/play" --port 5000 --isolation "$tier" --program "echo=$BATS_FILE_TMPDIR/echo" \
            --program "peer=$BIN/peer" "$session"
        [[ -z $stderr ]] || fail "$tier: $stderr"
        [[ $tier == port-lock || $status == 0 ]] || return 0
    done
}

plays() {
    talks "$1"
    same '0 ' "$status $output"
}

# fails_with KIND LINE: a line of the report must be this.
fails_with() {
    talks "$1"
    [[ $status == 1 && $'\n'$output$'\n' == *$'\n'"    $2"$'\n'* ]] || fail "$status $output"
}

# refused MESSAGE WORD...: an error of usage, which the peer tells before it does anything.
refused() {
    run --separate-stderr "$BIN/peer" at :1 connect "${@:2}"
    same "2 peer: $1 " "$status $stderr $output"
}

@test "bytes are sent and heard as they are" {
    plays poll <<'END'
client $ ./peer at :5000 connect bytes fffd03000a hears fffd0300 say hello hears 0a68656c6c6f leave
client | connected
client | heard ff fd 03 00
client | heard 0a 68 65 6c 6c 6f
client ? exits 0
END
}

@test "other bytes are shown as they came, and as a text if they are one; too few as they have come" {
    fails_with poll 'heard 61 62 63 (abc)' <<'END'
client $ ./peer at :5000 connect say abc hears fffd03 leave
client | connected
client | heard ff fd 03
client ? exits 0
END
    fails_with poll 'heard 61 ff' <<'END'
client $ ./peer at :5000 connect bytes 61ff hears 61ff03 leave
client | connected
client | heard 61 ff 03
client ? exits 0
END
}

@test "in telnet it says what the bytes mean, and of other text it shows the line" {
    plays poll <<'END'
client $ ./peer at :5000 connect telnet bytes fffd03 hears fffd03 drips 686900fff62b0d0a hears 686900fff62b0d0a connect bytes fffa1f00ffff18fff063 hears fffa1f00ffff18fff063 bytes ffffff00ffefffc963fb hears ffffff00ffefffc963fb leave
client | connected
client | sent ff fd 03 (DO suppress go ahead)
client | heard ff fd 03 (DO suppress go ahead)
client | sent 68 69 00 ff f6 2b 0d 0a ("hi" NUL, are you there, "+" CR LF)
client | heard 68 69 00 ff f6 2b 0d 0a ("hi" NUL, are you there, "+" CR LF)
client | connected
client | sent ff fa 1f 00 ff ff 18 ff f0 63 (SB window size 00, a byte 255 18, SE, "c")
client | heard ff fa 1f 00 ff ff 18 ff f0 63 (SB window size 00, a byte 255 18, SE, "c")
client | sent ff ff ff 00 ff ef ff c9 63 fb (a byte 255, IAC NUL, IAC ef, IAC c9, "c" fb)
client | heard ff ff ff 00 ff ef ff c9 63 fb (a byte 255, IAC NUL, IAC ef, IAC c9, "c" fb)
client ? exits 0
END
    fails_with poll 'heard 61 62 63 64 65 0a ("abcde" LF)' <<'END'
client $ ./peer at :5000 connect telnet say abcde hears fffc03 leave
client | connected
client | heard ff fc 03 (WONT suppress go ahead)
client ? exits 0
END
    fails_with poll 'heard ff fe 01 (DONT echo)' <<'END'
client $ ./peer at :5000 connect telnet bytes fffe01fffc05 hears fffc05 leave
client | connected
client | sent ff fe 01 ff fc 05 (DONT echo, WONT status)
client | heard ff fc 05 (WONT status)
client ? exits 0
END
}

@test "a byte at a time: the server receives each by itself" {
    plays pieces <<'END'
client $ ./peer at :5000 connect drip hello drips fffd03 leave
client | connected
client ? exits 0
server | 9 pieces, the largest has 1
server ? exits 0
END
    talks pieces <<'END'
client $ ./peer at :5000 connect drips fffd say hello leave
client | connected
client ? exits 0
server | 9 pieces, the largest has 1
server ? exits 0
END
    [[ $status == 1 && $output == *'3 pieces, the largest has 6'* ]] || fail "$status $output"
}

@test "who does not read gets everything when it reads, from a server that waits and from one that keeps it" {
    local kind
    for kind in poll keep; do
        plays "$kind" <<'END'
slow $ ./peer at :5000 connect fill {line:70} drain say {more} hear {more} leave
slow | connected
slow ? waits in poll
client $ ./peer at :5000 connect say {message} hear {message} leave
client | connected
client | heard {message}
slow < go on
slow | heard the same
slow | heard {more}
slow ? exits 0
END
    done
}

@test "what is lost meanwhile is told" {
    talks drops <<'END'
slow $ ./peer at :5000 connect fill {line:70} drain leave
slow | connected
slow ? waits in poll
slow < go on
slow | heard the same
END
    [[ $status == 1 && $output == *'heard something else after '*' of '*' bytes'* ]] || fail "$status $output"
}

@test "who does not read fills its connection in small pieces, and gets them in small pieces" {
    local kind
    for kind in poll keep; do
        plays "$kind" <<'END'
slow $ ./peer at :5000 narrow connect times 12 pour {line:70} then times 13 wait sip then say {more} hear {more} leave
slow | connected
repeat 12
slow ? waits in poll
slow < more
end
client $ ./peer at :5000 connect say {message} hear {message} leave
client | connected
client | heard {message}
repeat 13
slow < go on
end
slow | 13 heard the same
slow | heard {more}
slow ? exits 0
END
    done
    talks drops <<'END'
slow $ ./peer at :5000 narrow connect times 3 pour {line:70} then times 3 wait sip then leave
slow | connected
repeat 6
slow < go on
end
slow | 3 heard the same
END
    [[ $status == 1 && $output == *'heard something else after '*' of 15'*' bytes'* ]] || fail "$status $output"
}

@test "many at once, each as soon as the server has taken the one before" {
    plays poll <<'END'
crowd $ ./peer at :5000 times 50 connect wait then each say {one} then each hear {one} then times 150 connect say {two} hear {two} then wait each leave
repeat 50
server | Connection successful
crowd ? after server
crowd < next
end
crowd | 50 connected
crowd | 50 heard {one}
crowd | 150 connected, heard {two}
server ? holds 204 descriptors
crowd < leave
crowd ? exits 0
server ? holds 4 descriptors
END
}

@test "a round has connections of its own; who is alone in what it hears is told" {
    plays poll <<'END'
client $ ./peer at :5000 connect times 2 connect connect say {two} use 1 say {one} hear {one} use 2 hear {two} then use 1 times 3 say {more} hear {more}
client | connected
client | 2 connected, connected, heard {one}, heard {two}
client | 3 heard {more}
client ? exits 0
END
    fails_with poll 'round 2: heard lo' <<'END'
client $ ./peer at :5000 connect say hello times 2 hear xxx
client | connected
client | 2 heard hel
client ? exits 0
END
    fails_with poll 'round 201: not connected: a peer has at most 200 connections' <<'END'
client $ ./peer at :5000 times 201 connect say a hear a
client | 201 connected, heard a
client ? exits 0
END
}

# A crowd that leaves at one moment.
leaving() {
    cat <<'END'
crowd $ ./peer at :5000 times 56 connect say {word} hear {word} then wait each leave
crowd | 56 connected, heard {word}
server ? all wait
server ? has 56 children
crowd ? after server
crowd < leave
crowd ? exits 0
server ? after crowd
server ? all wait
server ? has no zombies
server ? has no children
END
}

@test "children that end at one moment, waited for or not, forked once or twice" {
    local kind
    for kind in fork double; do
        plays "$kind" < <(leaving)
    done
    fails_with never '56 children have ended, and nobody has waited for them' < <(leaving)
    [[ $output == *'Your server: 56 children have ended, and nobody has waited for them.'* ]] || fail "$output"
}

@test "errors of usage" {
    refused "unexpected word 'sing'" sing
    refused "unexpected word 'then'" 'then'
    refused "unexpected word 'times'" times 3 times 3 connect
    refused "nothing stands behind 'say'" say
    refused "nothing stands behind 'times'" times
    refused "'0' can't stand behind 'times'" times 0 connect
    refused "'100001' can't stand behind 'times'" times 100001 connect
    refused "'201' can't stand behind 'use'" use 201
    refused "'x' can't stand behind 'use'" use x
    local hex
    for hex in f ffg 0xff '' -1; do
        refused "'$hex' can't stand behind 'bytes'" bytes "$hex"
        refused "'$hex' can't stand behind 'drips'" drips "$hex"
        refused "'$hex' can't stand behind 'hears'" hears "$hex"
    done
    local words
    for words in 'say a' 'each leave' 'hears ff'; do
        # shellcheck disable=SC2086 # words
        run --separate-stderr "$BIN/peer" at :1 $words
        same "2 peer: unexpected word '${words%% *}'" "$status $stderr"
    done
    run --separate-stderr "$BIN/peer" at nowhere connect
    same "2 peer: 'nowhere' can't stand behind 'at'" "$status $stderr"
}

# shown TIER: how a play shows a variable of its network that it sets: what comes instead of "2".
shown() {
    printf '%s\n' '# A variable of the network.' 'sysctl net.ipv4.tcp_fin_timeout {timeout}' 'sysctl net.ipv4.tcp_wmem 4096 8192 16384' \
        'server $ cat /proc/sys/net/ipv4/tcp_fin_timeout' 'server | 2' >"$BATS_TEST_TMPDIR/sysctl.session"
    run --separate-stderr in_tier "$1" "$BIN/play" --port 5000 --isolation "$1" --set timeout=37 --evidence "$BATS_TEST_TMPDIR/evidence" \
        "$BATS_TEST_TMPDIR/sysctl.session"
    same '1 ' "$status $stderr"
    jq --raw-output .difference.received "$BATS_TEST_TMPDIR/evidence"
}

@test "a play sets variables of its own network, and never those of the machine's" {
    ! has_namespaces || same 37 "$(shown namespaces)"
    same "$(</proc/sys/net/ipv4/tcp_fin_timeout)" "$(shown port-lock)"
}
