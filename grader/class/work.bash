# Where one submission is graded: PATH, a folder, or a link to one in memory. A submission makes some
# hundred small files, half a megabyte in all, and in memory that takes a tenth less time; but a hostile one
# can fill some hundred megabytes, so there must be plenty.

readonly memory=/dev/shm plenty=2147483648 # bytes

# make_work PATH
make_work() {
    local blocks=0 size=0
    [[ ! -w $memory ]] || read -r blocks size < <(stat --file-system --format='%a %S' "$memory")
    if ((blocks * size >= plenty)); then
        ln --symbolic "$(mktemp --directory "$memory/lab11.XXXXXX")" "$1"
    else
        mkdir --parents "$1"
    fi
}

# clear_work PATH: removes what is there of it, from a run that was killed, too.
clear_work() {
    local folder=''
    [[ ! -L $1 ]] || folder=$(readlink -- "$1")
    [[ $folder == "$memory"/lab11.+([[:alnum:]]) && -O $folder ]] || folder=''
    rm -rf ${folder:+"$folder"} "$1"
}
