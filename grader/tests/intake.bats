# The submissions of a class: folders, and archives as each learning platform makes them. Nothing harmful is unpacked,
# nobody is forgotten, and the intake says what it has understood.

load kit

setup_file() {
    clean make --silent --directory="$TOP" build build/bin/collect
}

setup() {
    in=$BATS_TEST_TMPDIR/in place=$BATS_TEST_TMPDIR/place
    mkdir "$in" "$place"
}

# hand_in PATH...: makes files with these names in the folder `in`; each holds its path.
hand_in() {
    local path
    for path; do
        mkdir -p "$(dirname -- "$in/$path")"
        printf '// %s\n' "$path" >"$in/$path"
    done
}

# archive NAME: packs the folder `in` into an archive of that name; its path is in $archive.
archive() {
    archive=$BATS_TEST_TMPDIR/$1
    (cd "$in" && LC_ALL=C.UTF-8 bsdtar --create --auto-compress --file "$archive" -- *)
}

# understood SUBMISSIONS [NAME=VALUE]...: prints what the intake says, and a line for each student: number, key, name,
# id, late or in time, number of uploads, the exercises; and the unreadable files.
understood() {
    clean "${@:2}" "$TOP/grader/class/intake" "$1" "$place" 2>&1 || return
    jq --raw-output '.students[] | "\(.number) \(.key) [\(.name)] [\(.id)] \(if .late then "late" else "in time" end) \(.uploads)x"
        + " \(.files | keys | join(" "))" + (if .unreadable == "" then "" else " -- \(.unreadable)" end)' "$place/manifest.json"
}

@test "a folder with a folder for each student, with names from all over the world" {
    hand_in "Jürgen Weiß/ex11_1.c" "O'Neil, Ada/ex11_1.c" "عمر/ex11_2.c" 'nobody <b>/notes.txt' -rf/ex11_1.c "\$(id)/ex11_1.c"
    mkdir "$in/empty"
    same "Folder, 6 files, 7 students.
1 id [\$(id)] [] in time 1x ex11_1
2 rf [-rf] [] in time 1x ex11_1
3 empty [empty] [] in time 0x 
4 Juergen-Weiss [Jürgen Weiß] [] in time 1x ex11_1
5 nobody-b [nobody <b>] [] in time 0x 
6 O-Neil-Ada [O'Neil, Ada] [] in time 1x ex11_1
7 student [عمر] [] in time 1x ex11_2" "$(understood "$in")"
    same "// Jürgen Weiß/ex11_1.c" "$(<"$place/submissions/Juergen-Weiss/ex11_1.c")"
    same "$(printf '%s\n' Juergen-Weiss O-Neil-Ada empty id nobody-b rf student)" "$(cd "$place/submissions" && printf '%s\n' *)"
}

@test "a large class is whole, wherever in the list of its files a letter of three bytes stands" {
    local number name
    printf -v name '語%.0s' {1..40}
    for number in {1000..1119}; do
        : | tee "$in/${name}_${number}_9${number}_ex11_"{1,2,3}.c
    done
    same "Canvas archive, 360 files, 120 students." "$(understood "$in" | head -n 1)"
    same '120 360' "$(jq --raw-output '"\(.students | map(.id) | unique | length) \([.students[].files | length] | add)"' "$place/manifest.json")"
    same 0 "$(grep --count $'\xef\xbf\xbd' "$place/manifest.json" || true)"
}

@test "names that are no UTF-8 stay apart" {
    hand_in $'\xd5\xc5\xc8\xfd/ex11_1.c' $'\xc0\xee\xcb\xc4/ex11_1.c' $'J\x94rg/ex11_1.c' $'J\x81rg/ex11_1.c'
    same "Folder, 4 files, 4 students.
1 C0-EE-CB-C4 [%C0%EE%CB%C4] [] in time 1x ex11_1
2 D5-C5-C8-FD [%D5%C5%C8%FD] [] in time 1x ex11_1
3 J-81rg [J%81rg] [] in time 1x ex11_1
4 J-94rg [J%94rg] [] in time 1x ex11_1" "$(understood "$in")"
    grep --quiet --text $'J\x94rg' "$place/submissions/J-94rg/ex11_1.c"
}

@test "a folder that can't be entered is unreadable, and its student is told so" {
    local as=()
    ((EUID != 0)) || as=(setpriv --reuid=65534 --clear-groups --inh-caps=-all)
    hand_in ada/ex11_1.c
    chmod 000 "$in/ada"
    chmod 755 "$in"
    mkdir --mode=777 "$BATS_TEST_TMPDIR/copies"
    same 'folder|ada||0||unreadable|ada/.||0|Permission denied|' \
        "$("${as[@]}" "$BIN/collect" '\.c$' "$BATS_TEST_TMPDIR/copies" <"$in" | tr '\0' '|')"
    chmod 755 "$in/ada"
}

@test "a folder that a student calls like one of the kit's counts, if there is nothing else" {
    hand_in ada/solutions/ex11_1.c ada/tests/ex11_2.c bob/exercises/ex11_1.c bob/grader/skeletons/ex11_1.c bob/build/results/work/ex11_1/ex11_1.c
    same "Folder, 5 files, 2 students.
1 ada [ada] [] in time 1x ex11_1 ex11_2
2 bob [bob] [] in time 1x ex11_1" "$(understood "$in")"
    same '// bob/exercises/ex11_1.c' "$(<"$place/submissions/bob/ex11_1.c")"
}

@test "students whose names become the same key, or differ in capitals alone, stay two" {
    hand_in 'a b/ex11_1.c' 'a-b/ex11_1.c' 'A b/ex11_2.c'
    same "Folder, 3 files, 3 students.
1 A-b [A b] [] in time 1x ex11_2
2 a-b~2 [a b] [] in time 1x ex11_1
3 a-b~3 [a-b] [] in time 1x ex11_1" "$(understood "$in")"
}

@test "Canvas: late ones, repeated uploads, the name that Canvas gives a second upload" {
    hand_in lovelaceada_4711_90001_ex11_1.c lovelaceada_4711_90007_ex11_1-1.c lovelaceada_4711_90002_ex11_2.c \
        hopper_grace_LATE_12_90003_ex11_3.c weissjurgen_13_90004_lab11.zip weissjurgen_13_90005_text.html
    rm "$in/weissjurgen_13_90004_lab11.zip"
    mkdir "$BATS_TEST_TMPDIR/own"
    printf '// own\n' >"$BATS_TEST_TMPDIR/own/ex11_4.c"
    bsdtar --create --auto-compress --file "$in/weissjurgen_13_90004_lab11.zip" --directory "$BATS_TEST_TMPDIR" own
    archive os-lab-11_submissions.zip
    same "Canvas archive, 6 files, 3 students, 1 late.
1 hopper_grace-12 [hopper_grace] [12] late 1x ex11_3
2 lovelaceada-4711 [lovelaceada] [4711] in time 2x ex11_1 ex11_2
3 weissjurgen-13 [weissjurgen] [13] in time 1x ex11_4" "$(understood "$archive")"
    same '// lovelaceada_4711_90007_ex11_1-1.c' "$(<"$place/submissions/lovelaceada-4711/ex11_1.c")"
    same '// own' "$(<"$place/submissions/weissjurgen-13/ex11_4.c")"
    same 'ex11_1.c: 2 versions, the latest was taken: lovelaceada_4711_90007_ex11_1-1.c' \
        "$(jq --raw-output '.students[1].notes[]' "$place/manifest.json")"
}

@test "Canvas, anonymous: there is no name, and no number that the gradebook knows" {
    hand_in anon_x7Kq2_90001_ex11_1.c LATE_anon_b8Rt5_90002_ex11_1.c
    archive anonymous.zip
    same "Canvas archive, 2 files, 2 students, 1 late.
1 anon-b8Rt5 [anon] [b8Rt5] late 1x ex11_1
2 anon-x7Kq2 [anon] [x7Kq2] in time 1x ex11_1" "$(understood "$archive")"
    same 'true true' "$(jq --raw-output '[.students[].hidden] | join(" ")' "$place/manifest.json")"
}

@test "Moodle in both spellings, in folders and flat" {
    local suffix
    for suffix in / _/ _; do
        rm -rf "$in"
        mkdir "$in"
        hand_in "Jürgen Weiß_123_assignsubmission_file${suffix}ex11_1.c" "Ada O'Neil, PhD_124_assignsubmission_file${suffix}ex11_2.c" \
            "عمر_125_assignsubmission_file${suffix}ex11_1.c"
        archive "OS-Lab 11-99.zip"
        same "Moodle archive, 3 files, 3 students.
1 Ada-O-Neil-PhD-124 [Ada O'Neil, PhD] [124] in time 1x ex11_2
2 Juergen-Weiss-123 [Jürgen Weiß] [123] in time 1x ex11_1
3 student-125 [عمر] [125] in time 1x ex11_1" "$(understood "$archive")"
        same "Jürgen Weiß_123_assignsubmission_file$suffix" "$(jq --raw-output '.students[1].feedback' "$place/manifest.json")"
    done
}

@test "Blackboard: the latest of several attempts" {
    hand_in 'Lab 11_alovelace_attempt_2026-11-20-10-00-00_ex11_1.c' 'Lab 11_alovelace_attempt_2026-11-21-09-30-00_ex11_1.c' \
        'Lab 11_alovelace_attempt_2026-11-21-09-30-00.txt' 'Lab 11_ghopper_attempt_2026-11-19-23-59-59.txt'
    archive gradebook.zip
    same "Blackboard archive, 4 files, 2 students.
1 alovelace [alovelace] [] in time 2x ex11_1
2 ghopper [ghopper] [] in time 0x " "$(understood "$archive")"
    same '// Lab 11_alovelace_attempt_2026-11-21-09-30-00_ex11_1.c' "$(<"$place/submissions/alovelace/ex11_1.c")"
    # The names of the assignment and of a student may have a _: nothing of them is lost.
    rm "${in:?}"/*
    hand_in 'Lab_11_ada_king_attempt_2026-11-20-10-00-00_ex11_1.c' 'Lab_11_bob_king_attempt_2026-11-21-09-30-00_ex11_1.c'
    same "Blackboard archive, 2 files, 2 students.
1 11_ada_king [11_ada_king] [] in time 1x ex11_1
2 11_bob_king [11_bob_king] [] in time 1x ex11_1" "$(understood "$in")"
    rm "$in"/*bob*
    same "Blackboard archive, 1 file, 1 student.
1 11_ada_king [11_ada_king] [] in time 1x ex11_1" "$(understood "$in")"
}

@test "Brightspace: the latest of several folders, by date and not by spelling" {
    hand_in '397063-2557369 - Mary-Ann Smith - Sep 24, 2026 926 PM/ex11_1.c' '397063-2557370 - Mary-Ann Smith - Oct 1, 2026 1005 AM/ex11_1.c' \
        '397064-2557371 - Bo Ek - Sep 24, 2026 1200 AM/ex11_2.c' index.html
    archive 'Lab 11 Download Oct 2, 2026 1129 PM.zip'
    same "Brightspace archive, 4 files, 2 students, 1 left out.
1 Bo-Ek-397064 [Bo Ek] [397064] in time 1x ex11_2
2 Mary-Ann-Smith-397063 [Mary-Ann Smith] [397063] in time 2x ex11_1" "$(understood "$archive")"
    same '// 397063-2557370 - Mary-Ann Smith - Oct 1, 2026 1005 AM/ex11_1.c' "$(<"$place/submissions/Mary-Ann-Smith-397063/ex11_1.c")"
}

@test "a Gradescope export: names from its metadata, and each of a group" {
    hand_in assignment_5_export/submission_101/ex11_1.c assignment_5_export/submission_102/ex11_2.c
    cat >"$in/assignment_5_export/submission_metadata.yml" <<'END'
---
submission_101:
  :submitters:
  - :name: Ada Lovelace
    :sid: '17'
    :email: ada@example.edu
  - :name: "Grace Hopper"
    :sid: '18'
    :email: grace@example.edu
  :created_at: 2026-11-20 10:00:00.000000000 Z
  :history:
  - :name: somebody else
submission_102:
  :submitters:
  - :name: Jürgen Weiß
    :sid: '19'
    :email: jw@example.edu
END
    archive export.zip
    same "Gradescope export, 3 files, 3 students, 1 left out.
1 Ada-Lovelace-17 [Ada Lovelace] [17] in time 1x ex11_1
2 Grace-Hopper-18 [Grace Hopper] [18] in time 1x ex11_1
3 Juergen-Weiss-19 [Jürgen Weiß] [19] in time 1x ex11_2" "$(understood "$archive")"
    same 'ada@example.edu grace@example.edu jw@example.edu' "$(jq --raw-output '[.students[].email] | join(" ")' "$place/manifest.json")"
    cmp "$place/submissions/Ada-Lovelace-17/ex11_1.c" "$place/submissions/Grace-Hopper-18/ex11_1.c"
    # A student who hands in such a file keeps the own name.
    sed 's/_101/_100/; s/_102/_101/; s/_100/_102/' "$in/assignment_5_export/submission_metadata.yml" \
        >"$in/assignment_5_export/submission_101/submission_metadata.yml"
    mkdir "$BATS_TEST_TMPDIR/own"
    cp "$in/assignment_5_export/submission_101/submission_metadata.yml" "$BATS_TEST_TMPDIR/own"
    bsdtar --create --auto-compress --file "$in/assignment_5_export/submission_101/a.zip" --directory "$BATS_TEST_TMPDIR/own" .
    same 'Ada-Lovelace-17 Grace-Hopper-18 Juergen-Weiss-19' "$(understood "$in" >/dev/null && cd "$place/submissions" && echo *)"
    same '// assignment_5_export/submission_102/ex11_2.c' "$(<"$place/submissions/Juergen-Weiss-19/ex11_2.c")"
}

@test "GitHub clone-all: what a repository has of the kit is not the student's" {
    hand_in lab-11-submissions/lab-11-ada/exercises/ex11_1.c lab-11-submissions/lab-11-ada/grader/skeletons/ex11_2.c \
        lab-11-submissions/lab-11-grace-h/exercises/ex11_3.c lab-11-submissions/lab-11-grace-h/old/ex11_3.c
    same "GitHub clones, 4 files, 2 students.
1 ada [ada] [] in time 1x ex11_1
2 grace-h [grace-h] [] in time 2x ex11_3" "$(understood "$in")"
    same '// lab-11-submissions/lab-11-grace-h/exercises/ex11_3.c' "$(<"$place/submissions/grace-h/ex11_3.c")"
    same "$(understood "$in")" "$(understood "$in/lab-11-submissions")"
}

@test "a Classroom 50 download" {
    hand_in os-lab11-ada/exercises/ex11_1.c os-lab11-ada/result.json os-lab11-bob/exercises/ex11_1.c os-lab11-bob/result.json scores.csv
    same "Classroom 50 download, 5 files, 2 students, 1 left out; names are what follows os-lab11-.
1 ada [ada] [] in time 1x ex11_1
2 bob [bob] [] in time 1x ex11_1" "$(understood "$in")"
    # Two students with such a file by chance are no Classroom 50 class.
    rm -r "${in:?}"/*
    hand_in weiss-ada/result.json weiss-bob/result.json weiss-bob/ex11_1.c carol/ex11_1.c dora/ex11_1.c
    same "Folder, 5 files, 4 students.
1 carol [carol] [] in time 1x ex11_1
2 dora [dora] [] in time 1x ex11_1
3 weiss-ada [weiss-ada] [] in time 0x 
4 weiss-bob [weiss-bob] [] in time 1x ex11_1" "$(understood "$in")"
}

@test "a file, or an archive, for each student; a folder around them all; what every system leaves lying about" {
    hand_in lab/ada-ex11_3.c lab/README.md __MACOSX/lab/._bob.zip lab/.DS_Store
    mkdir "$BATS_TEST_TMPDIR/bob"
    printf '// bob\n' >"$BATS_TEST_TMPDIR/bob/EX11_2 (1).c"
    bsdtar --create --auto-compress --file "$in/lab/bob.tar.gz" --directory "$BATS_TEST_TMPDIR" bob
    archive lab.tar.xz
    same "Folder, 3 files, 2 students, 1 left out.
1 ada [ada] [] in time 1x ex11_3
2 bob [bob] [] in time 1x ex11_2" "$(understood "$archive")"
    same '// bob' "$(<"$place/submissions/bob/ex11_2.c")"
}

@test "links, pipes and files with two names are never followed: there is something of their kind, which grade refuses" {
    hand_in ada/ex11_1.c bob/ex11_5.c
    ln -s "$TOP/solutions/ex11_2.c" "$in/ada/ex11_2.c"
    ln -s loop "$in/ada/loop"
    : >"$BATS_TEST_TMPDIR/other"
    ln "$BATS_TEST_TMPDIR/other" "$in/ada/ex11_3.c"
    mkfifo "$in/ada/ex11_4.c"
    ln -s "$TOP/solutions" "$in/carol"
    same "Folder, 7 files, 2 students, 1 left out.
1 ada [ada] [] in time 1x ex11_1 ex11_2 ex11_3 ex11_4
2 bob [bob] [] in time 1x ex11_5" "$(understood "$in")"
    same 'ex11_1.c f
ex11_2.c l nowhere
ex11_3.c l nowhere
ex11_4.c p' "$(find "$place/submissions/ada" -type f -printf '%f f\n' -o -type l -printf '%f l %l\n' -o -type p -printf '%f p\n' | sort)"
    # The same, packed: links come in two kinds.
    ln "$in/bob/ex11_5.c" "$in/bob/ex11_4.c"
    archive links.tar
    same "Folder, 8 files, 2 students, 1 left out.
1 ada [ada] [] in time 1x ex11_1 ex11_2 ex11_3 ex11_4
2 bob [bob] [] in time 1x ex11_4 ex11_5" "$(understood "$archive")"
}

@test "paths that lead out of the archive write nothing, and are said" {
    hand_in ada/ex11_1.c
    (cd "$in" && bsdtar --create --format zip -P -s ',^ada,../../ada,' --file "$BATS_TEST_TMPDIR/out.zip" ada/ex11_1.c)
    (cd "$in" && bsdtar --create -P -s ',^ada,/tmp/lab11-ada,' --file "$BATS_TEST_TMPDIR/root.tar" ada/ex11_1.c)
    local name
    for name in out.zip root.tar; do
        same "class: there is nobody in '$BATS_TEST_TMPDIR/$name': it should hold a folder for each student" \
            "$(understood "$BATS_TEST_TMPDIR/$name")"
    done
    [[ ! -e /tmp/lab11-ada && ! -e $BATS_TEST_TMPDIR/ada ]]
}

@test "a student's archive that is damaged, has too many entries, or unpacks to too much is unreadable, and nobody else's concern" {
    hand_in bob/ex11_1.c
    mkdir "$BATS_TEST_TMPDIR/many" "$in"/{carol,dora,emil}
    (cd "$BATS_TEST_TMPDIR/many" && seq 1 300 | xargs touch)
    bsdtar --create --auto-compress --file "$in/carol/lab.zip" --directory "$BATS_TEST_TMPDIR" many
    printf 'PK\003\004 and nothing more' >"$in/dora/lab.zip"
    mkdir "$BATS_TEST_TMPDIR/bomb"
    for name in 1 2 3 4 5 6 7 8 9 10 11 12; do
        head --bytes=2M /dev/zero >"$BATS_TEST_TMPDIR/bomb/ex11_1-$name.c"
    done
    bsdtar --create --auto-compress --file "$in/emil/lab.tar.gz" --directory "$BATS_TEST_TMPDIR" bomb
    rm -r "$BATS_TEST_TMPDIR/bomb"
    same "Folder, 4 files, 4 students, 3 unreadable.
1 bob [bob] [] in time 1x ex11_1
2 carol [carol] [] in time 0x  -- carol/lab.zip: it has too many entries
3 dora [dora] [] in time 0x  -- dora/lab.zip: $(bsdtar --list --file "$in/dora/lab.zip" 2>&1 | sed -n 's/^bsdtar: \(.*[a-z]\)$/\1/p' | head -n 1)
4 emil [emil] [] in time 0x  -- emil/lab.tar.gz: it unpacks to too many bytes" "$(understood "$in")"
}

@test "what can't be taken over is said in one line, and what was there before stays" {
    hand_in ada/ex11_1.c
    understood "$in" >/dev/null
    head --bytes=1000 /dev/urandom >"$BATS_TEST_TMPDIR/noise.zip"
    archive whole.zip
    head --bytes=60 "$archive" >"$BATS_TEST_TMPDIR/half.zip"
    local name
    for name in noise.zip half.zip nowhere; do
        run --separate-stderr clean "$TOP/grader/class/intake" "$BATS_TEST_TMPDIR/$name" "$place"
        same '2 ' "$status $output"
        [[ $stderr == "class: "*"'$BATS_TEST_TMPDIR/$name'"* && $(wc --lines <<<"$stderr") == 1 ]] || fail "$stderr"
        [[ -e $place/submissions/ada/ex11_1.c ]]
    done
}

@test "no link is followed, in whatever part of a path it stands" {
    local secret=$BATS_TEST_TMPDIR/secret part
    mkdir -p "$secret/b/c"
    printf 'secret\n' | tee "$secret/ex11_1.c" "$secret/b/ex11_1.c" "$secret/b/c/ex11_1.c" >/dev/null
    hand_in own/ex11_2.c
    for part in 1 1/b 1/b/c 1/b/c/ex11_1.c; do
        mkdir -p "$in/$(dirname "$part")"
        ln -s "$secret${part#1}" "$in/$part"
        mkdir "$BATS_TEST_TMPDIR/copies"
        "$BIN/collect" '\.c$' "$BATS_TEST_TMPDIR/copies" <"$in" | tr '\0' '|' | grep --quiet "link|$part||0||"
        same '// own/ex11_2.c' "$(cat "$BATS_TEST_TMPDIR/copies"/*)"
        rm -r "$BATS_TEST_TMPDIR/copies" "${in:?}/1"
    done
}

@test "a folder that its student changes while it is taken over gives nothing but what is in it" {
    local secret=$BATS_TEST_TMPDIR/secret swap round
    fixture swap
    hand_in ada/ex11_1.c ada/ex11_2.c ada/ex11_3.c ada/sub/ex11_4.c
    mkdir "$secret" "$BATS_TEST_TMPDIR/copies"
    printf 'secret\n' | tee "$secret/ex11_1.c" "$secret/ex11_4.c" >/dev/null
    ln -s "$secret/ex11_1.c" "$in/ada/link"
    mkfifo "$in/ada/pipe"
    ln "$secret/ex11_1.c" "$in/ada/name"
    ln -s "$secret" "$in/ada/folder"
    (cd "$in/ada" && exec "$BATS_FILE_TMPDIR/swap" ex11_1.c link ex11_2.c pipe sub folder 3>&-) &
    swap=$!
    # A delay before each name is opened gives it time to change.
    for ((round = 0; round < 20; round++)); do
        mkdir "$BATS_TEST_TMPDIR/copies/$round"
        strace --output=/dev/null --trace=openat --inject=openat:delay_enter=500 \
            "$BIN/collect" '\.c$' "$BATS_TEST_TMPDIR/copies/$round" <"$in" >"$BATS_TEST_TMPDIR/list"
    done
    kill "$swap"
    same '' "$(grep --recursive --files-with-matches secret "$BATS_TEST_TMPDIR/copies" || true)"
}

@test "what would take long to unpack, or much memory, is unreadable as soon as that is seen, and nobody else's concern" {
    local bomb=$BATS_TEST_TMPDIR/bomb number
    mkdir "$in"/{ada,bob,carol,dora,emil,gus} "$bomb"
    hand_in fay/ex11_1.c hal/ex11_1.c
    # Unwanted zeros: in a format that can skip them, and in one that can't.
    head --bytes=16M /dev/zero >"$bomb/zeros"
    printf '// ada\n' >"$bomb/ex11_1.c"
    (cd "$bomb" && bsdtar --create --format zip --file "$in/ada/lab.zip" zeros ex11_1.c)
    (cd "$bomb" && bsdtar --create --format 7zip --options 7zip:compression=deflate --file "$in/bob/lab.7z" zeros ex11_1.c)
    (cd "$bomb" && bsdtar --create --auto-compress --file "$in/carol/lab.tar.gz" zeros ex11_1.c)
    # Wanted zeros, in more archives than anybody hands in.
    (cd "$bomb" && bsdtar --create --auto-compress -s ',zeros,ex11_1.c,' --file "$in/dora/1.tar.gz" zeros)
    for number in 2 3 4 5 6 7; do
        cp "$in/dora/1.tar.gz" "$in/dora/$number.tar.gz"
    done
    # A dictionary of a GiB, more files than anybody has, and more levels.
    tar --create --directory="$bomb" ex11_1.c | xz --lzma2=preset=0,dict=1GiB >"$in/emil/lab.tar.xz"
    (cd "$in/fay" && seq 3000 | xargs touch)
    (cd "$in/hal" && for ((number = 0; number < 100; number++)); do mkdir level && cd level; done && : >ex11_2.c)
    # Git's own folder has many, too.
    mkdir -p "$in/gus/.git/objects"
    (cd "$in/gus/.git/objects" && seq 3000 | xargs touch)
    printf '// gus\n' >"$in/gus/ex11_1.c"
    same 'Folder, 2015 files, 8 students, 6 unreadable.
1 ada [ada] [] in time 1x ex11_1
2 bob [bob] [] in time 0x  -- bob/lab.7z: it unpacks to too many bytes
3 carol [carol] [] in time 0x  -- carol/lab.tar.gz: it unpacks to too many bytes
4 dora [dora] [] in time 0x  -- dora/6.tar.gz: it is one archive too many; dora/7.tar.gz: it is one archive too many; dora/1.tar.gz: it unpacks to too many bytes; dora/2.tar.gz: it unpacks to too many bytes; dora/3.tar.gz: it unpacks to too many bytes; dora/4.tar.gz: it unpacks to too many bytes; dora/5.tar.gz: it unpacks to too many bytes
5 emil [emil] [] in time 0x  -- emil/lab.tar.xz: Lzma library error: Cannot allocate memory
6 fay [fay] [] in time 1x ex11_1 -- fay/.: it has too many entries
7 gus [gus] [] in time 1x ex11_1
8 hal [hal] [] in time 1x ex11_1 -- hal/.: it has too many levels' "$(understood "$in")"
    same '// ada' "$(<"$place/submissions/ada/ex11_1.c")"
}

@test "an archive whose unpacking takes more than two seconds of a processor is unreadable; one that the machine fails at stops the class" {
    local kit=$BATS_TEST_TMPDIR/kit
    hand_in ada/lab.zip bob/ex11_1.c
    copy_kit "$kit"
    # In place of the program that unpacks, except for the class itself: one that never ends, and one that the machine
    # has killed.
    rm "$kit/build/bin/contain"
    # shellcheck disable=SC2016 # for the shell within
    printf '#!/bin/sh\ncase $END in loop) while :; do :; done ;; *) exit 137 ;; esac\n' >"$kit/build/bin/contain"
    chmod +x "$kit/build/bin/contain"
    same 'Folder, 2 files, 2 students, 1 unreadable.
1 ada [ada] [] in time 0x  -- ada/lab.zip: it takes too long to unpack
2 bob [bob] [] in time 1x ex11_1' "$(TOP=$kit understood "$in" END=loop)"
    same "class: an archive of '$in' can't be unpacked: status 137" "$(TOP=$kit understood "$in" END=killed | tail --lines=1)"
}
