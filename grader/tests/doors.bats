# No name of a file or a folder is ever expanded, run or taken for something else, by whatever way it comes in.
# (forty.bats grades under odd names as well; class.bats and intake.bats: those of a class.)

load kit

setup() {
    place=$BATS_TEST_TMPDIR/place kit=$BATS_TEST_TMPDIR/kit
    mkdir "$place"
    cd "$place" || return
    # What make, a shell, and programs like printf, sed and parallel take for something else, and what ends a word or a
    # line: each is in one of these names. The others begin with it.
    # shellcheck disable=SC2016 # names
    names=(
        'ada$(shell touch canary)$(foreach x,$(shell touch canary),)$$x '
        'ada$(touch canary)`touch canary`${x} x[$(touch canary)];touch canary;a&touch canary&a|touch canary'
        $'it\'s "a" *?[a] a\\b\\n\\0 100%s%n a{1,2} {} {#} {%}' $'two\nlines a\ttab \xff<a>end\n'
    )
    begins=('#a=b:c@d' '~root' '-' '-rf' '--eval=x' '.hidden')
}

# kept: none of these names has run as a command, neither here nor in the kit.
kept() {
    same '' "$(find "$place" "$TOP" "$KIT" -maxdepth 1 -name 'canary*')"
}

# makes TARGET FOLDER [NAME=VALUE]...: runs make as typed in the folder of the submissions.
makes() {
    run clean make --no-print-directory --directory="$TOP" "$1" "SUBMISSION=$2" "${@:3}"
    kept
}

@test "make grade: the folder that is named is graded, and the record has its name" {
    local name
    RESULTS=$BATS_TEST_TMPDIR/results
    for name in "${names[@]}"; do
        mkdir -- "./$name"
        makes grade "$place/$name" EX=ex11_2 "RESULTS=$RESULTS"
        [[ $status == 1 ]] || fail "$name: exit status $status" "$output"
        same "${name/$'\xff'/$'\xef\xbf\xbd'}." "$(jq --join-output '.submission + "."' "$RESULTS/results.json")"
        rmdir -- "./$name"
    done
}

@test "make grade: a folder beside the Makefile may be called anything, and so may the results" {
    local name
    copy_kit "$kit"
    TOP=$kit
    for name in "${names[@]}" "${begins[@]}"; do
        mkdir -- "$kit/$name"
        printf 'int main(void) { return 0; }\n' >"$kit/$name/ex11_1.c"
        RESULTS=$name/$name makes grade "$name" EX=ex11_2 "RESULTS=$name/$name"
        [[ $status == 1 ]] || fail "$name: exit status $status" "$output"
        same "not started" "$(jq --raw-output '.exercises[].status' "$kit/$name/$name/results.json")"
        rm -r -- "$kit/${name:?}"
    done
}

@test "the environment's names are texts for make, too" {
    mkdir "$place/\$(shell touch canary)"
    for name in SUBMISSION RESULTS EX HOSTS WORKSHEET; do
        run clean "$name=\$(shell touch canary)" make --no-print-directory --directory="$TOP" --dry-run class help
        kept
    done
}

@test "make hint, steps and reset: what is told is of the folder that is named" {
    local name
    for name in "${names[@]}"; do
        mkdir -- "./$name"
        cp "$EXERCISES_PLACE/ex11_1/skeleton.c" "./$name/ex11_1.c"
        makes hint "$place/$name" EX=ex11_1 "RESULTS=$BATS_TEST_TMPDIR/results"
        [[ $output == 'ex11_1 is not started. '* ]] || fail "$name" "$output"
        printf 'mine\n' >"./$name/ex11_1.c"
        makes reset "$place/$name" EX=ex11_1
        same "0 Your file is now $place/$name/ex11_1.mine-1.c.
$place/$name/ex11_1.c is as it was handed out." "$status $output"
        same mine "$(<"./$name/ex11_1.mine-1.c")"
        makes steps "$place/$name" EX=ex11_1 "RESULTS=$BATS_TEST_TMPDIR/$name"
        [[ $status == 0 && $output == *'  no  1  '* ]] || fail "$name" "$output"
        rm -r -- "./$name"
    done
}

@test "an exercise is one of those there are, whatever it is called" {
    local name target
    for target in grade hint steps reset demo crowd; do
        local odd=("${names[0]}" ../../solutions/ex11_1) # what is no exercise is told by what all of them use
        [[ $target != grade ]] || odd+=('*?[a]' '-rf' 'ex11_1;touch canary' ../tests/x ex)
        for name in "${odd[@]}"; do
            makes "$target" solutions "EX=$name" "RESULTS=$BATS_TEST_TMPDIR/results"
            [[ $status == 2 ]] || fail "$target $name: exit status $status" "$output"
        done
    done
}

@test "make demo is for one's own programs and the solutions" {
    local folder
    mkdir "$place/ada"
    cp "$TOP/solutions/ex11_1.c" "$place/ada"
    mkdir "$BATS_TEST_TMPDIR/bin"
    # shellcheck disable=SC2016 # for the program
    printf '#!/bin/sh\necho "tmux in ${PWD##*/}"\n' >"$BATS_TEST_TMPDIR/bin/tmux"
    chmod 755 "$BATS_TEST_TMPDIR/bin/tmux"
    OUTER_PATH=$BATS_TEST_TMPDIR/bin:$OUTER_PATH
    makes demo "$place/ada" EX=ex11_1
    [[ $status == 2 && $output == 'demo: the programs run with all your rights here'* ]] || fail "$output"
    for folder in solutions "$TOP/exercises" ''; do
        makes demo "$folder" EX=ex11_1 "RESULTS=$BATS_TEST_TMPDIR/results"
        same '0 tmux in demo' "$status $output"
    done
}

@test "reset writes through no link, and keeps one that stands for the exercise" {
    printf 'precious\n' >"$BATS_TEST_TMPDIR/precious"
    ln -s "$BATS_TEST_TMPDIR/precious" ex11_1.c
    ln -s "$BATS_TEST_TMPDIR/precious" ex11_1.c.new
    ln -s nowhere ex11_1.mine-1.c
    makes reset "$place" EX=ex11_1
    same "0 Your file is now $place/ex11_1.mine-2.c." "$status ${output%%$'\n'*}"
    same precious "$(<"$BATS_TEST_TMPDIR/precious")"
    cmp ex11_1.c "$EXERCISES_PLACE/ex11_1/skeleton.c"
    [[ ! -L ex11_1.c && -L ex11_1.mine-2.c && ! -e ex11_1.c.new ]]
}

@test "a kit in a folder with an odd name grades, gives hints and makes views" {
    local name
    # shellcheck disable=SC2016 # a name
    for name in 'a\b=[1]$(touch canary)' "a b'c\"&"; do
        kit=$place/$name
        copy_kit "$kit"
        rm -rf "$kit/solutions" && mkdir "$kit/solutions" && cp "$TOP/solutions/ex11_1.c" "$kit/solutions"
        run clean make --no-print-directory --directory="$kit" grade SUBMISSION=solutions EX=ex11_1
        [[ $status == 0 ]] || fail "$name: exit status $status" "$output"
        run clean make --no-print-directory --directory="$kit" hint EX=ex11_1
        [[ $output == 'ex11_1 is not started.'* ]] || fail "$name" "$output"
        run clean LAB_BATCH=yes SUBMISSION=solutions EX=ex11_1 bash "$kit/grader/grade"
        same '0 pass' "$status $(jq --raw-output .status "$kit/build/results/results.json")"
        kept
    done
}

@test "a kit that root has built serves others, with results of their own" {
    ((EUID == 0)) || skip 'this takes two users'
    local own target
    own=$(mktemp -d "${TMPDIR:-/tmp}/lab11-user.XXXXXX")
    chmod 755 "$own"
    copy_kit "$own/kit"
    run clean make --no-print-directory --directory="$own/kit" grade EX=ex11_1 SUBMISSION=solutions
    same 0 "$status"
    mkdir "$own/mine"
    chown 65534 "$own/mine"
    user() {
        run clean setpriv --reuid=65534 --regid=65534 --clear-groups make --no-print-directory --directory="$own/kit" \
            "$1" EX=ex11_1 SUBMISSION=solutions "RESULTS=$own/mine/results"
    }
    user grade
    [[ $status == 0 ]] || fail "exit status $status" "$output"
    same '.lock results.json work' "$(find "$own/mine/results" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort | paste -sd ' ')"
    user hint
    same '0 All checks pass: there is nothing to mend.' "$status $output"
    user steps
    [[ $status == 0 && $output == *"$own/mine/results/steps/ex11_1.svg" ]] || fail "$output"
    rm -rf "$own"
}
