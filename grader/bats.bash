# What bats starts programs for, done by the shell.
#
# For each check, and for each file of checks, bats starts programs that make folders, tell the time or a
# name, make or remove an empty file, and read the file of checks twice. To start them takes longer than most
# checks: without these functions grading takes a quarter longer. They do what the programs do, but that all
# folders are made at once, and that the empty file goes when its folder goes. Where bats asks for something
# else they step aside; nothing but time depends on them.

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
bats-preprocess() { # it reads each file of checks twice, the same way
    local folder=${1%/*} content
    local kept=$BATS_RUN_TMPDIR/${folder##*/}.${1##*/}.kept
    [[ -e $kept ]] || command bats-preprocess "$1" >"$kept" || return
    IFS= read -r -d '' content <"$kept" || true
    printf '%s' "$content"
}
export -f mkdir date basename touch rm bats-preprocess
