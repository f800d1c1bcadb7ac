# The tutorial: its transcripts are the sessions that the grader plays.

load kit

# Copies the sources of the transcripts, for tests that change them.
setup() {
    mkdir -p "$BATS_TEST_TMPDIR/kit/grader"
    cp -r "$TOP/docs" "$BATS_TEST_TMPDIR/kit/docs"
    cp -r "$EXERCISES_PLACE" "$BATS_TEST_TMPDIR/kit/grader/exercises"
    cd "$BATS_TEST_TMPDIR/kit" || exit
}

@test "the transcripts of the tutorial are as the sessions have them" {
    run clean "$TOP/docs/transcripts" --check
    same '' "$output"
    [[ $status == 0 ]]
}

@test "a line of a transcript that differs from its session is found, and shown" {
    sed -i 's/^Server socket created$/Server socket made/' docs/ex11_3.md
    run clean docs/transcripts --check
    [[ $status == 1 ]]
    [[ $output == *'-Server socket made'$'\n''+Server socket created'* ]] || fail "$output"
}

@test "a session that changes shows in the transcripts, and one command brings them up to date" {
    sed -i 's/^server | Server socket created$/server | A server socket/' grader/exercises/ex11_2/conversation.session
    run clean docs/transcripts --check
    [[ $status == 1 && $output == *'+A server socket'* ]] || fail "$output"
    clean docs/transcripts
    grep --quiet '^A server socket$' docs/ex11_2.md
    run clean docs/transcripts --check
    [[ $status == 0 ]]
}

@test "each exercise has its transcript in the tutorial" {
    local exercise
    for exercise in "${EXERCISES[@]}"; do
        grep --quiet "^<!-- transcript: $exercise/conversation " docs/*.md || fail "$exercise has none"
    done
}

@test "the page of what can go wrong is as the catalogue has it, and shows when it is not" {
    run clean "$TOP/docs/catalogue" --check
    same '0 ' "$status $output"
    cp -r "$TOP"/grader/{mistakes,diagnose,exercises.bash} "$BATS_TEST_TMPDIR/kit/grader"
    mkdir build
    cp -r "$BIN" build/bin
    sed -i 's/^1\. .*/1. Think again./' grader/mistakes/port-not-swapped.md
    run clean docs/catalogue --check
    [[ $status == 1 && $output == *'+1. Think again.'* ]] || fail "$output"
}

# promises: prints the promises of the page on security with their tests: "FILE: TEST" for each test of an item, or the
# item itself if it names none.
promises() {
    awk '
        function told(item, place, word, file, tests) {
            while (match(item, /`[a-z-]+\.bats`|"[^"]*"/)) {
                word = substr(item, RSTART + 1, RLENGTH - 2)
                place = substr(item, RSTART, 1)
                item = substr(item, RSTART + RLENGTH)
                if (place == "`") file = word
                else { print file ": " word; tests++ }
            }
            if (!tests) print "no test: " item
        }
        /^#/ || /^$/ || /^- / { if (item != "") told(item); item = "" }
        /^## / { promised = $0 == "## What is promised" }
        promised && /^- / { item = $0 }
        promised && /^  / { sub(/^ +/, " "); item = item $0 }' docs/security.md
}

# unproven: prints each promise without a test, and each test that does not exist by its whole name.
unproven() {
    local file name
    promises | while IFS= read -r name; do
        file=${name%%: *} name=${name#*: }
        grep --quiet --line-regexp --fixed-strings "@test \"$name\" {" "$KIT/$file" || printf '%s: %s\n' "$file" "$name"
    done 2>/dev/null
}

@test "each promise of the page on security names its tests, and they are there" {
    same '' "$(unproven)"
    (($(promises | wc --lines) > 80))
}

@test "a promise without a test is found, and so is a test that is called otherwise now" {
    sed -i 's/"15 kill_all: it kills/"15 kill_all: it ends/; s/^- What a stranger .*/- Nobody is ever unhappy.\n\n&/' docs/security.md
    same 'no test: - Nobody is ever unhappy.
forty.bats: 15 kill_all: it ends its parent, and all that it may kill' "$(unproven | sort --reverse)"
}

# limit TEXT FILE LINE: the page names this limit, and the code has that line.
limit() {
    grep --quiet --fixed-strings "$1" docs/security.md || printf 'not told: %s\n' "$1"
    grep --quiet --line-regexp --extended-regexp "$3" "$TOP/grader/$2" || printf '%s has no %s\n' "$2" "$3"
}

@test "the limits that the page on security tells are those of the code" {
    run limits
    same '' "$output"
}

limits() {
    limit '| processor time | 3 s of all its processes, ' contain/bounds.h '#define LIMIT_CPU 3 .*'
    limit ', and a tenth of a second in which' play/waiting.h '#define SPIN_MS 100'
    limit '| 10 s |' compile 'cpu=10 clock=60 .*'
    limit '| time | 10 s of sleep at a stretch, ' play/waiting.h '#define DEADLINE_MS 10000'
    limit ', 20 s in all, ' play/waiting.h '#define SLEEP_MS 20000'
    limit 'and 20 s of' contain/bounds.h '#define LIMIT_SANITIZED_CPU 20'
    limit ', 2 minutes for a conversation | 60 s |' play/waiting.h '#define PLAY_MS 120000'
    limit '| memory | 1 GiB of data a process, ' contain/bounds.h '#define LIMIT_DATA \(1L << 30\)'
    limit ', 512 MiB in use by all, ' contain/bounds.h '#define LIMIT_MEMORY \(512UL << 20\) .*'
    limit '| processes and threads | 128 | 64 |' contain/bounds.h '#define LIMIT_PROCESSES 128'
    limit '| processes and threads | 128 | 64 |' contain/bounds.h '#define LIMIT_COMMAND_PROCESSES 64'
    limit '| open descriptors | 256 a process, ' contain/bounds.h '#define LIMIT_DESCRIPTORS 256'
    limit ', 2,048 in all | 256 |' contain/bounds.h '#define LIMIT_ALL_DESCRIPTORS 2048 .*'
    limit '| a file | 16 MiB | 64 MiB |' contain/bounds.h '#define LIMIT_FILE \(16L << 20\)'
    limit '| a file | 16 MiB | 64 MiB |' compile '.* file=67108864 memory=4294967296 words=8388608'
    limit '| temporary files | 64 MiB, 4,096 files ' contain/root.c '#define SMALL "mode=1777,size=64m,nr_inodes=4k"'
    limit '| what it shows | 256 KiB | 8 MiB, ' look/tty.h '#define OUTPUT_LIMIT \(1 << 18\)'
    limit '| the stack | 8 MiB | ' contain/bounds.h '#define LIMIT_STACK \(8L << 20\)'
    limit '| a source | 1 MiB |' class/collect.c '#define SOURCE_MOST \(1L << 20\)'
    limit "| a student's archive | 200 entries, 10 MiB unpacked, half a GiB of memory and 2 s " class/intake \
        'entries=200 bytes=10485760 seconds=2 memory=524288'
    limit "| a student's folder | 2,000 entries, " class/collect.c '#define STUDENT_ENTRIES 2000'
    limit ', 32 MiB, ' class/collect.c '#define STUDENT_BYTES \(32L << 20\)'
    limit ', 5 archives, ' class/collect.c '#define STUDENT_ARCHIVES 5'
    limit ', 32 levels |' class/collect.c '#define DEEPEST 32'
}
