# Functions for the scripts of the platforms. Each script grades one submission with the kit that it stands in, prints
# nothing that a student's program has shown, and passes the record on in its platform's form.

KIT=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd)
# Until a submission is graded, the record is that of an unfinished grading.
RECORD=$KIT/grader/platforms/did-not-finish.json
# shellcheck source=grader/exercises.bash
source "$KIT/grader/exercises.bash"
list_exercises lab
CHALLENGES=0
if [[ -e $KIT/grader/platforms/challenges ]]; then # of make gradescope CHALLENGES=1, and so on
    CHALLENGES=1 stages=("${EXERCISES[@]}")
    list_exercises challenge
    EXERCISES=("${stages[@]}" "${EXERCISES[@]}")
fi
PLACE=$(mktemp --directory)
trap 'rm -rf "$PLACE"' EXIT

# found FOLDER: prints the folder of the exercises within a submission. Follows no link.
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

# grade FOLDER [NAME=VALUE]...: grades it and sets RECORD. If there is no record, prints the grader's own messages on
# standard error, but nothing that programs have shown.
grade() {
    local folder
    folder=$(found "$1")
    shift
    ln --symbolic --no-target-directory "$folder" "$PLACE/submission"
    env -i PATH="$PATH" HOME="${HOME:-/}" LANG=C.UTF-8 make --no-print-directory --directory="$KIT" grade \
        "SUBMISSION=$PLACE/submission" "RESULTS=$PLACE/results" "CHALLENGES=$CHALLENGES" "$@" >"$PLACE/log" 2>&1 </dev/null || true
    if jq --exit-status '.schema == "lab11/result/v2"' "$PLACE/results/results.json" >/dev/null 2>&1; then
        RECORD=$PLACE/results/results.json
    else
        printf 'The grading did not finish.\n' >&2
        grep --extended-regexp '^(setup|grade|contain|play|make(\[[0-9]+\])?): ' "$PLACE/log" | head -n 20 >&2 || true
    fi
}

# view NAME: prints the record in that form.
view() {
    "$KIT/grader/views/view" "$1" "$RECORD"
}

# deliver NAME FILE: writes the record to a file in that form, which is either complete or unchanged.
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
