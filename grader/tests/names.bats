# No name brings a grade to somebody else: neither the name of a file, a folder or an archive, nor that of a student, on
# any of the platforms that a class comes from.

load kit

setup_file() {
    clean make --silent --directory="$TOP" build build/bin/collect
}

setup() {
    in=$BATS_TEST_TMPDIR/in place=$BATS_TEST_TMPDIR/place
    mkdir "$in" "$place"
}

# understood: prints what the intake understands of classes, {folder, paths, metadata} each, of files with these names.
understood() {
    local program=$TOP/grader/class/understand.jq
    # shellcheck disable=SC2016 # jq's variables
    jq --compact-output -L "$TOP/grader/views" --arg exercises "${EXERCISES[*]}" "$(printf '%s\n' \
        'include "escape"; def class($rows; $folder; $metadata):' "$(grep -v '^include ' "$program")" ';
        class([.paths | to_entries[] | "source", .value, (.key + 1 | tostring), "10", "" | . + "\u0000"] | add; .folder; .metadata // "")')"
}

# a_class FOLDER PATH...: one for `understood`.
a_class() {
    jq --null-input --compact-output --arg metadata "${metadata:-}" '{folder: $ARGS.positional[0], paths: $ARGS.positional[1:], $metadata}' --args "$@"
}

# students: prints a line for each: name, number, files, and remarks.
students() {
    jq --raw-output '.students[] | "[\(.name)] [\(.id)] \([.files[]] | join(" "))\(.notes | map("; " + .) | add // "")"'
}

# Names of Mallory's file: Bob's name and number in each platform's format, and in those of the others.
# shellcheck disable=SC2016 # nothing of it is to be run
attacks=(
    x_1003_assignsubmission_file_ex11_5.c
    'Bob Ek_1003_assignsubmission_onlinetext_ex11_5.c'
    bobek_1003_77_ex11_5.c
    x_LATE_1003_77_ex11_5.c
    1003_77_ex11_5.c
    LATE_anon_b0b_77_ex11_5.c
    'Lab 11_bob_attempt_2026-11-30-10-00-00_ex11_5.c'
    'bob_attempt_2026-11-30-10-00-00.txt_ex11_5.c'
    '1003-2557371 - Bob Ek - Sep 24, 2026 926 PM ex11_5.c'
    submission_103_ex11_5.c
    '$(id >pwned)_1003_`id`_ex11_5.c'
    $'..%091003%0A_\xe2\x80\xae_ex11_5.c'
)

# The paths that the platforms give a file of ada's, bob's and mallory's.
declare -gA ada bob mallory
ada[moodle]='Ada Lovelace_1001_assignsubmission_file_' bob[moodle]='Bob Ek_1003_assignsubmission_file_'
mallory[moodle]='Mallory_1002_assignsubmission_file_'
ada[moodle_folders]='Ada Lovelace_1001_assignsubmission_file/' bob[moodle_folders]='Bob Ek_1003_assignsubmission_file/'
mallory[moodle_folders]='Mallory_1002_assignsubmission_file/'
ada[canvas]=lovelaceada_1001_90001_ bob[canvas]=bobek_1003_90002_ mallory[canvas]=mallory_1002_90003_
ada[canvas_anonymous]=anon_ada_90001_ bob[canvas_anonymous]=anon_b0b_90002_ mallory[canvas_anonymous]=anon_mal_90003_
ada[blackboard]='Lab 11_ada_attempt_2026-11-20-10-00-00_' bob[blackboard]='Lab 11_bob_attempt_2026-11-20-10-00-00_'
mallory[blackboard]='Lab 11_mallory_attempt_2026-11-20-10-00-00_'
ada[brightspace]='1001-21 - Ada Lovelace - Sep 24, 2026 926 PM/' bob[brightspace]='1003-22 - Bob Ek - Sep 24, 2026 926 PM/'
mallory[brightspace]='1002-23 - Mallory - Sep 24, 2026 926 PM/'
ada[gradescope]=submission_101/ bob[gradescope]=submission_103/ mallory[gradescope]=submission_102/
ada[github]=lab-11-submissions/lab-11-ada/ bob[github]=lab-11-submissions/lab-11-bob/
mallory[github]=lab-11-submissions/lab-11-mallory/
ada[folders]=ada/ bob[folders]=bob/ mallory[folders]=mallory/

# A line for each platform, a word for each of the attacks above: the owner of the file in a class of three, and in one
# with only Mallory. The other students must be the same as without it.
@test "what a student calls a file is nobody else's, on any platform" {
    local platform platforms=(moodle moodle_folders canvas canvas_anonymous blackboard brightspace gradescope github folders)
    for platform in "${platforms[@]}"; do
        printf '%s\n' "$platform" "${ada[$platform]}" "${bob[$platform]}" "${mallory[$platform]}"
    done >"$BATS_TEST_TMPDIR/paths"
    # For each platform three files, then for each attack these and one more, and two.
    # shellcheck disable=SC2016 # jq's variables
    jq --null-input --compact-output --rawfile paths "$BATS_TEST_TMPDIR/paths" '
        $paths | split("\n")[:-1] | while(. != []; .[4:]) | .[:4] as [$platform, $ada, $bob, $mallory]
        | {folder: "class", metadata: (if $platform == "gradescope" then ([1, 2, 3 | "submission_10\(.):\n  :submitters: []\n"] | add) else "" end)} as $class
        | [$ada, $bob | . + "ex11_1.c"] as $others | ($mallory + "ex11_2.c") as $own
        | $class + ({paths: ($others + [$own])}, ($ARGS.positional[] | $mallory + . | {paths: ($others + [$own, .])}, {paths: [$own, .]}))
        ' --args "${attacks[@]}" | understood | jq --slurp --raw-output '
        def others: [.students[] | select(.files.ex11_1) | del(.number)];
        (length / ($ARGS.positional | length)) as $each
        | range(0; $ARGS.positional | length) as $number | $ARGS.positional[$number] as $platform
        | .[$number * $each:($number + 1) * $each]
        | .[0] as $before | ($before.students[] | select(.files.ex11_2)) as $own
        | [.[1:] | while(. != []; .[2:]) | (.[0] | others == ($before | others)) as $same
           | [.[:2][].students[] | select(.files.ex11_5) | if .name == $own.name and .id == $own.id then "own"
              elif .id == "" and .feedback == "" and .name == .files.ex11_5 then "nobody" else "\(.name) \(.id)" end] | unique
           | join(",") + if $same then "" else " AND OTHERS" end]
        | "\($platform): \(join(" "))"' --args "${platforms[@]}" >"$BATS_TEST_TMPDIR/table"
    same 'moodle: own own own own own own own own own own own own
moodle_folders: own own own own own own own own own own own own
canvas: own own nobody nobody nobody own own own own own own own
canvas_anonymous: own own own own own own own own own own own own
blackboard: own own own own own own own own own own own own
brightspace: own own own own own own own own own own own own
gradescope: own own own own own own own own own own own own
github: own own own own own own own own own own own own
folders: own own own own own own own own own own own own' "$(<"$BATS_TEST_TMPDIR/table")"
}

@test "what a student is called is nobody else's, either" {
    local nobodys="whose this is can be read in more than one way: it is nobody's grade"
    {
        # Canvas keeps _ and numbers in a name: either this student is called "Bobek_ 1003_ 77_x", or it is a file of
        # Bob's.
        a_class class bobek_1003_90002_ex11_1.c bobek_1003_77_x_1002_90003_ex11_2.c
        # A name that ends in a number, while Bob himself is not there.
        a_class class bobek_1003_1002_90003_ex11_2.c
        # A student with a name in Canvas's format.
        a_class class anon_1002_90003_ex11_1.c late_1004_90004_ex11_1.c x_LATE_1005_90005_ex11_1.c
        # One number, two names.
        a_class class bob_1003_1_ex11_1.c rob_1003_2_ex11_1.c
        # Blackboard: a common beginning need not be the title of the task.
        a_class class 'Lab 11_king_'{ada,bob}_attempt_2026-11-20-10-00-00_ex11_1.c
        # Brightspace: the last date is the folder's.
        a_class class '1002-23 - x - Sep 24, 2026 926 PM - Oct 1, 2026 1005 AM/ex11_1.c'
    } | understood | students >"$BATS_TEST_TMPDIR/students"
    same "[bobek] [1003] bobek_1003_90002_ex11_1.c
[bobek_1003_77_x_1002_90003_ex11_2.c] [] bobek_1003_77_x_1002_90003_ex11_2.c; $nobodys
[bobek_1003_1002_90003_ex11_2.c] [] bobek_1003_1002_90003_ex11_2.c; $nobodys
[anon] [1002] anon_1002_90003_ex11_1.c
[late] [1004] late_1004_90004_ex11_1.c
[x] [1005] x_LATE_1005_90005_ex11_1.c
[bob] [] bob_1003_1_ex11_1.c; the number 1003 is that of another name, too: it is nobody's grade
[rob] [] rob_1003_2_ex11_1.c; the number 1003 is that of another name, too: it is nobody's grade
[king_ada] [] Lab 11_king_ada_attempt_2026-11-20-10-00-00_ex11_1.c
[king_bob] [] Lab 11_king_bob_attempt_2026-11-20-10-00-00_ex11_1.c
[x - Sep 24, 2026 926 PM] [1002] 1002-23 - x - Sep 24, 2026 926 PM - Oct 1, 2026 1005 AM/ex11_1.c" "$(<"$BATS_TEST_TMPDIR/students")"
}

@test "names that begin alike, differ in case or in how an accent is written, or are the kit's own, stay apart" {
    local names=(a A ab a.zip .class entries results.json students $'J\xc3\xbcrg' $'Ju\xcc\x88rg' $'\xd0\xb0')
    a_class class "${names[@]/%//ex11_1.c}" | understood >"$BATS_TEST_TMPDIR/manifest"
    same "$(printf '%s\n' "${names[@]}" | sort)" "$(jq --raw-output '.students[] | select(.files.ex11_1 == .name + "/ex11_1.c").name' "$BATS_TEST_TMPDIR/manifest" | sort)"
    same 'A Ju-rg Juerg a.zip ab a~2 class entries results.json student students' \
        "$(jq --raw-output '.students[].key' "$BATS_TEST_TMPDIR/manifest" | LC_ALL=C sort | xargs)"
}

@test "the names in a Gradescope export's metadata stay names, however long" {
    metadata="submission_101:
  :submitters:
  - :name: 'Mallory with a name of more than one line, which goes on
      - :name: Bob Ek
      :sid: ''1003'''
    :sid: '1002'
    :email: mallory@example.edu
  :created_at: 2026-11-20
submission_102:
  :submitters:
  - :name: Bob Ek
    :sid: '1003'"
    same '[Bob Ek] [1003] submission_102/ex11_1.c
[Mallory with a name of more than one line, which goes on] [1002] submission_101/ex11_1.c' \
        "$(a_class export submission_10{1,2}/ex11_1.c | understood | students)"
}

@test "a folder within a student's is no student, where nobody else has handed in" {
    local remark='all of it is in the folder mallory: if that is the class'"'"'s, unpack it and name that one'
    same "Folder, 2 files, 1 student; $remark
[mallory] []
Folder, 1 file, 1 student; $remark
[mallory] []
Moodle archive, 1 file, 1 student
[Bob Ek] [1003]
Folder, 2 files, 2 students
[ada] []
[bob] []" "$({
        a_class late.zip mallory/{ada,bob}/ex11_1.c
        a_class late 'mallory/Bob Ek_1003_assignsubmission_file/ex11_1.c'
        a_class 'OS-Lab 11.zip' 'OS-Lab 11/Bob Ek_1003_assignsubmission_file/ex11_1.c'
        a_class lab.tar.gz lab/{ada,bob}/ex11_1.c
    } | understood | jq --raw-output '.told, (.students[] | "[\(.name)] [\(.id)]")')"
}

@test "Moodle's worksheet: a number decides, unless the names say something else" {
    # shellcheck disable=SC2016 # jq's variables
    jq --null-input '[$ARGS.positional | while(. != []; .[2:]) | {Identifier: "Participant \(.[0])", "Full name": .[1], Grade: "-"}]' \
        --args 1001 'Ada Lovelace' 1002 Mallory 1003 'Bob Ek' 1004 "O'Neil, Cara" 1005 Dora 1006 Eve 1006 Eve 1007 Participant \
        >"$BATS_TEST_TMPDIR/rows"
    # shellcheck disable=SC2016 # jq's variables
    jq --null-input --compact-output '$ARGS.positional | while(. != []; .[4:]) | .[:4] as [$key, $id, $name, $source]
        | {$key, $id, $name, $source, record: {status: "pass", score: 10, max_score: 100}}' \
        --args ada 1001 'Group A-Ada Lovelace' moodle mallory 1003 Mallory moodle cara 1004 'ONeil Cara' moodle \
        dora 1005 Dora canvas eve 1006 Eve moodle blind 1007 Participant moodle >"$BATS_TEST_TMPDIR/class"
    same '"Participant 1001","Ada Lovelace","10.00"
"Participant 1002","Mallory","-"
"Participant 1003","Bob Ek","-"
"Participant 1004","O'\''Neil, Cara","10.00"
"Participant 1005","Dora","-"
"Participant 1006","Eve","-"
"Participant 1006","Eve","-"
"Participant 1007","Participant","10.00"' "$("$TOP/grader/class/views/view" moodle --arg grade Grade --arg most 'Maximum Grade' \
        --slurpfile class "$BATS_TEST_TMPDIR/class" "$BATS_TEST_TMPDIR/rows" | tail --lines=+2)"
    # shellcheck disable=SC2016 # jq's variable
    same 'mallory dora eve' "$("$TOP/grader/class/views/view" 'include "worksheet"; strangers($class)' --slurpfile class "$BATS_TEST_TMPDIR/class" \
        "$BATS_TEST_TMPDIR/rows" | xargs)"
}
