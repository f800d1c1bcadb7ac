# Folders in memory, for files that are small, many, and soon gone again: PATH is a link to one, or, where that
# can't be, a folder like any other.
#
# A hostile program can fill memory: there must be enough free, and it must be out of reach. In namespaces
# programs have a /dev/shm of their own. Some systems run no programs from there.

readonly memory=/dev/shm

# make_in_memory PATH TIER BYTES [programs]: makes it; in memory if so many bytes are free there, and programs
# run from there, should that be wanted.
make_in_memory() {
    local blocks=0 size=0 folder
    [[ $2 != namespaces || ! -w $memory ]] || read -r blocks size < <(stat --file-system --format='%a %S' "$memory")
    if ((blocks * size >= $3)); then
        folder=$(mktemp --directory "$memory/lab11.XXXXXX")
        [[ -z ${4:-} ]] || install --mode=700 /dev/null "$folder/program"
        if [[ -z ${4:-} || -x $folder/program ]]; then # access(2) says no where nothing is run (mount(8): noexec)
            ln --symbolic "$folder" "$1"
            return
        fi
        rm -r "$folder"
    fi
    mkdir --parents "$1"
}

# clear_in_memory PATH: removes what is there of it, from a run that was killed, too.
clear_in_memory() {
    local folder=''
    [[ ! -L $1 ]] || folder=$(readlink -- "$1")
    [[ $folder == "$memory"/lab11.+([[:alnum:]]) && -O $folder ]] || folder=''
    rm -rf ${folder:+"$folder"} "$1"
}
