# The kit in other checkouts: by Windows, or without execute permissions.

load kit

@test "a checkout by Windows, where git makes other line ends and keeps no run bits, grades and gives hints" {
    local origin=$BATS_TEST_TMPDIR/origin kit=$BATS_TEST_TMPDIR/kit
    git() { command git -c user.name=a -c user.email=a@example.org -c safe.directory='*' "$@"; }
    copy_kit "$origin"
    git -C "$origin" init --quiet
    git -C "$origin" add --all
    git -C "$origin" commit --quiet --message=kit
    git -c core.autocrlf=true clone --quiet "$origin" "$kit"
    find "$kit" -path "$kit/.git" -prune -o -type f -exec chmod a-x {} +
    same '' "$(git -C "$kit" ls-files --eol | grep -v 'w/\(lf\|none\|-text\)')"
    builder "$BATS_TEST_TMPDIR/compiler"
    clean PATH="$BATS_TEST_TMPDIR/compiler:$OUTER_PATH" make --silent --directory="$kit" build
    for target in grade hint steps; do
        run clean make --no-print-directory --directory="$kit" "$target" EX=ex11_1 SUBMISSION=solutions
        [[ $status == 0 ]] || fail "$target: exit status $status" "$output"
    done
    run clean make --no-print-directory --directory="$kit" reset EX=ex11_1
    same 'exercises/ex11_1.c is as it was handed out.' "$output"
}

@test "a program with Windows's line ends is graded as with ours" {
    mkdir "$BATS_TEST_TMPDIR/mine"
    sed 's/$/\r/' "$TOP/solutions/ex11_5.c" >"$BATS_TEST_TMPDIR/mine/ex11_5.c" # it has all that is in the others
    grade "$BATS_TEST_TMPDIR/mine" EX=ex11_5
    must_pass
}

# prepares [COMMAND]...: runs setup as an ordinary user without strace; sudo and apt-get record their arguments.
prepares() {
    local tools=$own/tools
    rm -rf "${own:?}"/*
    mkdir -p "$own/kit/build" "$tools"
    cp "$TOP/grader/setup" "$own/kit"
    ln -s /usr/bin/* "$tools"
    rm -f "$tools"/{strace,sudo,apt-get} "${@/#/$tools/}"
    printf '#!/bin/sh\necho "sudo: $*" >>"%s/log"\nexit %s\n' "$own" "$answer" >"$tools/sudo"
    printf '#!/bin/sh\nexit 1\n' >"$tools/apt-get"
    chmod 755 "$tools"/{sudo,apt-get} "$own"
    chown -R 65534:65534 "$own"
    run clean setpriv --reuid=65534 --regid=65534 --clear-groups env --chdir="$own/kit" "PATH=$tools" bash setup grade
}

@test "strace is installed through sudo, like the rest, and where that can't be, it says how" {
    ((EUID == 0)) || skip 'this takes two users'
    local install='apt-get install -y --no-install-recommends'
    own=$(mktemp -d "${TMPDIR:-/tmp}/lab11-user.XXXXXX")
    answer=0 prepares
    same "0 setup: installing strace, too: hints say more with it
sudo: --non-interactive env DEBIAN_FRONTEND=noninteractive $install strace" "$status $output"$'\n'"$(<"$own/log")"
    answer=1 prepares
    same "0 setup: installing strace, too: hints say more with it
setup: that did not work; going on without it. As root: $install strace" "$status $output"
    answer=0 prepares jq
    same "sudo: apt-get update
sudo: $install jq strace" "$(head -n 2 "$own/log")"
    rm -rf "$own"
}

# A name that may mean something else tomorrow would change the grader.
@test "what is fetched from elsewhere has a version that stays: actions, images, runners" {
    cd "$TOP"
    same '' "$(grep --recursive --no-filename 'uses:' .github | grep --invert-match --extended-regexp '@[0-9a-f]{40} # v[0-9.]+$')"
    same '' "$(grep --recursive --no-filename 'runs-on:' .github | grep --invert-match --extended-regexp '[a-z]+-[0-9]+\.[0-9]+$')"
    same '' "$(grep '"image"' .devcontainer/devcontainer.json | grep --invert-match --extended-regexp '@sha256:[0-9a-f]{64}"')"
    same '' "$(find grader/platforms -name 'Dockerfile*' -exec cat {} + | grep '^FROM' | grep --invert-match --extended-regexp -- '-[0-9]{8}$|@sha256:[0-9a-f]{64}$')"
}
