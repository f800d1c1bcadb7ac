load ../../lab

# bats test_tags=points:16,rubric:behaviour
@test "sends each line back as it came" {
    play conversation lines
}

# bats test_tags=points:16,rubric:behaviour
@test "serves as many clients at once as it has workers, the last one first" {
    needs conversation
    play reverse
}

# bats test_tags=points:16,rubric:behaviour
@test "lets one more client wait, and serves it when another one leaves" {
    needs conversation
    play queue
}

# bats test_tags=points:16,rubric:behaviour
@test "says at CTRL-C how many clients it had, and can be started again at once" {
    needs conversation
    play stop
}

# bats test_tags=points:16,rubric:behaviour
@test "cuts nobody off at CTRL-C: answers what has been said, and each client sees an end" {
    needs conversation
    play stop-with-clients
}

# bats test_tags=points:5,rubric:robustness
@test "holds no more threads, descriptors and memory after 200 clients than after one" {
    needs conversation
    play two-hundred
}

# bats test_tags=points:3,rubric:robustness
@test "is not held up by silent clients at CTRL-C" {
    needs conversation
    play silent
}

# bats test_tags=points:4,rubric:robustness
@test "has no data race, and is memory-safe" {
    needs conversation
    play_sanitized thread race silent
    play_sanitized address lines stop-with-clients
}

# bats test_tags=points:4,rubric:robustness
@test "survives a second CTRL-C, and clients that reset while they wait" {
    needs conversation
    play again resets
}

# bats test_tags=points:2,rubric:robustness
@test "sends all back where the network takes two bytes at a time" {
    needs conversation
    play_short lines
}

# bats test_tags=points:2,rubric:robustness
@test "says so if the number of workers is none" {
    needs conversation
    play bad-number
}
