# The words for writing checks.
#
# A check passes, fails, is skipped, or ends in "cannot grade". For record/make it leaves files, $LAB_WORK/NUMBER and
# one of these:
#
#   .message       what the student reads; .told: the words on the mistake
#   .error         exists if it "cannot grade"
#   .milliseconds  how long it took
#   .compiler      the compiler's words, if the program can't be compiled
#   .finding       what a sanitizer has found, in a few lines
#   .evidence      the evidence of the play that failed, as play writes it
#   .mistake       the mistake, as diagnose tells it
#
# `grader/grade` sets LAB_SUBMISSION, LAB_WORKS, in which each exercise has its LAB_WORK, LAB_BUILD, LAB_ISOLATION, and
# LAB_BUILDING, a lock that is held until the programs are compiled.

LAB_GRADER=${BASH_SOURCE[0]%/*}
: "${LAB_WORKS:?run this through make grade}" "${LAB_BUILD:?}" "${LAB_ISOLATION:?}"
LAB_EXERCISE=${BATS_TEST_FILENAME%/checks.bats}
LAB_EXERCISE=${LAB_EXERCISE##*/}
LAB_WORK=$LAB_WORKS/$LAB_EXERCISE
# shellcheck source=grader/exercises.bash
source "$LAB_GRADER/exercises.bash"
# shellcheck source=grader/perform.bash
source "$LAB_GRADER/perform.bash"

# bats traps each command, to report the one that has failed. Our messages say that already, and without the trap a
# check takes a third less time. The time of a check, in milliseconds, is measured here: bats --timing would start two
# programs for each check, and even without it two shells look at the clock.
bats_debug_trap() { :; }
get_mills_since_epoch() { :; }
trap - DEBUG

setup() {
    trap - DEBUG
    LAB_START=${EPOCHREALTIME/[.,]/}
}

teardown() {
    printf '%d\n' $(((${EPOCHREALTIME/[.,]/} - LAB_START) / 1000)) >"$LAB_WORK/$BATS_TEST_NUMBER.milliseconds"
}

# Ends the check with a message for the student.
must_fail_with() {
    printf '%s\n' "$1" >"$LAB_WORK/$BATS_TEST_NUMBER.message"
    return 1
}

# must_fail_named MESSAGE [SESSION BUILD FINDING]: the same, and names the mistake if it is known
# (diagnose/diagnose.bash, which most checks never need).
must_fail_named() {
    # shellcheck source=grader/diagnose/diagnose.bash
    source "$LAB_GRADER/diagnose/diagnose.bash"
    name_mistake "${@:2}" || true
    told_by_mistake >"$LAB_WORK/$BATS_TEST_NUMBER.told"
    must_fail_with "$1"
}

# Ends the check without a verdict: the trouble is not the student's.
cannot_grade() {
    : >"$LAB_WORK/$BATS_TEST_NUMBER.error"
    must_fail_with "$1"
}

# Waits until the program is compiled. If it does not compile, the first check fails, and the others are skipped.
must_compile() {
    local message
    [[ -e $LAB_WORK/build.done ]] || flock 8 8<"$LAB_BUILDING"
    if [[ -e $LAB_WORK/$LAB_EXERCISE.error || ! -e $LAB_WORK/build.done ]]; then
        cannot_grade "The compiler can't do its work: $(<"$LAB_WORK/build.message")"
    fi
    if [[ -x $LAB_WORK/$LAB_EXERCISE ]]; then
        return
    fi
    if ((BATS_TEST_NUMBER > 1)); then
        skip 'the program does not compile'
    fi
    message=$(<"$LAB_WORK/build.message")
    if [[ $message =~ ': '(fatal )?'error: ' ]]; then
        printf '%s' "$message" >"$LAB_WORK/$BATS_TEST_NUMBER.compiler"
        message="$LAB_EXERCISE.c does not compile. The compiler says:"$'\n\n'$message
    fi
    must_fail_named "$message"
}

# needs SESSION: skips the check unless SESSION was played to its end before.
needs() {
    if [[ ! -e $LAB_WORK/$1.played ]]; then
        skip 'the first check comes first'
    fi
}

# play SESSION...: plays each session with the student's program; the first that differs fails.
play() {
    must_compile
    play_program "$LAB_WORK/$LAB_EXERCISE" "$@"
}

# play_short SESSION...: the same with the program built so that a receive gives three bytes at most, and a send takes two.
play_short() {
    must_compile
    build_as short 'This program can not be built with short receives and sends:'
    play_program "$LAB_WORK/$LAB_EXERCISE.short" "$@"
}

# play_piped SESSION...: the same with the program built so that its output is buffered as if it went to a pipe.
play_piped() {
    must_compile
    build_as piped 'This program can not be built with its output as to a pipe:'
    play_program "$LAB_WORK/$LAB_EXERCISE.piped" "$@"
}

# play_sanitized KIND SESSION...: the same with the program built with a sanitizer: `address`, `thread` or `unordered`
# (compile). The first session must be played to its end, so that the sanitizer had something to look at. In the others
# only a finding fails: other checks see whether they go as written.
play_sanitized() {
    must_compile
    build_as "$1" "No sanitizer can look at $LAB_EXERCISE.c:"
    play_program "$LAB_WORK/$LAB_EXERCISE.$1" --sanitized "${@:2}"
}

# build_as KIND REFUSED: builds it another way, beside the plain one; REFUSED is said if that can't be done.
build_as() {
    local status=0 message=$LAB_WORK/$1.message
    "$BASH" "$LAB_GRADER/compile" "$LAB_WORK/$LAB_EXERCISE.c" "$LAB_WORK/$LAB_EXERCISE.$1" "$1" "$message" || status=$?
    if ((status == 1)); then
        must_fail_with "$2"$'\n\n'"$(<"$message")"
    elif ((status > 1)); then
        cannot_grade "The compiler can't do its work ($1): $(<"$message")"
    fi
}

# must_work KIND: a sanitizer may not work on a machine, and end every program. Then the check can't be graded.
must_work() {
    local program=$LAB_WORK/known_good.$1 message=$LAB_WORK/$1.message
    if ! "$BASH" "$LAB_GRADER/compile" "$LAB_GRADER/peers/known_good.c" "$program" "$1" "$message" ||
        ! contained "$LAB_EXERCISE" "$program" ../../peers/known-good --student server --sanitized >"$message" 2>&1; then
        cannot_grade "The compiler's sanitizer does not work here:"$'\n\n'"$(<"$message")"
    fi
}

# contained EXERCISE PROGRAM SESSION [OPTION]...: performs it (perform.bash) with the isolation of this grading.
contained() {
    perform "$1" "$2" "$3" --isolation "$LAB_ISOLATION" --hide "$LAB_WORKS/.." --hide "$LAB_SUBMISSION/.." \
        ${LAB_CLASS:+--hide "$LAB_CLASS"} ${SUBMISSIONS:+--hide "$SUBMISSIONS"} "${@:4}" 3>&-
}

play_program() {
    local program=$1 session sanitized='' status evidence finding
    shift
    if [[ $1 == --sanitized ]]; then
        sanitized=$1
        shift
    fi
    for session; do
        status=0
        contained "$LAB_EXERCISE" "$program" "$session" ${sanitized:+"$sanitized"} \
            --evidence "$LAB_WORK/$BATS_TEST_NUMBER.evidence" \
            >"$LAB_WORK/$BATS_TEST_NUMBER.report" 2>"$LAB_WORK/$BATS_TEST_NUMBER.trouble" || status=$?
        if ((status > 1)); then
            cannot_grade "$(<"$LAB_WORK/$BATS_TEST_NUMBER.trouble")"
        fi
        finding=''
        if [[ -n $sanitized ]]; then
            find_by_sanitizer
            if [[ -n $finding || $status-$session == 1-$1 ]] && [[ $evidence != *'"sanitizer": '* ]]; then
                must_work "${program##*.}"
            fi
        fi
        [[ -z $finding ]] || printf '%s' "$finding" >"$LAB_WORK/$BATS_TEST_NUMBER.finding"
        if [[ -n $finding ]] || { ((status == 1)) && [[ -z $sanitized || $session == "$1" ]]; }; then
            must_fail_named "$(told_by_play "$session" "$finding" "$program")" "$session" \
                "${program##*/"$LAB_EXERCISE"}" "$finding"
        fi
        [[ $program != "$LAB_WORK/$LAB_EXERCISE" ]] || : >"$LAB_WORK/$session.played"
    done
}

# Sets `evidence`, and `finding` to what a sanitizer has found, if the evidence has its words, or the exit status of a
# finding. Few plays have one: only then jq is started.
find_by_sanitizer() {
    local file=$LAB_WORK/$BATS_TEST_NUMBER.evidence
    IFS= read -r -d '' evidence <"$file" || true
    if [[ $evidence =~ \"sanitizer\":|\"status\":\ 22016 ]]; then
        finding=$(jq --raw-output --arg source "$LAB_EXERCISE" "$(<"$LAB_GRADER/sanitizer.jq")" "$file")
    fi
}

# What the student reads when a session differs: its title, how the program was built, a sanitizer's finding, and the
# report.
told_by_play() {
    local REPLY title short='' report=$LAB_WORK/$BATS_TEST_NUMBER.report
    session_of "$LAB_EXERCISE" "$1"
    read -r title <"$REPLY"
    [[ $3 != *.short ]] || short='Here a receive gives three bytes at most, and a send takes two: any network may do that.'
    [[ $3 != *.piped ]] || short='Here printf() keeps its text until it has much, as when the output goes to a file or a pipe.'
    printf '%s\n\n' "${title#\# }" ${short:+"$short"} ${2:+"$2"}
    printf '%s' "$(<"$report")"
}
