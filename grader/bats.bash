# Shell versions of the programs that bats starts for each test. Same results, less time; other calls go to the real
# program.
#
# For each check and each file, bats starts programs that make folders, print the time or a name, make or remove an
# empty file, and read the file of checks twice: without these functions grading takes a quarter longer. Two
# differences: all folders are made at once, and the empty file stays until its folder is removed.

mkdir() {
    if [[ ${BATS_RUN_TMPDIR:-} && ${*: -1} == "$BATS_RUN_TMPDIR"/@(test|file)* ]]; then
        [[ -d $BATS_RUN_TMPDIR/test ]] || command mkdir "$BATS_RUN_TMPDIR"/{test,file} "$BATS_RUN_TMPDIR"/{test,file}/{0..50}
        [[ ! -d ${*: -1} ]] || return 0
    fi
    command mkdir "$@"
}
date() { if [[ $* == +%s%N ]]; then printf '%s000\n' "${EPOCHREALTIME/[.,]/}"; else command date "$@"; fi; }
basename() { if (($# == 1)); then printf '%s\n' "${1##*/}"; else command basename "$@"; fi; }
touch() { if [[ $* == "${BATS_OUT:-}" ]]; then : >>"$1"; else command touch "$@"; fi; }
rm() { [[ ${BATS_OUT:-} && $* == "-f $BATS_OUT" && ! -s $2 ]] || command rm "$@"; }
bats-preprocess() { # bats reads each file of checks twice
    local folder=${1%/*} content
    local kept=$BATS_RUN_TMPDIR/${folder##*/}.${1##*/}.kept
    [[ -e $kept ]] || command bats-preprocess "$1" >"$kept" || return
    IFS= read -r -d '' content <"$kept" || true
    printf '%s' "$content"
}
export -f mkdir date basename touch rm bats-preprocess
