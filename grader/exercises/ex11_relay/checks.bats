load ../../lab

# bats test_tags=points:20,rubric:behaviour
@test "passes messages between two users" {
    play conversation
}

# bats test_tags=points:10,rubric:behaviour
@test "says so when there is nobody of that name" {
    needs conversation
    play nobody-here
}

# bats test_tags=points:12,rubric:behaviour
@test "refuses a name that is taken, or that is none, and lets the client try again" {
    needs conversation
    play names
}

# bats test_tags=points:12,rubric:behaviour
@test "takes lines as they come: several at once, a byte at a time, with CR LF" {
    needs conversation
    play lines
}

# bats test_tags=points:12,rubric:behaviour
@test "says Goodbye to who quits, ends the connection, and has the name free again" {
    needs conversation
    play quit
}

# bats test_tags=points:14,rubric:behaviour
@test "has the name of a user who vanishes free again, and serves the others" {
    needs conversation
    play vanishes breaks-off
}

# bats test_tags=points:6,rubric:robustness
@test "makes nobody wait for a user who doesn't read, but those who write to him" {
    needs conversation
    play slow-reader
}

# bats test_tags=points:4,rubric:robustness
@test "keeps the lines of two senders apart, also where the network takes two bytes at a time" {
    needs conversation
    play_short two-senders
}

# bats test_tags=points:4,rubric:robustness
@test "holds nothing more after 50 users than after one" {
    needs conversation
    play fifty
}

# bats test_tags=points:6,rubric:robustness
@test "has no data race, is memory-safe, and cuts a line that is too long" {
    needs conversation
    play_sanitized unordered race names
    play_sanitized address overlong
}
