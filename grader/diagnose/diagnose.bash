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

# replay NUMBER SESSION BUILD: plays it again, word for word, with the program under strace; LIFE is what that called. (The
# words are the second line of the evidence. A sanitizer does not work under strace.)
replay() {
    local program=$LAB_WORK/$LAB_EXERCISE again=$LAB_WORK/$1.replayed trace=$LAB_WORK/$1.trace lines rest words=()
    command -v strace >/dev/null || return
    read_facts "$LAB_EXERCISE"
    [[ $3 != short ]] || program+=.short
    mapfile -t -n 2 lines <"$LAB_WORK/$1.evidence"
    rest=${lines[1]}
    while [[ $rest =~ \"([^\"]+)\":\ \"([^\"]*)\"(.*) ]]; do
        words+=(--set "${BASH_REMATCH[1]}=${BASH_REMATCH[2]}")
        rest=${BASH_REMATCH[3]}
    done
    { contained "$LAB_EXERCISE" "$program" "$2" "${words[@]}" --evidence "$again" --trace "${FACT[role]}=$trace" || true; } \
        >"$LAB_WORK/$1.replay" 2>&1
    LIFE=$("$LAB_BUILD/diagnose" lifecycle "$trace" 2>/dev/null)
}

# facts_of_play NUMBER SESSION BUILD FINDING: prints the facts of the play, and the calls of its replay. Without the calls
# if the replay went another way than the play: they would belong to a conversation that nobody has seen. (A sanitized
# play is not compared. From a file the shell reads lines of any length in one go, from a pipe byte by byte.)
facts_of_play() {
    local again=$LAB_WORK/$1.replayed seen=$LAB_WORK/$1.seen lines LIFE=''
    replay "$1" "$2" "$3" || : >"$LAB_WORK/$1.untraced"
    [[ -e $again ]] || again=/dev/null
    jq --raw-output --from-file "$LAB_GRADER/diagnose/facts.jq" --rawfile again "$again" "$LAB_WORK/$1.evidence" >"$seen"
    mapfile -t lines <"$seen"
    printf '%s\n' "${lines[@]:1}"
    [[ -z ${4:-} ]] || awk '{ print "sanitizer: " $0 }' <<<"$4"
    [[ -z $LIFE || ($3 == @(plain|short) && ${lines[0]} != alike) ]] || printf '%s\n' "$LIFE"
}

# name_mistake SESSION BUILD FINDING: names the mistake after a session has failed. Without strace, or where it may not
# trace, the evidence is only the facts of the play.
name_mistake() {
    local number=$BATS_TEST_NUMBER facts=$LAB_WORK/$BATS_TEST_NUMBER.facts build=${2:-.plain}
    [[ ! -e $LAB_WORK/diagnosed ]] || return 0
    : >"$LAB_WORK/diagnosed"
    build=${build#.}
    read_facts "$LAB_EXERCISE" # a check that has played nothing has not read them
    {
        printf 'exercise %s\nlife %s\nport %s\ncheck %d %s\n' "$LAB_EXERCISE" "${FACT[life]}" "${FACT[port]}" "$number" "$BATS_TEST_DESCRIPTION"
        [[ -z ${1:-} ]] || printf 'session %s\nbuild %s\n' "$1" "$build"
        [[ ! -s $LAB_WORK/build.message ]] || facts_of_compiler
        if [[ -n ${1:-} ]]; then
            facts_of_play "$number" "$1" "$build" "${3:-}"
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
