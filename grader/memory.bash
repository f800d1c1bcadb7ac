# Makes folders in memory, for many small files of short life: PATH becomes a link to one or, if that is impossible, an
# ordinary folder.
#
# A hostile program can fill memory, so enough must be free, and the folder must be out of the program's reach: in
# namespaces programs have a /dev/shm of their own. Some systems run no programs from there.

readonly memory=/dev/shm

# make_in_memory PATH TIER BYTES [programs]: makes it; in memory if so many bytes are free there and, with `programs`,
# if programs run from there.
make_in_memory() {
    local blocks=0 size=0 folder
    [[ $2 != namespaces || ! -w $memory ]] || read -r blocks size < <(stat --file-system --format='%a %S' "$memory")
    if ((blocks * size >= $3)); then
        folder=$(mktemp --directory "$memory/lab11.XXXXXX")
        [[ -z ${4:-} ]] || install --mode=700 /dev/null "$folder/program"
        if [[ -z ${4:-} || -x $folder/program ]]; then # access(2) says no on a mount with noexec
            ln --symbolic "$folder" "$1"
            return
        fi
        rm -r "$folder"
    fi
    mkdir --parents "$1"
}

# clear_in_memory PATH: removes the folder and its link, even those of a run that was killed.
clear_in_memory() {
    local folder=''
    [[ ! -L $1 ]] || folder=$(readlink -- "$1")
    [[ $folder == "$memory"/lab11.+([[:alnum:]]) && -O $folder ]] || folder=''
    rm -rf ${folder:+"$folder"} "$1"
}
