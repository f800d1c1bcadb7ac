# A program can do the same, and gets the same points, whoever grades it and in whichever tier. KIT_TIERS=all compares
# all programs of right/, wrong/ and hostile/, which takes long.

load kit

setup_file() {
    fixture own_network
    fixture refuse
    fixture tries
    own=$(mktemp --directory "${TMPDIR:-/tmp}/lab11-user.XXXXXX") # where an ordinary user gets to
    export own
    cp "$BATS_FILE_TMPDIR"/{own_network,refuse,tries} "$own"
    copy_kit "$own/kit"
    chmod -R a+rX "$own"
    mkdir "$own/results"
    chmod 1777 "$own/results"
}

teardown_file() {
    rm -rf "$own"
}

# The users and tiers that work here. With a network of their own ("alone"), or the plays share one.
places() {
    local who all=(user)
    ((EUID != 0)) || all=(root user)
    for who in "${all[@]}"; do
        ! has_namespaces || echo "$who namespaces alone"
        echo "$who port-lock shared"
    done
    ((EUID != 0)) || echo 'root port-lock alone'
    echo 'user none shared'
}

# in_place WHO TIER NETWORK COMMAND...: runs it there.
in_place() {
    local as=() shared=("$own/refuse" unshare EPERM)
    [[ $1 == root || $EUID != 0 ]] || as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    [[ $3 == shared ]] || shared=()
    (cd "$own" && clean "$own/own_network" "${as[@]}" "${shared[@]}" "${@:4}" 2>&1)
}

@test "a program can and can't do the same in each tier, as root and as an ordinary user" {
    local place first='' got wrong=()
    printf '# What a program can do.\nserver $ ./tries\nserver | ...\nserver ? exits 0\n' >"$own/tries.session"
    while read -r -a place; do
        [[ ${place[1]} != none ]] || continue # nothing keeps it from its user's files there
        rm -f "$own/results/evidence"
        in_place "${place[@]}" "$own/kit/build/bin/play" --port 5000 --isolation "${place[1]}" --program "tries=$own/tries" \
            --evidence "$own/results/evidence" "$own/tries.session" >/dev/null || true
        got=$(jq --raw-output '.terminals[0].output | gsub("\\\\n"; "\n")' "$own/results/evidence")
        [[ -n $first ]] || first=$got
        same "$first" "$got" || wrong+=("${place[*]}")
    done < <(places)
    [[ $first == *$'listen on port 5000: yes\n'*$'connect: no\n'*$'lock its memory: '* ]] || fail "$first"
    # The player sees and counts descriptors, and no descriptor holds more than the default.
    [[ $first == *$'other threads have not: no\n'*$'sends: no\n'*$'receives: no\n'*$'in a pipe: no\n'* ]] || fail "$first"
    none "${wrong[@]}"
}

# tried ROLE: prints what a student's program can do in this role, with namespaces.
tried() {
    printf '# What a program can do.\n%s $ ./tries\n%s | ...\n%s ? exits 0\n' "$1" "$1" "$1" >"$own/$1.session"
    in_place root namespaces alone "$own/kit/build/bin/play" --port 5000 --isolation namespaces --student "$1" --program "tries=$own/tries" \
        --evidence "$own/results/$1" "$own/$1.session"
    jq --raw-output '.terminals[0].output | gsub("\\\\n"; "\n")' "$own/results/$1"
}

@test "a student's client can open connections, and no more than that beyond what a server can" {
    has_namespaces || skip 'no namespaces here'
    tried server >"$own/server"
    tried client >"$own/client"
    same 'connect: yes
connect in a child: yes
fast open: yes
have a datagram socket: yes
have a datagram socket of IPv6: yes
send a datagram: yes
have a socket of MPTCP: yes
have a pair of datagram sockets: yes' "$(diff "$own/server" "$own/client" | sed --quiet 's/^> //p')"
}

# graded_in FOLDER WHO TIER NETWORK: prints the result of each of its exercises there, a line each, with the first line
# that differed.
graded_in() {
    local folder=$1 results=$own/results/${*:2}
    shift
    rm -rf "$results"
    in_place "$@" env "ISOLATION=$2" "SUBMISSION=$folder" "RESULTS=$results" "$own/kit/grader/grade" >/dev/null || true
    jq --raw-output '.exercises[] | "\(.id) \(.status) \(.score) \([.checks[].status] | join(" ")) \(.checks[0].difference.received)"' \
        "$results/results.json"
}

# are_alike FOLDER...: each gets the same points in all places. Grades in all places at the same time.
are_alike() {
    local folder place started wrong=()
    for folder; do
        started=()
        while read -r -a place; do
            graded_in "$folder" "${place[@]}" >"$own/${place[*]}.told" 3>&- &
            started+=("$!")
        done < <(places)
        wait "${started[@]}"
        for place in "$own"/*.told; do
            same "$(<"$own/user port-lock shared.told")" "$(<"$place")" || wrong+=("${folder##*/}: ${place##*/}")
        done
    done
    none "${wrong[@]}"
}

@test "programs have the same points in each tier, as root and as an ordinary user" {
    mkdir "$own/submission"
    cp "$KIT/wrong/connects/ex11_1.c" "$KIT/right/dual-stack/ex11_3.c" "$KIT/right/fork/ex11_4.c" "$own/submission"
    cat >"$own/submission/ex11_2.c" <<'END'
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
int main(void)
{
    int pair[2];
    printf("%d %d %d %d %d\n", socket(AF_INET, SOCK_DGRAM, 0), socket(AF_UNIX, SOCK_STREAM, 0),
           shm_open("/lab11-tiers", O_CREAT, 0600), open("/tmp/server.log", O_CREAT, 0600),
           socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
}
END
    chmod -R a+rX "$own/submission"
    are_alike "$own/submission"
    [[ $(<"$own/user port-lock shared.told") == *$'\nex11_2 fail 0 fail fail fail skipped -1 -1 -1 -1 0\n'* ]] ||
        fail "$(<"$own/user port-lock shared.told")"
    [[ ${KIT_TIERS:-} != all ]] || are_alike "$own/kit/grader/tests"/{right,wrong,hostile}/*
}
