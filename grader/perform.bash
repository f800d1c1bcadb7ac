# Plays a session, for the checks, for make steps, and for the kit's own tests. Needs exercises.bash, and LAB_BUILD, the
# folder of the kit's programs.

# perform EXERCISE PROGRAM SESSION [OPTION]...: plays a session of the exercise with the student's PROGRAM, in the role
# and on the port that the exercise's facts name, and with the kit's own programs. Status and output are play's.
perform() {
    local REPLY
    read_facts "$1" || return 2
    session_of "$1" "$3"
    "$LAB_BUILD/play" --student "${FACT[role]}" --port "${FACT[port]}" --set "port=${FACT[port]}" --set "exercise=$1" \
        --program "$1=$2" --program "peer=$LAB_BUILD/peer" --program "test_client=$LAB_BUILD/test_client" \
        "${@:4}" "$REPLY"
}
