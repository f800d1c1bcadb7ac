load ../../lab

# bats test_tags=points:6,rubric:behaviour
@test "answers several messages on one connection as the lab sheet shows" {
    play conversation
}

# bats test_tags=points:6,rubric:behaviour
@test "serves two clients at once, and answers the second one first" {
    play reverse
}

# bats test_tags=points:5,rubric:behaviour
@test "keeps two connections that come without a pause apart" {
    play twins
}

# bats test_tags=points:3,rubric:behaviour
@test "goes on with one client after another has left" {
    play one-leaves
}

# bats test_tags=points:2,rubric:behaviour
@test "is ended by CTRL-C" {
    needs conversation
    play ctrl-c
}

# bats test_tags=points:3,rubric:robustness
@test "holds no more threads and descriptors after 50 clients than after one" {
    needs conversation
    play fifty
}

# bats test_tags=points:2,rubric:robustness
@test "serves the next client after one that resets" {
    needs conversation
    play resets
}

# bats test_tags=points:3,rubric:robustness
@test "has no data race: ThreadSanitizer finds nothing" {
    needs conversation
    play_sanitized thread race resets
}
