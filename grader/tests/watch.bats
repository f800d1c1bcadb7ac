# make watch: the last save is graded last, whatever program watches.

load kit

# Stand-ins for make and for inotifywait record their calls, and save in between: while the first grading runs, and
# while nothing runs. The third grading ends it.
setup() {
    mine=$BATS_TEST_TMPDIR/mine tools=$BATS_TEST_TMPDIR/tools log=$BATS_TEST_TMPDIR/log
    mkdir "$mine" "$tools"
    printf 'first\n' >"$mine/ex11_1.c"
    tool make "read -r word <'$mine/ex11_1.c'; echo \"grades \$word\"
        case \$word in first) echo second >'$mine/ex11_1.c' ;; third) kill \$PPID ;; esac"
    ln -s /usr/bin/* "$tools" 2>/dev/null || true
    rm -f "$tools/sleep" "$tools/inotifywait" "$tools/entr"
}

tool() {
    rm -f "${tools:?}/$1"
    printf '#!/bin/sh\n%s\n' "$2" >"$tools/$1"
    chmod 755 "$tools/$1"
}

# watches: runs it with these tools; prints its output.
watches() {
    run clean env "PATH=$tools" "SUBMISSION=$mine" /bin/bash "$TOP/grader/desk/watch"
    same "grades first
grades second
Watching $mine. CTRL-C ends.
waits
grades third" "$output"
}

@test "a save that comes while it grades is graded next, with inotifywait" {
    tool inotifywait "echo waits; rm '$mine/ex11_1.c'; echo third >'$mine/ex11_1.c'; exit 2"
    tool sleep 'echo sleeps'
    watches
}

@test "and without: it looks once a second" {
    tool sleep "echo waits; echo third >'$mine/new'; mv '$mine/new' '$mine/ex11_1.c'"
    watches
}

@test "entr, which would not tell, is not asked" {
    tool entr "echo entr; kill \$PPID"
    tool sleep "echo waits; echo third >'$mine/ex11_1.c'"
    watches
}

@test "it ends when whoever reads it has left, and says what is missing" {
    tool make 'exit 1'
    tool sleep "echo third >>'$mine/ex11_1.c'"
    run clean env "PATH=$tools" "SUBMISSION=$mine" bash -c "set -o pipefail; timeout 60 bash '$TOP/grader/desk/watch' | head -n 1"
    same "141 Watching $mine. CTRL-C ends." "$status $output"
    run clean env "SUBMISSION=$mine/nowhere" bash "$TOP/grader/desk/watch"
    same "2 watch: there is no folder '$mine/nowhere'" "$status $output"
}
