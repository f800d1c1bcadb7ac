# Handling multiple connections with threads

load lab

# bats test_tags=points:6,rubric:behaviour
@test "answers several messages on one connection as the lab sheet shows" {
    play ex11_5-conversation
}

# bats test_tags=points:6,rubric:behaviour
@test "serves two clients at once, and answers the second one first" {
    play ex11_5-reverse
}

# bats test_tags=points:5,rubric:behaviour
@test "keeps two connections that come without a pause apart" {
    play ex11_5-twins
}

# bats test_tags=points:3,rubric:behaviour
@test "goes on with one client after another has left" {
    play ex11_5-one-leaves
}

# bats test_tags=points:2,rubric:behaviour
@test "is ended by CTRL-C" {
    needs ex11_5-conversation
    play ctrl-c
}

# bats test_tags=points:3,rubric:robustness
@test "holds no more threads and descriptors after 50 clients than after one" {
    needs ex11_5-conversation
    play ex11_5-fifty
}

# bats test_tags=points:2,rubric:robustness
@test "serves the next client after one that resets" {
    needs ex11_5-conversation
    play ex11_5-resets
}

# bats test_tags=points:3,rubric:robustness
@test "has no data race: ThreadSanitizer finds nothing" {
    needs ex11_5-conversation
    play_sanitized thread ex11_5-race ex11_5-resets
}
