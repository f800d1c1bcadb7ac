load ../../lab

# bats test_tags=points:20,rubric:behaviour
@test "sends each line back as it came" {
    play conversation
}

# bats test_tags=points:20,rubric:behaviour
@test "serves two clients at once, the second one first" {
    needs conversation
    play reverse
}

# bats test_tags=points:14,rubric:behaviour
@test "leaves no zombie, also when eight clients leave at one moment and none comes after them" {
    needs conversation
    play eight-leave
}

# bats test_tags=points:14,rubric:behaviour
@test "lets each client see the end of its connection, and holds no more when it has left" {
    needs conversation
    play ends
}

# bats test_tags=points:12,rubric:behaviour
@test "ends with CTRL-C, its children too, and leaves the port free at once" {
    needs conversation
    play ctrl-c ctrl-c-clients
}

# bats test_tags=points:4,rubric:robustness
@test "goes on accepting when a child ends meanwhile" {
    needs conversation
    play goes-on
    play_short goes-on
}

# bats test_tags=points:4,rubric:robustness
@test "sends back every byte, also where the network takes two at a time" {
    needs conversation
    play_short conversation
}

# bats test_tags=points:3,rubric:robustness
@test "serves the next client after some that break off, and is memory-safe" {
    needs conversation
    play resets
    play_sanitized address conversation overlong
}

# bats test_tags=points:4,rubric:robustness
@test "drops a client at the limit of its processes, and goes on" {
    needs conversation
    play limit
}

# bats test_tags=points:3,rubric:robustness
@test "leaves the port free when only the parent is ended, while a child talks with its client" {
    needs conversation
    play parent-alone
}

# bats test_tags=points:2,rubric:robustness
@test "shows each line once, also when its output goes to a file or a pipe" {
    needs conversation
    play_piped piped
}
