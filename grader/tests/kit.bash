# Words for the kit's own tests. Each test has a RESULTS folder of its own, and leaves nothing behind.

bats_require_minimum_version 1.8.0

KIT=$(cd "${BASH_SOURCE[0]%/*}" && pwd)
TOP=${KIT%/grader/tests}
BIN=$TOP/build/bin
FIXTURES=$KIT/fixtures
RESULTS=${BATS_TEST_TMPDIR:-}/results
# shellcheck source=grader/exercises.bash
source "$TOP/grader/exercises.bash"
LAB_BUILD=$BIN
# shellcheck source=grader/perform.bash
source "$TOP/grader/perform.bash"
# EXERCISES: those of the lab, in their order; ALL: the challenges, too.
list_exercises challenge
ALL=("${EXERCISES[@]}")
list_exercises lab
ALL=("${EXERCISES[@]}" "${ALL[@]}")
STRICT=(-std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
# bats puts its inner programs in front of the PATH of a test; a call of `bats` must not get them.
OUTER_PATH=${PATH//${BATS_LIBEXEC:-none}:/}

# Runs a command as from a fresh shell: with nothing that make or bats have put into the environment,
# and without bats's descriptor 3.
clean() {
    env -i PATH="$OUTER_PATH" HOME="$HOME" LANG=C.UTF-8 "$@" 3>&-
}

# grade FOLDER [NAME=VALUE]...: `make grade` as a student types it; status and output as with `run`.
grade() {
    local folder=$1
    shift
    run clean make --no-print-directory --directory="$TOP" grade "SUBMISSION=$folder" \
        "RESULTS=$RESULTS" "$@"
}

# record FILTER: applies the filter of jq to the record of the last grading.
record() {
    jq --raw-output "$1" "$RESULTS/results.json"
}

# grade_all FOLDER...: grades these submissions, each with the challenges that are in it, as those of a class are: side
# by side, and without a word. (That the verdicts are those of `make grade` is shown in class.bats.)
grade_all() {
    local folder exercise submissions=()
    for folder; do
        submissions+=("$folder//")
        for exercise in "${ALL[@]:${#EXERCISES[@]}}"; do
            [[ ! -e $folder/$exercise.c ]] || submissions+=("$folder//$exercise")
        done
    done
    mkdir -p "$RESULTS"
    # shellcheck disable=SC2016 # $1 and so on are of the shell within
    printf '%s\0' "${submissions[@]}" | clean LAB_BATCH=yes ${CC:+"CC=$CC"} "LAB_PROBE=$("$BIN/contain" --hide "$RESULTS" --probe)" \
        xargs --null --max-args=1 --max-procs="$(nproc)" bash -c '
            folder=${3%//*} exercise=${3##*//} status=0
            EX=$exercise SUBMISSION=$folder RESULTS=$2/${folder##*/}.$exercise bash "$1/grader/grade" || status=$?
            ((status < 2)) || { echo "$3: exit status $status" && exit 1; }' - "$TOP" "$RESULTS"
}

# records FILTER: what the records of all of them say of each exercise that was started; with .submission.
records() {
    jq --raw-output ".submission as \$submission | .exercises[], .challenges[]? | select(.status != \"not started\")
        | .submission = \$submission | $1" "$RESULTS"/*/results.json
}

# judged first|all FILE...: what judge says of these programs, of several at once.
judged() {
    mkdir -p "$RESULTS"
    printf '%s\0' "${@:2}" | clean xargs --null --max-args=8 --max-procs="$(nproc)" "$KIT/judge" "$1" "$RESULTS"
}

# For `record` and `records`: how an exercise fails, as the record has it of the first check that fails, "-" if that
# has played no conversation; "right"; or another status, as it is.
# shellcheck disable=SC2016 # jq's variables
HOW='def how: ([.checks[] | select(.status == "fail")][0] // {}) as $first
    | if .status == "pass" then "right" elif .status != "fail" then .status
      elif $first.finding then "sanitizer" else $first.difference.reason // "-" end; '

# same EXPECTED GOT: shows where two texts differ.
same() {
    diff --unified --label expected --label got <(printf '%s\n' "$1") <(printf '%s\n' "$2")
}

# Fails a test with a reason.
fail() {
    printf '%s\n' "$@"
    return 1
}

# none DEVIATION...: fails a test that has collected deviations.
none() {
    (($# == 0)) || fail "$@"
}

# Prints a line while a test runs.
tell() {
    printf '# %s\n' "$@" >&3
}

# Full marks: exit status 0 and 100 of 100.
must_be_100() {
    local total
    total=$(record '"\(.status) \(.score)/\(.max_score)"') || true
    [[ $status == 0 && $total == 'pass 100/100' ]] || fail "exit status $status, $total" "$output"
}

# All points of the exercise that was asked for, too.
must_pass() {
    local points
    points=$(record '"\(.status) \(.score == .max_score and .score > 0)"') || true
    [[ $status == 0 && $points == 'pass true' ]] || fail "exit status $status, $points" "$output"
}

# Prints the names that EX takes: the ids of the lab's exercises, and the short ones of the challenges.
names() {
    local challenges=("${ALL[@]:${#EXERCISES[@]}}")
    printf '%s\n' "${EXERCISES[*]}${challenges:+ }${challenges[*]#*_}"
}

# file_of EXERCISE: prints the path of its file in exercises/ and solutions/.
file_of() {
    read_facts "$1"
    printf '%s\n' "${FACT[file]}"
}

# Prints the sessions that the checks of an exercise play, each once.
sessions_of() {
    sed -En 's/^ +play(_short|_piped|_sanitized [a-z]+)? //p' "$EXERCISES_PLACE/$1/checks.bats" | tr ' ' '\n' | sort --unique
}

# build_by_hand EXERCISE: builds it with the options in its facts, in the working directory.
build_by_hand() {
    local flags
    read_facts "$1"
    read -ra flags <<<"${FACT[build]}"
    gcc "$1.c" -o "$1" "${flags[@]}"
}

# untouched FOLDER: makes the folder with the untouched skeletons.
untouched() {
    local exercise
    for exercise in "${ALL[@]}"; do
        install -D --mode=644 "$EXERCISES_PLACE/$exercise/skeleton.c" "$1/$(file_of "$exercise")"
    done
}

# What make steps shows, without random words. What both sides do in one step may happen at the same time: the
# part of the one on the right is put behind that of the other.
without_luck() {
    sed --regexp-extended 's/"[a-z]{4,}( [a-z]+)*/"word/g; s/[0-9]+ bytes/N bytes/' |
        awk 'substr($0, 1, 40) == sprintf("%40s", "") { right = right $0 "\n"; next }
            substr($0, 1, 9) != sprintf("%9s", "") { printf "%s", right; right = "" } { print }'
}

# as_kept NAME: compares what make steps has shown with what is kept. KIT_RECORD=1 writes it down afresh: read each
# difference.
as_kept() {
    [[ -z ${KIT_RECORD:-} ]] || printf '%s\n' "$output" >"$FIXTURES/steps/$1"
    same "$(<"$FIXTURES/steps/$1")" "$output"
}

# Compiles a small program of fixtures/ into the folder that the tests of a file share. Further arguments go to the
# compiler, which runs in that folder.
fixture() {
    (cd "$FIXTURES" && gcc -O1 -g -pthread -D_GNU_SOURCE -Wall -Wextra -Werror "$1.c" "${@:2}" -o "$BATS_FILE_TMPDIR/$1")
}

# Runs a command with a network of its own (fixtures/own_network.c), so that each port is free there.
own_network() {
    clean "$BATS_FILE_TMPDIR/own_network" "$@"
}

# holding COMMAND...: the same where another program has the port of the lab.
holding() {
    cat >"$BATS_TEST_TMPDIR/holding" <<'END'
"$BIN/peer" hold "$PORT" >"$HELD" &
holder=$!
until [[ -s $HELD ]]; do :; done
status=0
"$@" || status=$?
kill "$holder"
exit "$status"
END
    read_facts "${EXERCISES[0]}"
    own_network env "BIN=$BIN" "PORT=${FACT[port]}" "HELD=$BATS_TEST_TMPDIR/held" bash "$BATS_TEST_TMPDIR/holding" "$@"
}

# in_tier TIER COMMAND...: the same, for a command that plays in that kind of isolation. With the port
# lock it can make no further network, even as root (fixtures/refuse.c): the plays share this one.
in_tier() {
    local shared=("$BATS_FILE_TMPDIR/refuse" unshare EPERM)
    [[ $1 == port-lock ]] || shared=()
    shift
    own_network "${shared[@]}" "$@"
}

# watched TIER COMMAND...: the same, with /tmp and the like to itself; the file $left lists what the command has left
# behind (fixtures/watched.c). The command sees the folders in `seen`. network=own: with the port lock, root may have a
# network for each play. (fixtures=DIR: their folder, as=COMMAND: runs it as another user.)
watched() {
    local fixtures=${fixtures:-$BATS_FILE_TMPDIR} shared=()
    [[ $1 != port-lock || ${network:-shared} == own ]] || shared=("$fixtures/refuse" unshare EPERM)
    shift
    clean "${as[@]}" "$fixtures/watched" "$left" "${seen[@]}" -- "${shared[@]}" "$@"
}

# Whether a compiler has its sanitizers: in some systems clang's are in another package.
sanitizes() {
    gcc -x c -c - -o "$BATS_TEST_TMPDIR/empty.o" </dev/null
    "$1" -fsanitize=address -shared "$BATS_TEST_TMPDIR/empty.o" -o "$BATS_TEST_TMPDIR/empty.so" 2>/dev/null
}

# Prints the tiers that work here.
tiers() {
    ! has_namespaces || echo namespaces
    echo port-lock
}

# Whether programs can be played in namespaces here.
has_namespaces() {
    [[ $("$BIN/contain" --probe) == namespaces ]]
}

# Prints the ids of the processes of this test: its programs (by the file that they run), and its players and compilers
# (by their arguments).
processes() {
    local process program words
    find /proc/[0-9]*/exe -maxdepth 0 -printf '%h %l\n' 2>/dev/null | while read -r process program; do
        { mapfile -d '' -t words <"$process/cmdline"; } 2>/dev/null || continue
        case "$program ${words[*]} " in
        "$BATS_TEST_TMPDIR"/* | *"/play "*"$BATS_TEST_TMPDIR"* | *"/contain "*"$BATS_TEST_TMPDIR"* | *cc*"$BATS_TEST_TMPDIR"*)
            printf '%s\n' "${process##*/}"
            ;;
        esac
    done
}

# Fails if a process of this test is left, and names it.
nothing_is_left() {
    local left
    left=$(processes)
    [[ -z $left ]] || fail "left: $(tr '\n' ' ' <<<"$left")"
}

# add_caller KIT: adds the challenge of fixtures/trial, in which the student writes the client, as ex11_caller.
add_caller() {
    cp -r "$FIXTURES/trial" "$1/grader/exercises/ex11_caller"
    mkdir -p "$1/exercises/challenges" "$1/solutions/challenges"
    mv "$1/grader/exercises/ex11_caller/solution.c" "$1/solutions/challenges/ex11_caller.c"
    cp "$1/grader/exercises/ex11_caller/skeleton.c" "$1/exercises/challenges/ex11_caller.c"
    printf '# A trial client\n' >"$1/docs/ex11_caller.md"
}

# Copies the kit, with the built programs but nothing else of build/, for a test that changes it.
copy_kit() {
    mkdir -p "$1/build"
    tar --create --directory="$TOP" --exclude=./build --exclude=./.git . | (cd -- "$1" && tar --extract)
    cp -r "$BIN" "$1/build/bin"
}

# copy_first_checks FOLDER: the same, where each exercise has only its first check: enough where it is known to fail, and
# only the first failure is looked at.
copy_first_checks() {
    local checks
    copy_kit "$1"
    for checks in "$1"/grader/exercises/*/checks.bats; do
        sed --in-place '/^}$/q' "$checks"
    done
}

# builder FOLDER: makes a gcc there for who builds the kit once more: it looks whether all headers are there, and takes
# what the real one makes from here.
builder() {
    mkdir -p "$1"
    cat >"$1/gcc" <<END
#!/bin/sh
$(command -v gcc) -M "\$@" || exit
for made; do :; done # the last word
[ ! -e "$BIN/\${made##*/}" ] || exec cp --remove-destination "$BIN/\${made##*/}" "\$made"
END
    chmod +x "$1/gcc"
}
