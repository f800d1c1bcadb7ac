load ../../lab

# bats test_tags=points:6,rubric:behaviour
@test "accepts the test client as the lab sheet shows" {
    play conversation
}

# bats test_tags=points:3,rubric:behaviour
@test "listens on port 5000 on every address of the machine" {
    play all-addresses
}

# bats test_tags=points:3,rubric:behaviour
@test "claims no connection before there is one; the client sees its end" {
    play no-client
}

# bats test_tags=points:3,rubric:behaviour
@test "reports the error and exits non-zero when port 5000 is taken" {
    needs conversation
    play port-taken
}
