load ../../lab

# bats test_tags=points:8,rubric:behaviour
@test "receives a message and answers it as the lab sheet shows" {
    play conversation
}

# bats test_tags=points:5,rubric:behaviour
@test "receives a message with blanks, and one of 1,000 characters, whole" {
    play blanks long
}

# bats test_tags=points:5,rubric:behaviour
@test "sends the text of the reply and not a byte more" {
    play wire
}

# bats test_tags=points:2,rubric:robustness
@test "survives a client that leaves without a word, and one that resets" {
    needs conversation
    play leaves resets
}

# bats test_tags=points:2,rubric:robustness
@test "takes no harm from a message with %s%n in it, or one that is too long" {
    needs conversation
    play percent overlong
}

# bats test_tags=points:1,rubric:robustness
@test "sends the whole reply, also where send takes only a part of it" {
    needs conversation
    play_short short
}

# bats test_tags=points:2,rubric:robustness
@test "is memory-safe: AddressSanitizer and UBSan find nothing" {
    needs conversation
    play_sanitized address conversation overlong resets
}
