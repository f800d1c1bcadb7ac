# Gathers the evidence when a check has failed, and names the mistake that it is a sign of. Diagnoses only the first
# check that fails in an exercise.
#
# $LAB_WORK/NUMBER.facts gets the lines of the evidence; $LAB_WORK/NUMBER.mistake, if a mistake is named, its name, its
# title, and what was seen.

# facts_of_compiler: prints gcc's lines on the student's file.
facts_of_compiler() {
    sed --regexp-extended --quiet "s#^(\./)?($LAB_EXERCISE\.c:[0-9]+:.*|.*undefined reference.*)#compiler: \2#p" \
        "$LAB_WORK/build.message"
}

# facts_of_play NUMBER: prints the facts of the play. WORDS gets its random words, for the replay. (From a file the
# shell reads lines of any length in one go, from a pipe byte by byte.)
facts_of_play() {
    local seen=$LAB_WORK/$1.seen lines
    jq --raw-output --from-file "$LAB_GRADER/diagnose/facts.jq" "$LAB_WORK/$1.evidence" >"$seen"
    mapfile -t lines <"$seen"
    WORDS=()
    while [[ ${lines[${#WORDS[@]} / 2]-} == 'word '* ]]; do
        WORDS+=(--set "${lines[${#WORDS[@]} / 2]#word }")
    done
    printf '%s\n' "${lines[@]:${#WORDS[@]}/2}"
}

# replay NUMBER SESSION BUILD: plays the session again with the same words and the program under strace, and prints its
# calls. Prints nothing if the replay went another way than the play: its calls would belong to a conversation that
# nobody has seen. (A sanitized play is not compared.)
replay() {
    local again=$LAB_WORK/$1.replayed trace=$LAB_WORK/$1.trace life
    command -v strace >/dev/null || return
    { contained "$LAB_EXERCISE" "$LAB_WORK/$LAB_EXERCISE" "$2" "${WORDS[@]}" --evidence "$again" --trace "$LAB_EXERCISE=$trace" || true; } \
        >"$LAB_WORK/$1.replay" 2>&1
    life=$("$LAB_BUILD/diagnose" lifecycle "$trace" 2>/dev/null) || return
    if [[ $3 != plain ]] || jq --slurp --exit-status --from-file "$LAB_GRADER/diagnose/alike.jq" \
        "$LAB_WORK/$1.evidence" "$again" >/dev/null 2>&1; then
        printf '%s\n' "$life"
    fi
}

# name_mistake SESSION BUILD FINDING: names the mistake after a session has failed. Without strace, or where it may not
# trace, the evidence is only the facts of the play.
name_mistake() {
    local number=$BATS_TEST_NUMBER facts=$LAB_WORK/$BATS_TEST_NUMBER.facts build=${2:-.plain}
    [[ ! -e $LAB_WORK/diagnosed ]] || return 0
    : >"$LAB_WORK/diagnosed"
    build=${build#.}
    {
        printf 'exercise %s\nlife %s\nport %s\ncheck %d %s\n' "$LAB_EXERCISE" "${FACT[life]}" "${FACT[port]}" "$number" "$BATS_TEST_DESCRIPTION"
        [[ -z ${1:-} ]] || printf 'session %s\nbuild %s\n' "$1" "$build"
        [[ ! -s $LAB_WORK/build.message ]] || facts_of_compiler
        if [[ -n ${1:-} ]]; then
            facts_of_play "$number"
            [[ -z ${3:-} ]] || awk '{ print "sanitizer: " $0 }' <<<"$3"
            replay "$number" "$1" "$build" || : >"$LAB_WORK/$number.untraced"
        fi
    } >"$facts" 3>&-
    "$LAB_BUILD/diagnose" mistake "$LAB_GRADER/mistakes" "$LAB_EXERCISE" "$facts" >"$LAB_WORK/$number.mistake" 3>&- ||
        rm -f "$LAB_WORK/$number.mistake"
}

# told_by_mistake: prints what the student reads about the named mistake.
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
