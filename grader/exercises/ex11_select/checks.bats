load ../../lab

# bats test_tags=points:20,rubric:behaviour
@test "sends each line of a client back to it" {
    play conversation
}

# bats test_tags=points:20,rubric:behaviour
@test "serves two clients at once, and answers the second one first" {
    needs conversation
    play reverse
}

# bats test_tags=points:16,rubric:behaviour
@test "takes lines as they come, and lets half a line from one client hold up no other" {
    needs conversation
    play half-line lines left-over
}

# bats test_tags=points:14,rubric:behaviour
@test "never runs more than one thread or process" {
    needs conversation
    play one-thread
}

# bats test_tags=points:10,rubric:behaviour
@test "ends each client's connection, leaves no descriptor open, and is ended by CTRL-C" {
    needs conversation
    play own-end again
}

# bats test_tags=points:6,rubric:robustness
@test "serves 200 clients one after another, and 50 at once" {
    needs conversation
    play two-hundred fifty
}

# bats test_tags=points:6,rubric:robustness
@test "lets a client that reads nothing hold up nobody, and sends it everything when it reads" {
    needs conversation
    play slow-reader
}

# bats test_tags=points:4,rubric:robustness
@test "goes on when clients break off" {
    needs conversation
    play resets
}

# bats test_tags=points:4,rubric:robustness
@test "is memory-safe, and content with small sends and receives" {
    needs conversation
    play_short lines half-line
    play_sanitized address overlong left-over
}
