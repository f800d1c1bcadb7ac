# Reads the facts of the exercises. Starts no program.
#
# An exercise is a folder, grader/exercises/ID, with its checks, its skeleton, its sessions, and its `facts`:
# a line "KEY: VALUE" for each of these.
#
#   title     its title
#   part      lab, or challenge: a challenge is graded only when asked for, and never counts for the lab
#   place     its place in the order of its part
#   role      what the student writes: server, or client
#   port      where the server listens
#   life      the steps of its life that it takes (diagnose/steps.c)
#   markers   for each marker of the skeleton the steps that belong to it, with commas between them
#   session   the session that shows it. (make steps plays steps.session instead, if the exercise has one.)
#   build     the compiler's options, as in the line `// Build:` of the skeleton
#   needs     the packages that it needs beyond the lab's: PROGRAM:PACKAGE each, or PACKAGE if they are called the same
#   design    how it serves several clients, in a word, if make crowd shall set it beside others
#
# grader/exercises/facts holds the title of the whole lab.
# shellcheck disable=SC2034 # the scripts that source this use them

EXERCISES_PLACE=${BASH_SOURCE[0]%/*}/exercises
declare -gA FACT

# read_facts ID: sets FACT[KEY] to each value, and FACT[file] to the path of its file in exercises/, in solutions/ and
# in a submission. Returns 1 if the exercise doesn't exist.
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

# handed_in SUBMISSION ID: sets FILE to the path of its file there, without the ending. (A challenge may also lie beside
# the lab's files: many platforms take no folders.)
handed_in() {
    read_facts "$2"
    FILE=${FACT[file]%.c}
    [[ $FILE == "$2" || -e $1/$FILE.c || -L $1/$FILE.c ]] || {
        [[ ! -e $1/$2.c && ! -L $1/$2.c ]] || FILE=$2
    }
}

declare -gA LISTED

# list_exercises PART: sets EXERCISES to the ids of that part, in their order. (The facts of all are read once.)
list_exercises() {
    local facts id place of_lab=() beside=()
    if [[ -z ${LISTED[lab]:-} ]]; then
        for facts in "$EXERCISES_PLACE"/*/facts; do
            id=${facts%/facts}
            id=${id##*/}
            read_facts "$id"
            place=${FACT[place]}
            case ${FACT[part]} in
            lab) of_lab[place * 1000 + ${#of_lab[@]}]=$id ;;
            challenge) beside[place * 1000 + ${#beside[@]}]=$id ;;
            esac
        done
        LISTED=([lab]=${of_lab[*]} [challenge]=${beside[*]})
    fi
    read -ra EXERCISES <<<"${LISTED[$1]}"
}

# find_exercise COMMAND NAME: sets ASKED to the exercise with this id, or to the challenge that is called so behind the
# first _ of its id, and reads its facts. If there is none, says on standard error what there is, or how to ask, and ends
# with exit status 2.
find_exercise() {
    local id names EXERCISES
    ASKED=$2
    if [[ -z $2 ]]; then
        example_exercise
        printf '%s: say which exercise, for example: make %s EX=%s\n' "$1" "$1" "$EXAMPLE" >&2
        exit 2
    fi
    ! read_facts "$2" || return 0
    list_exercises lab
    names=${EXERCISES[*]}
    list_exercises challenge
    for id in "${EXERCISES[@]}"; do
        [[ ${id#*_} != "$2" ]] || ASKED=$id
        names+=" ${id#*_}"
    done
    read_facts "$ASKED" || {
        printf "%s: there is no exercise '%s': it is one of %s\n" "$1" "$2" "$names" >&2
        exit 2
    }
}

# find_missing ID: sets MISSING to the packages in its fact `needs` that are not installed.
find_missing() {
    local need needs
    read_facts "$1"
    MISSING=()
    read -ra needs <<<"${FACT[needs]}"
    for need in "${needs[@]}"; do
        [[ $need == /* && -e ${need%%:*} ]] || command -v "${need%%:*}" >/dev/null || MISSING+=("${need##*:}")
    done
}

# example_exercise: sets EXAMPLE to an exercise from the middle of the lab, for the examples in messages.
example_exercise() {
    list_exercises lab
    EXAMPLE=${EXERCISES[${#EXERCISES[@]} / 2]}
}

# session_of ID NAME: sets REPLY to the file of a session: the exercise's own, or one that several share.
session_of() {
    REPLY=$EXERCISES_PLACE/$1/$2.session
    [[ -e $REPLY ]] || REPLY=$EXERCISES_PLACE/common/$2.session
}

# lab_title: sets REPLY to the title of the lab.
lab_title() {
    IFS= read -r REPLY <"$EXERCISES_PLACE/facts"
    REPLY=${REPLY#title: }
}
