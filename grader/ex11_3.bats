# Sending and receiving messages

load lab

# bats test_tags=points:8,rubric:behaviour
@test "receives a message and answers it as the lab sheet shows" {
    play ex11_3-conversation
}

# bats test_tags=points:5,rubric:behaviour
@test "receives a message with blanks, and one of 1,000 characters, whole" {
    play ex11_3-blanks ex11_3-long
}

# bats test_tags=points:5,rubric:behaviour
@test "sends the text of the reply and not a byte more" {
    play ex11_3-wire
}

# bats test_tags=points:2,rubric:robustness
@test "survives a client that leaves without a word, and one that resets" {
    needs ex11_3-conversation
    play ex11_3-leaves ex11_3-resets
}

# bats test_tags=points:2,rubric:robustness
@test "takes no harm from a message with %s%n in it, or one that is too long" {
    needs ex11_3-conversation
    play ex11_3-percent ex11_3-overlong
}

# bats test_tags=points:3,rubric:robustness
@test "is memory-safe: AddressSanitizer and UBSan find nothing" {
    needs ex11_3-conversation
    play_sanitized address ex11_3-conversation ex11_3-overlong ex11_3-resets
}
