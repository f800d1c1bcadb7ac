# No verdict depends on how busy the machine is, nor on who else grades.

load kit

# In a copy of the kit a check plays each of its conversations four times: so each is played twenty times with few
# compilations. (KIT_FLAKE: so many gradings of each solution.)
@test "twenty-five gradings at the same time, while another program holds port 5000: all points each time" {
    local through=(holding) at_once=25 times=${KIT_FLAKE:-5} kit=$BATS_TEST_TMPDIR/kit results=$BATS_TEST_TMPDIR/graded
    fixture own_network
    has_namespaces || through=(own_network) at_once=2 # they take turns on one network
    copy_kit "$kit"
    sed -i 's/^    for session; do$/    for session in "$@" "$@" "$@" "$@"; do/' "$kit/grader/lab.bash"
    ! cmp --silent "$TOP/grader/lab.bash" "$kit/grader/lab.bash" || fail 'no conversation is played four times'
    mkdir "$results"
    # shellcheck disable=SC2016 # $1 and so on are of the shell within
    run "${through[@]}" xargs --arg-file=<(seq "$times" | xargs -I{} printf '%s {}\n' "${EXERCISES[@]}") --max-args=2 \
        --max-procs="$at_once" bash -c \
        'SUBMISSION=solutions EX=$3 RESULTS=$2/$3.$4 "$1/grader/grade" >"$2/$3.$4.out" 2>&1 || cat "$2/$3.$4.out"' - "$kit" "$results"
    same '0 ' "$status $output"
    [[ ${through[0]} != holding ]] || same 'holding port 5000' "$(<"$BATS_TEST_TMPDIR/held")"
    same "$(printf "$times pass %s true\n" "${EXERCISES[@]}")" \
        "$(jq --raw-output '.exercises[] | "\(.status) \(.id) \(.score == .max_score)"' "$results"/*/results.json |
            sort | uniq --count | sed 's/^ *//')"
}
