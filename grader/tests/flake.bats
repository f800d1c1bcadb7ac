# No verdict depends on how busy the machine is, nor on who else grades: the solutions, KIT_FLAKE times.

load kit

@test "twenty gradings at the same time, while another program holds port 5000: 100 each time" {
    local through=(holding) at_once=20 times=${KIT_FLAKE:-20}
    fixture own_network
    has_namespaces || through=(own_network) at_once=2 # they take turns on one network
    # shellcheck disable=SC2016 # $1 and so on are of the shell within
    run "${through[@]}" xargs --arg-file=<(seq "$times") --max-args=1 --max-procs="$at_once" bash -c \
        'make --no-print-directory --directory="$1" grade SUBMISSION=solutions RESULTS="$2/$3" >"$2/$3.out" 2>&1 ||
            cat "$2/$3.out"' - "$TOP" "$BATS_TEST_TMPDIR"
    same '0 ' "$status $output"
    [[ ${through[0]} != holding ]] || same 'holding port 5000' "$(<"$BATS_TEST_TMPDIR/held")"
    same "$times pass 100/100" "$(jq --raw-output '"\(.status) \(.score)/\(.max_score)"' "$BATS_TEST_TMPDIR"/*/results.json |
        sort | uniq --count | sed 's/^ *//')"
}
