# No verdict depends on luck: not on the random words, and not on who runs first. Each of these mistakes, a wrong limit
# or length, gets the same points and the same name each time; KIT_LUCK=20 tries more often.

load kit

# For each: its exercise, the points, the name of the mistake ("nothing" if none is named), and the edit of the solution
# (sed).
LENGTHS='
ex11_3  5 recv-size-of-a-pointer     s/char message\[2000\]/char message[8]/
ex11_3 20 buffer-too-small-for-the-line s/char message\[2000\]/char message[64]/
ex11_3 17 reply-cut-short            s/send_all(new_socket, reply)/send(new_socket, reply, strlen(message), MSG_NOSIGNAL)/
ex11_4  3 nothing                    s/char message\[2000\]/char message[16]/
ex11_4  0 reply-cut-short            s/char reply\[2000\]/char reply[10]/
ex11_4  0 reply-cut-short            s/fgets(reply, sizeof(reply)/fgets(reply, sizeof(char *)/
ex11_4  0 reply-cut-short            s/send_all(new_socket, reply)/send(new_socket, reply, strlen(message), MSG_NOSIGNAL)/
ex11_5  0 nothing                    s/char message\[2000\]/char message[10]/
ex11_5  0 reply-cut-short            s/reply\[2000\]/reply[8]/
ex11_5  3 reply-cut-short            s/send_all(new_socket, reply)/send(new_socket, reply, strlen(message), MSG_NOSIGNAL)/
ex11_5 14 tail-of-an-earlier-message s/ message\[2000\],//; s/^    for .*message/char message[2000] = "";&/; /^    line\[/d
'

# The same for a server that is late: it notices late that its client has left, and then ends; or reads the keyboard.
RACES='
ex11_4 17 one-client-ends-all /received <= 0/,/continue;/c if (received < 1) { for (volatile long i = 0; i < 4000000; i++); return 1;
ex11_5 22 recv-end-taken-for-a-message /received <= 0/,/^        }/c for (volatile long i = 0; received < 1 && i < 4000000; i++);
'

# each_of ROWS: each is graded KIT_LUCK times, and none of them gets anything else. (Those of different exercises side by
# side in one submission.)
each_of() {
    local exercise points name change round folder expected=()
    declare -A count=()
    while read -r exercise points name change; do
        [[ -n $exercise ]] || continue
        count[$exercise]=$((count[$exercise] + 1))
        for ((round = 1; round <= ${KIT_LUCK:-2}; round++)); do
            folder=$BATS_TEST_TMPDIR/mistaken/${count[$exercise]}-$round
            mkdir -p "$folder"
            sed "$change" "$TOP/solutions/$exercise.c" >"$folder/$exercise.c"
            ! cmp --quiet "$folder/$exercise.c" "$TOP/solutions/$exercise.c" || fail "it changes nothing: $change"
            expected+=("${folder##*/} $exercise $points $name")
        done
    done <<<"$1"
    grade_all "$BATS_TEST_TMPDIR"/mistaken/*
    same "$(printf '%s\n' "${expected[@]}" | sort)" \
        "$(records '"\(.submission) \(.id) \(.score) \([.checks[].mistake.name // empty][0] // "nothing")"' | sort)"
}

@test "a limit or a length that is wrong gets the same points and the same name, whatever words are played" {
    each_of "$LENGTHS"
}

@test "who is late to see that its client has left fails at the same checks each time" {
    each_of "$RACES"
}

@test "what is told of a mistake is about the conversation that is shown" {
    local folder=$BATS_TEST_TMPDIR/mistaken of=$RESULTS/mistaken. word
    "$KIT/plant" "$folder" ex11_4 reply-by-the-word
    grade_all "$folder"
    word=$(sed --quiet 's/^word=//p' "$of/work/ex11_4/1.mistake")
    [[ $word =~ ^[a-z]+$ ]] || fail "$word"
    grep --quiet --word-regexp "$word" "$of/work/ex11_4/1.report" || fail "$word" "$(<"$of/work/ex11_4/1.report")"
}

@test "a program that goes another way where it is traced is not told about that" {
    local folder=$BATS_TEST_TMPDIR/mistaken of=$RESULTS/mistaken.
    mkdir "$folder"
    # It ends when its client has come; if it is traced, it receives from the wrong socket.
    sed '/^    printf("Connection successful/a \
            FILE *file = fopen("/proc/self/status", "r"); \
            for (char line[200]; fgets(line, sizeof(line), file) != NULL;) { \
                if (strcmp(line, "TracerPid:\\t0\\n") == 0) return 0; \
            } \
            recv(socket_desc, message, 1, 0);' "$TOP/solutions/ex11_3.c" >"$folder/ex11_3.c"
    grade_all "$folder"
    same 'fail nothing' "$(records '.status + " " + ([.checks[].mistake.name // empty][0] // "nothing")')"
    grep --quiet 'recv.*ENOTCONN' "$of/work/ex11_3/1.trace"
}
