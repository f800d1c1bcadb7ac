load ../../lab

# bats test_tags=points:6,rubric:behaviour
@test "serves two clients one after the other as the lab sheet shows" {
    play conversation
}

# bats test_tags=points:4,rubric:behaviour
@test "sends each client its own reply, with the blanks in it" {
    play own-reply
}

# bats test_tags=points:3,rubric:behaviour
@test "ends the connection after the reply, and waits in accept again" {
    play next
}

# bats test_tags=points:2,rubric:behaviour
@test "is ended by CTRL-C" {
    needs conversation
    play ctrl-c
}

# bats test_tags=points:3,rubric:robustness
@test "serves the next client after a silent, a resetting and a hasty one" {
    needs conversation
    play bad-clients
}

# bats test_tags=points:2,rubric:robustness
@test "holds no more descriptors after 50 clients than after one" {
    needs conversation
    play fifty
}
