load ../../lab

# bats test_tags=points:16,rubric:behaviour
@test "talks with telnet as shown" {
    play conversation
}

# bats test_tags=points:10,rubric:behaviour
@test "talks with busybox's telnet, and with nc" {
    needs conversation
    play busybox netcat
}

# bats test_tags=points:16,rubric:behaviour
@test "answers each request once, and takes none for text" {
    needs conversation
    play requests negotiation
}

# bats test_tags=points:10,rubric:behaviour
@test "takes CR LF, CR NUL and LF for the end of a line, and sends CR LF" {
    needs conversation
    play line-ends
}

# bats test_tags=points:10,rubric:behaviour
@test "skips subnegotiations" {
    needs conversation
    play subnegotiation
}

# bats test_tags=points:10,rubric:behaviour
@test "says that it is there, and forgets the line at CTRL-C" {
    needs conversation
    play functions interrupt
}

# bats test_tags=points:8,rubric:behaviour
@test "takes and sends a byte 255, which is two on the way" {
    needs conversation
    play byte-255
}

# bats test_tags=points:8,rubric:robustness
@test "does the same wherever the network cuts the bytes" {
    needs conversation
    play dripped
    play_short dripped
}

# bats test_tags=points:6,rubric:robustness
@test "keeps two clients apart, each in the middle of something" {
    needs conversation
    play two-clients
}

# bats test_tags=points:6,rubric:robustness
@test "survives clients that leave half-way, and bytes without end" {
    needs conversation
    play_sanitized address requests half-way odd-bytes
    play half-way odd-bytes
}
