# The exercises, as they tell of themselves. To read them starts no program.
#
# An exercise is a folder, grader/exercises/ID, with its checks, its skeleton, its sessions, and its `facts`:
# a line "KEY: VALUE" for each of these.
#
#   title     what it is called
#   part      lab, or challenge: those are graded when they are asked for, and never count for the lab
#   place     its place in the order of its part
#   role      what the student writes: server, or client
#   port      where the server listens
#   life      the steps of its life that it takes (diagnose/steps.c)
#   markers   for each marker of the skeleton the steps that belong to it, with commas between them
#   session   the conversation that it is shown by
#   build     what the compiler is told beyond the names, as in the line `// Build:` of the skeleton
#   needs     the packages that it takes and the lab does not
#
# The facts of the lab as a whole, its title, stand in grader/exercises/facts.
# shellcheck disable=SC2034 # who reads this uses them

EXERCISES_PLACE=${BASH_SOURCE[0]%/*}/exercises
declare -gA FACT

# read_facts ID: FACT[KEY] is what it says; and FACT[file], where its file lies in exercises/, in solutions/
# and in what a student hands in. Returns 1 if there is no such exercise.
read_facts() {
    local lines line
    FACT=()
    [[ $1 =~ ^[A-Za-z0-9_]+$ && -f $EXERCISES_PLACE/$1/facts ]] || return 1
    mapfile -t lines <"$EXERCISES_PLACE/$1/facts"
    for line in "${lines[@]}"; do
        FACT[${line%%:*}]=${line#*:}
        FACT[${line%%:*}]=${FACT[${line%%:*}]# }
    done
    FACT[file]=$1.c
    [[ ${FACT[part]} != challenge ]] || FACT[file]=challenges/$1.c
}

# handed_in SUBMISSION ID: FILE is where its file lies there, without the ending. (A challenge may lie beside the
# lab's files, too: where one hands something in there are often no folders.)
handed_in() {
    read_facts "$2"
    FILE=${FACT[file]%.c}
    [[ $FILE == "$2" || -e $1/$FILE.c || -L $1/$FILE.c ]] || {
        [[ ! -e $1/$2.c && ! -L $1/$2.c ]] || FILE=$2
    }
}

# list_exercises PART: EXERCISES are the ids of that part, in their order.
list_exercises() {
    local facts id place ordered=()
    for facts in "$EXERCISES_PLACE"/*/facts; do
        id=${facts%/facts}
        id=${id##*/}
        read_facts "$id"
        place=${FACT[place]}
        [[ ${FACT[part]} != "$1" ]] || ordered[place * 1000 + ${#ordered[@]}]=$id
    done
    EXERCISES=("${ordered[@]}")
}

# example_exercise: EXAMPLE is an exercise for an example in a message: one from the middle of the lab.
example_exercise() {
    list_exercises lab
    EXAMPLE=${EXERCISES[${#EXERCISES[@]} / 2]}
}

# session_of ID NAME: REPLY is the file of a session: the exercise's own, or one that several share.
session_of() {
    REPLY=$EXERCISES_PLACE/$1/$2.session
    [[ -e $REPLY ]] || REPLY=$EXERCISES_PLACE/common/$2.session
}

# lab_title: REPLY is what the lab is called.
lab_title() {
    IFS= read -r REPLY <"$EXERCISES_PLACE/facts"
    REPLY=${REPLY#title: }
}
