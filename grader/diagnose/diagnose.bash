# What the checks do when one has failed: the evidence is gathered, and the mistake that it is a sign of
# is named. Only the first check that fails in an exercise is diagnosed.
#
# $LAB_WORK/NUMBER.facts is the evidence, a line each; $LAB_WORK/NUMBER.mistake, if a mistake is named,
# its name, its title, and what was seen.

# facts_of_compiler: what gcc says, of the student's file.
facts_of_compiler() {
    sed --regexp-extended --quiet "s#^(\./)?($LAB_EXERCISE\.c:[0-9]+:.*|.*undefined reference.*)#compiler: \2#p" \
        "$LAB_WORK/build.message"
}

# facts_of_play EVIDENCE: what the play has seen. Its words become WORDS, to be played again.
facts_of_play() {
    local line
    WORDS=()
    while IFS= read -r line; do
        if [[ $line == 'word '* ]]; then
            WORDS+=(--set "${line#word }")
        else
            printf '%s\n' "$line"
        fi
    done < <(jq --raw-output --from-file "$LAB_GRADER/diagnose/facts.jq" "$1")
}

# read_difference EVIDENCE: TERMINAL, EXPECTED and RECEIVED become what play has written down of how it differed.
read_difference() {
    local difference
    IFS= read -r -d '' difference <"$1" || true
    difference=${difference##*$'\n "difference": {'}
    TERMINAL=${difference#*'"terminal": '} EXPECTED=${difference#*'"expected": '} RECEIVED=${difference#*'"received": '}
    TERMINAL=${TERMINAL%%', "reason": '*} EXPECTED=${EXPECTED%%', "received": '*} RECEIVED=${RECEIVED%%', "report": '*}
}

# went_alike EVIDENCE EVIDENCE: whether two plays differed at the same step, or by the same line: where threads
# run at once, it may come a step earlier, or behind a prompt.
went_alike() {
    local terminal expected received
    read_difference "$1"
    terminal=$TERMINAL expected=$EXPECTED received=$RECEIVED
    read_difference "$2"
    RECEIVED=${RECEIVED#\"} received=${received#\"}
    [[ $TERMINAL == "$terminal" && ($EXPECTED == "$expected" ||
        (${#received} -gt 1 && ${#RECEIVED} -gt 1 && ($RECEIVED == *"$received" || $received == *"$RECEIVED"))) ]]
}

# replay NUMBER SESSION BUILD: plays it again, word for word, with the program under strace, and tells what
# that called. Where this goes another way than the play did, there is nothing to tell: it would be about a
# conversation that nobody has seen. (What a sanitizer has found is not looked for again.)
replay() {
    local again=$LAB_WORK/$1.replayed trace=$LAB_WORK/$1.trace life
    command -v strace >/dev/null || return
    { perform "$2" "$LAB_WORK/$LAB_EXERCISE" "${WORDS[@]}" --evidence "$again" --trace "$LAB_EXERCISE=$trace" || true; } \
        >"$LAB_WORK/$1.replay" 2>&1
    life=$("$LAB_BUILD/diagnose" lifecycle "$trace" 2>/dev/null) || return
    if [[ $3 != plain ]] || went_alike "$LAB_WORK/$1.evidence" "$again"; then
        printf '%s\n' "$life"
    fi
}

# name_mistake SESSION BUILD FINDING: after a session has failed. Without strace, or where it may not
# trace, the evidence is what the play itself has seen.
name_mistake() {
    local number=$BATS_TEST_NUMBER facts=$LAB_WORK/$BATS_TEST_NUMBER.facts build=${2:-.plain}
    [[ ! -e $LAB_WORK/diagnosed ]] || return 0
    : >"$LAB_WORK/diagnosed"
    build=${build#.}
    {
        printf 'exercise %s\ncheck %d %s\n' "$LAB_EXERCISE" "$number" "$BATS_TEST_DESCRIPTION"
        [[ -z ${1:-} ]] || printf 'session %s\nbuild %s\n' "$1" "$build"
        [[ ! -s $LAB_WORK/build.message ]] || facts_of_compiler
        if [[ -n ${1:-} ]]; then
            facts_of_play "$LAB_WORK/$number.evidence"
            [[ -z ${3:-} ]] || awk '{ print "sanitizer: " $0 }' <<<"$3"
            replay "$number" "$1" "$build" || : >"$LAB_WORK/$number.untraced"
        fi
    } >"$facts" 3>&-
    "$LAB_BUILD/diagnose" mistake "$LAB_GRADER/mistakes" "$LAB_EXERCISE" "$facts" >"$LAB_WORK/$number.mistake" 3>&- ||
        rm -f "$LAB_WORK/$number.mistake"
}

# told_by_mistake: what the student reads about the mistake that was named.
told_by_mistake() {
    local told
    if [[ -e $LAB_WORK/$BATS_TEST_NUMBER.mistake ]]; then
        mapfile -t told <"$LAB_WORK/$BATS_TEST_NUMBER.mistake"
        printf '\n\n  What it looks like: %s\n%s\n    make hint EX=%s says more.' "${told[1]}" \
            "$(fold --spaces --width=72 <<<"${told[2]}" | sed 's/ *$//; s/^/    /')" "$LAB_EXERCISE"
    fi
    if [[ -e $LAB_WORK/$BATS_TEST_NUMBER.untraced ]]; then
        printf '\n\n  (Without strace, less can be said about the cause: it is not here, or may not trace.)'
    fi
}
