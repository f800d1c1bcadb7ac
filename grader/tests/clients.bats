# Real clients of the system, as programs of a session: they work in each tier, and a server can do them no harm that
# would be the grader's.

load kit

setup_file() {
    fixture lines
    fixture own_network
    fixture refuse
}

# with KIND COMMAND: plays the lines on standard input, all of them the client's, with `lines KIND` as the server.
# Status and output as of the player; TIER says in which tier.
with() {
    printf '# A client of the system.\nserver $ ./lines %s\nserver | Server listening\nserver ? listens on 0.0.0.0:5000\n' \
        "$1" >"$BATS_TEST_TMPDIR/client.session"
    { printf '%s\n' "\$ $2" && cat; } | sed 's/^/client /' >>"$BATS_TEST_TMPDIR/client.session"
    run --separate-stderr in_tier "$TIER" "$BIN/play" --port 5000 --isolation "$TIER" --program "lines=$BATS_FILE_TMPDIR/lines" \
        --set word=hello --evidence "$BATS_TEST_TMPDIR/evidence" "$BATS_TEST_TMPDIR/client.session"
}

# Calls a function in each tier that works here.
in_tiers() {
    for TIER in namespaces port-lock; do
        [[ $TIER == port-lock ]] || has_namespaces || continue
        "$@"
    done
}

# needs_client WORD...: the client must be on this machine.
needs_client() {
    command -v "$1" >/dev/null || skip "$1 is not installed"
}

plays() {
    with "$@"
    same "$TIER: 0 " "$TIER: $status $output$stderr"
}

telnet_talks() {
    plays telnet 'telnet 127.0.0.1 5000' <<'END'
| Trying 127.0.0.1...
| Connected to 127.0.0.1.
| Escape character is '^]'.
| Welcome
| >
? all wait
< echo {word}
| {word}
| >
? all wait
< say {word}
| Unknown command: say {word}
| >
? all wait
< exit
| Goodbye
| Connection closed by foreign host.
? exits 0
END
}

@test "telnet talks with a server" {
    needs_client telnet
    in_tiers telnet_talks
}

telnet_negotiates() {
    plays telnet 'telnet -- 127.0.0.1 -5000' <<'END'
| ...
? has shown Welcome
? all wait
< echo {word}
? has shown {word}
? all wait
^ C
? all wait
< exit
? exits 0
? has shown Goodbye
? has never shown Unknown
END
    plays asks 'telnet 127.0.0.1 5000' <<'END'
| ...
? has shown Welcome
? all wait
< say {word}
? has shown Unknown command: say {word}
? all wait
< exit
? exits 0
? has shown Goodbye
END
}

@test "telnet negotiates, and types a character at a time when the server wants to echo" {
    needs_client telnet
    in_tiers telnet_negotiates
}

busybox_talks() {
    plays telnet 'busybox telnet 127.0.0.1 5000' <<'END'
| Connected to 127.0.0.1
| Welcome
| >
? all wait
< echo {word}
| {word}
| >
? all wait
< exit
| Goodbye
| Connection closed by foreign host
? exits 1
END
    plays asks 'busybox telnet 127.0.0.1 5000' <<'END'
| ...
? has shown Welcome
? all wait
< say {word}
? has shown Unknown command: say {word}
? all wait
< exit
? exits 1
? has shown Goodbye
END
}

@test "busybox telnet talks with a server, and negotiates" {
    needs_client busybox
    in_tiers busybox_talks
}

nc_talks() {
    plays telnet 'nc -C 127.0.0.1 5000' <<'END'
| Welcome
| >
< echo {word}
| {word}
| >
< exit
| Goodbye
? waits in poll
^ D
? exits 0
END
    plays echo 'nc -N 127.0.0.1 5000' <<'END'
? waits in poll
< {word}
| {word}
^ D
? exits 0
END
}

@test "nc talks with a server" {
    needs_client nc
    in_tiers nc_talks
}

@test "a server that says something else is the student's failure, as the client shows it" {
    needs_client telnet
    other() {
        with echo 'telnet 127.0.0.1 5000' <<'END'
| ...
? has shown '^]'
? all wait
< echo {word}
? has shown Unknown
END
        [[ $status == 1 && -z $stderr && $output == *'echo hello'*'(nothing more: every program waits for another one)'* ]] ||
            fail "$TIER: $status $output" "$stderr"
    }
    in_tiers other
}

@test "a server that sends rubbish to a client, drowns it or kills it never makes that the grader's trouble" {
    local client kind
    harms() {
        for kind in rubbish commands stops kills; do
            for client in 'telnet 127.0.0.1 5000' 'busybox telnet 127.0.0.1 5000' 'nc 127.0.0.1 5000'; do
                command -v "${client%% *}" >/dev/null || continue
                with "$kind" "$client" <<'END'
| ...
? has shown Welcome
? all wait
< hello
? exits 0
END
                [[ $status == 1 && -z $stderr ]] || fail "$TIER, $kind, $client: $status $output" "$stderr"
            done
        done
    }
    in_tiers harms
}
