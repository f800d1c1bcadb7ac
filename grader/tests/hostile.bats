# Programs that would harm the grader, beside the forty of forty.bats: each is contained, and nothing of it is left.

load kit

setup_file() {
    fixture refuse
    fixture actor
    fixture own_network
}

# beyond EXPECTED WORD...: so ends a conversation with an actor that shows a line after each of these words, sleeps, and
# never ends.
beyond() {
    local tier expected=$1 words='' shown='' word
    shift
    for word; do
        words+=" $word line more" shown+=$'server | more\n'
    done
    printf '# A program that goes on.\nserver $ ./actor%s sleep\n%sserver ? exits 0\n' "$words" "$shown" >"$BATS_TEST_TMPDIR/on.session"
    for tier in $(tiers); do
        run clean "$BIN/play" --port 5000 --isolation "$tier" --program "actor=$BATS_FILE_TMPDIR/actor" \
            --evidence "$BATS_TEST_TMPDIR/evidence" "$BATS_TEST_TMPDIR/on.session"
        same "$tier: 1 $expected" "$tier: $status $(jq --raw-output .difference.reason "$BATS_TEST_TMPDIR/evidence")"
    done
}

@test "memory that no process has counts, too: what is in sockets, and the tables of pages" {
    local pairs=() number
    for number in {1..50}; do
        pairs+=('pairs 25')
    done
    beyond hoarding "${pairs[@]}"
    beyond hoarding tables
}

@test "processor time counts over the whole play, and that of children who have ended" {
    local works=() number
    for number in {1..40}; do
        works+=('work 80')
    done
    beyond spinning "${works[@]}"
}

# Ten seconds are how long a program may sleep: it is played once only.
@test "a program that sleeps" {
    mkdir "$BATS_TEST_TMPDIR/sleeps"
    "$TOP/grader/compile" "$KIT/hostile/sleeps/ex11_2.c" "$BATS_TEST_TMPDIR/sleeps/ex11_2" plain "$BATS_TEST_TMPDIR/said"
    run perform ex11_2 "$BATS_TEST_TMPDIR/sleeps/ex11_2" conversation --evidence "$BATS_TEST_TMPDIR/evidence"
    [[ $status == 1 ]]
    same sleeping "$(jq --raw-output .difference.reason "$BATS_TEST_TMPDIR/evidence")"
    [[ $output == *$'\n    Your server is sleeping.'* ]] || fail "$output"
    nothing_is_left
}

# hostile_play TIER EXERCISE FOLDER: plays the exercise's conversation with what is in there; what differs is $reason.
hostile_play() {
    local program=$BATS_TEST_TMPDIR/${3##*/}.$2
    [[ -e $program ]] || gcc -w "$KIT/$3/$2.c" -o "$program"
    rm -f "$BATS_TEST_TMPDIR/evidence"
    run own_network "$BATS_FILE_TMPDIR/refuse" "$([[ $1 == namespaces ]] && echo ptrace || echo unshare)" EPERM "$BIN/play" \
        --port 5000 --isolation "$1" --program "$2=$program" --program "test_client=$BIN/test_client" --program "peer=$BIN/peer" \
        --evidence "$BATS_TEST_TMPDIR/evidence" --set "exercise=$2" "$EXERCISES_PLACE/$2/conversation.session"
    reason=$(jq --raw-output '.difference.reason' "$BATS_TEST_TMPDIR/evidence") || reason=
}

# The kernel counts that, in each tier; forty.bats has sixty such processes in both.
@test "a program that computes without end" {
    hostile_play "$(tiers | head --lines=1)" ex11_2 hostile/spins
    same '1 spinning' "$status $reason"
    nothing_is_left
}

@test "a program that the kernel can't start, as others: that is told, and no reason not to grade it" {
    local tier
    for tier in $(tiers); do
        hostile_play "$tier" ex11_1 hostile/no-interpreter
        same "$tier: 1 hindered" "$tier: $status $reason"
        [[ $output == *$'\n    (nothing more, with this program only: ./ex11_1 can\'t be started:\n      execve: Exec format error)\n'* ]] ||
            fail "$output"
    done
    nothing_is_left
}

@test "a program that waits in vfork for its child is seen to be stuck" {
    local tier
    for tier in $(tiers); do
        hostile_play "$tier" ex11_2 hostile/vforks
        same "$tier: 1 stuck" "$tier: $status $reason"
        [[ $output == *', is waiting in '?vfork?', for another'* ]] || fail "$output"
    done
    nothing_is_left
}

@test "who has just been forked is still in its parent's call, and does not wait for a child" {
    fixture fresh_child -I"$TOP/grader/look" "$TOP"/grader/look/{look,calls}.c \
        "$TOP"/grader/contain/sweep.c "$TOP/grader/text/text.c"
    run "$BATS_FILE_TMPDIR/fresh_child"
    same 'the parent of vfork: waits, at rest
its child: goes on, at work
the parent of clone with CLONE_VFORK: waits, at rest
its child: goes on, at work
the parent of fork: goes on, at work
its child: goes on, at work' "$output"
}

@test "whose tracer wants a processor is at work" {
    fixture late_tracer -I"$TOP/grader/look" "$TOP"/grader/look/{look,calls}.c \
        "$TOP"/grader/contain/sweep.c "$TOP/grader/text/text.c"
    run "$BATS_FILE_TMPDIR/late_tracer"
    same 'tracer S: Z at rest T at rest t at rest
tracer R: Z at work T at work t at work
tracer D: Z at work T at work t at work' "$output"
}

@test "a program that opens sockets without end" {
    local tier
    for tier in $(tiers); do
        hostile_play "$tier" ex11_2 hostile/sockets
        [[ "$status $reason" == '1 '@(hoarding|spinning) ]] || fail "$tier: $status $reason" "$output"
    done
    nothing_is_left
}

# compiled TIER TEXT [COMMAND]...: compiles that text in that tier; status, $said and $cause (PROGRAM.error).
compiled() {
    local tier=$1 folder=$BATS_TEST_TMPDIR/source
    mkdir -p "$folder"
    printf '%s\n' "$2" >"$folder/ex11_3.c"
    shift 2
    rm -f "$folder/ex11_3"
    run clean env "LAB_ISOLATION=$tier" "$@" "$TOP/grader/compile" "$folder/ex11_3.c" "$folder/ex11_3" plain "$folder/said"
    same '' "$output"
    said=$(<"$folder/said") cause=no
    [[ ! -e $folder/ex11_3.error ]] || cause=yes
    [[ ! -e $folder/ex11_3.build ]] || fail 'the folder of the compiler is left'
    [[ $status == 0 || ! -e $folder/ex11_3 ]] || fail 'a program is there'
}

@test "a source that includes another file, where the kernel has no Landlock" {
    local other=$BATS_TEST_TMPDIR/other.c
    cp "$TOP/solutions/ex11_3.c" "$other"
    compiled none "#include \"$other\"" "$BATS_FILE_TMPDIR/refuse" landlock_create_ruleset ENOSYS
    same "1 no ex11_3.c includes '$other': an exercise is one file, with headers of the system only." "$status $cause $said"
}

@test "a source that includes what the compiler may read, and what is no header of the system's" {
    local tier other
    for tier in $(tiers); do
        for other in /dev/null /usr/include/../../dev/null; do
            compiled "$tier" "#include \"$other\"
int main(void) { return 0; }"
            same "1 no ex11_3.c includes '$other': an exercise is one file, with headers of the system only." "$status $cause $said"
        done
        compiled "$tier" '#include "/usr/include/../include/stdio.h"
int main(void) { return 0; }'
        same '0 no ' "$status $cause $said"
    done
}

# It would wait for what it has to say itself.
@test "a source that includes what the compiler says" {
    local tier number
    for tier in $(tiers); do
        for number in 1 2; do
            compiled "$tier" "#include \"/proc/self/fd/$number\""
            same "1 no ./ex11_3.c:1:10: fatal error: /proc/self/fd/$number: No such device or address" "$status $cause ${said%%$'\n'*}"
        done
    done
}

# compiled_on OPTIONS [MESSAGE]: compiles $BATS_TEST_TMPDIR/ex11_1.c to a file system that is mounted so.
compiled_on() {
    run clean unshare --user --map-root-user --mount bash -c "mount -t tmpfs -o $1 tmpfs $small &&
        LAB_ISOLATION=port-lock $TOP/grader/compile $BATS_TEST_TMPDIR/ex11_1.c $small/ex11_1 plain ${2:-$BATS_TEST_TMPDIR/said}; echo \$?; ls $small"
}

@test "limits that are lower already are kept, and nothing is said of them" {
    printf 'int main(void) { return 0; }\n' >"$BATS_TEST_TMPDIR/ex11_1.c"
    has_namespaces || skip 'no namespaces here'
    run clean unshare --user --map-root-user bash -c "ulimit -t 5; ulimit -v 4000000
        LAB_ISOLATION=port-lock $TOP/grader/compile $BATS_TEST_TMPDIR/ex11_1.c $BATS_TEST_TMPDIR/ex11_1 plain $BATS_TEST_TMPDIR/said"
    same '0 ' "$status $output"
    same '' "$(<"$BATS_TEST_TMPDIR/said")"
}

@test "no compiler, or no room for it, is not the source's fault; that the source says so is no proof" {
    local tier size small=$BATS_TEST_TMPDIR/small
    for tier in $(tiers); do
        compiled "$tier" 'int main(void) { return 0; }' CC=no-compiler
        [[ "$status $cause $said" == "2 yes The compiler can't be started: "*' No such file or directory' ]] || fail "$status $cause $said"
        compiled "$tier" '#error No space left on device'
        [[ "$status $cause" == '1 no' ]] || fail "$status $cause $said"
    done
    has_namespaces || return 0
    mkdir "$small"
    printf 'int main(void) { return 0; }\n' >"$BATS_TEST_TMPDIR/ex11_1.c"
    compiled_on size=16k
    same $'2\nex11_1.error' "$output"
    same 'The compiler has no room: the disk is full, or your share of it.' "$(<"$BATS_TEST_TMPDIR/said")"
    # However little there is; and if it is the compiler's words that there is no room for.
    for size in 4k 8k 12k; do
        compiled_on size=$size "$small/said"
        same "$size: ex11_1.error" "$size: $(grep --line-regexp --fixed-strings ex11_1.error <<<"$output")"
    done
    seq 1 400 | sed 's/.*/static int unused&;/' >>"$BATS_TEST_TMPDIR/ex11_1.c"
    for size in 24k 32k 40k 48k 56k; do
        compiled_on size=$size "$small/said"
        same "$size: ex11_1.error" "$size: $(grep --line-regexp --fixed-strings ex11_1.error <<<"$output")"
    done
    compiled_on size=16m,noexec
    same $'2\nex11_1.error' "$output"
    same "programs can't be run from $small (mounted noexec): name another folder for the results." "$(<"$BATS_TEST_TMPDIR/said")"
}
