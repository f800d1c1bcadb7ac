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

# name_mistake SESSION BUILD FINDING: after a session has failed. Without strace, or where it may not
# trace, the evidence is what the play itself has seen.
name_mistake() {
    local number=$BATS_TEST_NUMBER facts=$LAB_WORK/$BATS_TEST_NUMBER.facts evidence trace build=${2:-.plain}
    [[ ! -e $LAB_WORK/diagnosed ]] || return 0
    : >"$LAB_WORK/diagnosed"
    evidence=$LAB_WORK/$number.evidence trace=$LAB_WORK/$number.trace
    {
        printf 'exercise %s\ncheck %d %s\n' "$LAB_EXERCISE" "$number" "$BATS_TEST_DESCRIPTION"
        [[ -z ${1:-} ]] || printf 'session %s\nbuild %s\n' "$1" "${build#.}"
        [[ ! -s $LAB_WORK/build.message ]] || facts_of_compiler
        if [[ -n ${1:-} ]]; then
            jq --raw-output --from-file "$LAB_GRADER/diagnose/facts.jq" "$evidence"
            [[ -z ${3:-} ]] || awk '{ print "sanitizer: " $0 }' <<<"$3"
            if ! command -v strace >/dev/null ||
                ! { perform "$1" "$LAB_WORK/$LAB_EXERCISE" --trace "$LAB_EXERCISE=$trace" || true; } >"$LAB_WORK/$number.replay" 2>&1 ||
                ! "$LAB_BUILD/diagnose" lifecycle "$trace" 2>/dev/null; then
                : >"$LAB_WORK/$number.untraced"
            fi
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
