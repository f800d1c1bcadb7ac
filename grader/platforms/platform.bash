# Words for the scripts of the platforms. Each of these grades one submission with the kit that it stands
# in, says nothing of what a student's program has shown, and hands the record on as its platform takes it.

KIT=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd)
# Until a submission is graded, its record is that of a grading which did not finish.
RECORD=$KIT/grader/platforms/did-not-finish.json
# shellcheck source=grader/exercises.bash
source "$KIT/grader/exercises.bash"
list_exercises lab
PLACE=$(mktemp --directory)
trap 'rm -rf "$PLACE"' EXIT

# found FOLDER: where in what was handed in the exercises are. No link is followed.
found() {
    local folder file
    for folder in "$1" "$1"/exercises "$1"/*/ "$1"/*/exercises; do
        folder=${folder%/}
        [[ -d $folder && ! -L $folder && ! -L ${folder%/*} ]] || continue
        for file in "${EXERCISES[@]}"; do
            file=$folder/$file.c
            if [[ -e $file || -L $file ]]; then
                printf '%s\n' "$folder"
                return
            fi
        done
    done
    printf '%s\n' "$1"
}

# grade FOLDER [NAME=VALUE]...: RECORD is the record of it from now on. If there is none, the reason goes to
# the standard error: what the grader says about itself, not what it shows of programs.
grade() {
    local folder
    folder=$(found "$1")
    shift
    ln --symbolic --no-target-directory "$folder" "$PLACE/submission"
    env -i PATH="$PATH" HOME="${HOME:-/}" LANG=C.UTF-8 make --no-print-directory --directory="$KIT" grade \
        "SUBMISSION=$PLACE/submission" "RESULTS=$PLACE/results" "$@" >"$PLACE/log" 2>&1 </dev/null || true
    if jq --exit-status '.schema == "lab11/result/v2"' "$PLACE/results/results.json" >/dev/null 2>&1; then
        RECORD=$PLACE/results/results.json
    else
        printf 'The grading did not finish.\n' >&2
        grep --extended-regexp '^(setup|grade|contain|play|make(\[[0-9]+\])?): ' "$PLACE/log" | head -n 20 >&2 || true
    fi
}

# view NAME: the record, in that form.
view() {
    "$KIT/grader/views/view" "$1" "$RECORD"
}

# deliver NAME FILE: writes the record to a file in that form, whole or not at all.
deliver() {
    local new
    new=$(mktemp "$2.XXXXXX")
    if ! view "$1" >"$new"; then
        rm -f "$new"
        return 1
    fi
    chmod 644 "$new"
    mv --force --no-target-directory "$new" "$2"
}
