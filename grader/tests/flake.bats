# No verdict depends on how busy the machine is: the solutions, KIT_FLAKE times under load.

load kit

teardown() {
    kill "${loops[@]}"
}

@test "the solutions get 100 each time, while two other programs keep the processors busy" {
    local round
    loops=()
    for round in 1 2; do
        while :; do :; done 3>&- &
        loops+=("$!")
    done
    for ((round = 1; round <= ${KIT_FLAKE:-10}; round++)); do
        grade solutions
        must_be_100
    done
}
