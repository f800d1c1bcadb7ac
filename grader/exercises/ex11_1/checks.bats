# Points and rubric of a check stand in the line above it, and nowhere else. A check that plays two
# conversations passes if both go as written.

load ../../lab

# bats test_tags=points:6,rubric:behaviour
@test "creates a server socket on port 5000, and says so only then" {
    play conversation port-taken-claim
}

# bats test_tags=points:4,rubric:behaviour
@test "reports the error and exits non-zero when port 5000 is taken" {
    needs conversation
    play port-taken
}
