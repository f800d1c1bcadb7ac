# Makes the manifest of a class from the list of submitted files (intake). The names of the files show whose they are,
# in the format of the LMS that made the archive.
#
# A student chooses the name of a file, and often the own name, too: so only the text that the LMS has written around
# them shows whose a file is. If that can be read in two ways, the file is graded as nobody's, with a note: no name may
# give a grade to somebody else.
#
# $rows are the rows of `collect`; after a row "inside" the rows come from the inner archive with this copy, or with
# none from the outer one again. $exercises are the ids of the exercises, "ID ID"; $folder is the name of the folder or
# archive; $metadata is the text of a Gradescope export's submission_metadata.yml, or "".

include "escape";

# Files that nobody hands in on purpose.
def is_junk: any(.parts[]; test("^(__MACOSX|\\.git|\\.DS_Store|Thumbs\\.db|desktop\\.ini|\\._.*)$"));

# A path that would lead out of the archive if it were unpacked.
def is_astray: (.path | startswith("/")) or any(.parts[]; . == "..");

# Files of the kit in a student's repository. (Elsewhere a student may have a folder of this name: it counts if nothing
# else is there.)
def is_of_kit: any(.parts[:-1][]; test("^(solutions|grader|skeletons|tests|build)$"));

def components: split("/") | map(select(. != "" and . != "."));

# `packed` is the number of parts of the path that lead to an inner archive.
def rows:
  ($rows | split("\u0000")) as $fields
  | [foreach range(0; ($fields | length) - 1; 5) as $i ({inside: ""};
       if $fields[$i] == "inside" then {inside: $fields[$i + 2]} else . end;
       if $fields[$i] == "inside" then empty
       else {kind: $fields[$i], path: $fields[$i + 1], copy: $fields[$i + 2], reason: $fields[$i + 4], inside}
       end)]
  | (map(select(.inside == "" and .copy != "") | {key: .copy, value: .path}) | from_entries) as $archives
  | map(if .inside == "" then .
        else .path = $archives[.inside] + "/" + .path
             | if .copy == "" then . else .copy = .inside + ".in/" + .copy end
        end
        | .parts = (.path | components) + (if .kind == "unreadable" and (.path | endswith("/.")) then ["."] else [] end)
        | .packed = (if .kind == "archive" then .parts else $archives[.inside] // "" | components end | length)
        | if .path | startswith("/") then . else .path = (.parts | join("/")) end
        | select(.parts != []));

# A pattern for the names of all exercises.
def any_exercise: $exercises | split(" ") | join("|");

# ---- Whose it is ----------------------------------------------------------------------------

def archive_ending: "\\.(zip|tar|tgz|tbz2?|txz|tar\\.(gz|bz2|xz|zst)|7z|rar)$";

# "Sep 24, 2024 926 PM" as a number that grows with time.
def when:
  capture("^(?<month>[A-Za-z]{3})[a-z]* (?<day>[0-9]+), (?<year>[0-9]+) (?<hour>[0-9]{1,2})(?<minute>[0-9]{2}) ?(?<half>[AP])M$")
  | .month as $month
  | reduce ((.year, ("JanFebMarAprMayJunJulAugSepOctNovDec" | index($month) // 0) / 3, .day | tonumber),
            (.hour | tonumber) % 12 + (if .half == "P" then 12 else 0 end), (.minute | tonumber)) as $part
      (0; . * 100 + $part);

# The name formats of the platforms: `pattern` takes the first part of the path apart. Groups: `name`, `id`, `late`;
# `upload`, which orders the uploads; `file`, if there are no folders. The platform writes the text before `file`, so
# the patterns match from the left: Moodle turns each _ of a name into a blank; Canvas keeps only letters, digits and _.
# Sources: canvas-lms, lib/content_zipper.rb; Moodle, mod/assign/classes/downloader.php.
def places: [
  {source: "canvas", told: "Canvas archive",
   pattern: "^(?<name>\\w+?)_(?<late>LATE_)?(?<id>[0-9]+)_(?<upload>[0-9]+)_(?<file>.+)$"},
  {source: "canvas", told: "Canvas archive", hides_names: true,
   pattern: "^(?<late>LATE_)?(?<name>anon)_(?<id>[A-Za-z0-9]+)_(?<upload>[0-9]+)_(?<file>.+)$"},
  {source: "moodle", told: "Moodle archive",
   pattern: "^(?<name>[^_]+)_(?<id>[0-9]+)_assignsubmission_[a-z]+(_(?<file>.*))?$"},
  {source: "blackboard", told: "Blackboard archive",
   pattern: "^(?<name>((?!_attempt_[0-9]{4}-).)+)_attempt_(?<upload>[0-9]{4}(-[0-9]{2}){5})(_(?<file>.+)|\\.txt)$"},
  {source: "brightspace", told: "Brightspace archive",
   pattern: "^(?<id>[0-9]+)-[0-9]+ - (?<name>.+) - (?<upload>[A-Z][a-z]+ [0-9]+, [0-9]{4} [0-9]{3,4} ?[AP]M)$"},
  if $metadata == "" then empty
  else {source: "gradescope", told: "Gradescope export", pattern: "^(?<name>submission_(?<id>[0-9]+))$"} end];

# The number of ways to read a name that Canvas has written. Canvas writes a student's name without capital letters
# (LATE stands behind it); like the file's name it may have numbers between _.
def readings($place):
  if $place.source != "canvas" or $place.hides_names then 1
  else
    . as $top
    | (capture("^(?<word>\\w*)").word | length) as $word
    | [match("_(?=[0-9]+_[0-9]+_.)"; "g").offset | select(. < $word)
       | $top[:.] | rtrimstr("_LATE") | select(test("[A-Z]") | not)]
    | length
  end;

def whose($place):
  (.parts[0] | readings($place) > 1) as $uncertain
  | (.parts[0] | capture($place.pattern)) as $who
  | {source: $place.source, late: (($who.late // "") != ""), hidden: ($place.hides_names // false), $uncertain,
     upload: (($who.upload // "0") as $upload
              | $upload | if test("^[0-9]+$") then tonumber elif test("M$") then when else . end),
     file: (if ($who.file // "") == "" or (.parts | length) > 1 then .parts[-1] else $who.file end)}
    + (if $uncertain then {name: .parts[0], id: "", feedback: ""}
       else {name: $who.name, id: ($who.id // ""),
             feedback: (if ($who.file // "") == "" then .parts[0] + "/" else .parts[0][:-($who.file | length)] end)}
       end);

# For classes with a folder, an archive or a file for each student. All of them begin with `prefix`. (Nobody is called
# challenges: that folder belongs to who hands in the files beside it.)
def whose_folder($source; $prefix):
  (.parts[0] | ltrimstr($prefix)) as $top
  | (if .packed == 1 or (.kind == "unreadable" and ($top | test(archive_ending; "i")))
     then $top | sub(archive_ending; ""; "i")
     elif ((.parts | length) > 1 or .kind == "folder") and $top != "challenges" then $top
     else ($top | capture("^(?<name>.+?)[-_ .]+(\(any_exercise))"; "i").name) // empty end) as $name
  | {source: $source, name: $name, id: "", late: false, hidden: false, uncertain: false, upload: 0,
     feedback: ($name + "/"), file: .parts[-1]};

# The common beginning of these names, up to a $mark.
def common_prefix($mark):
  if length < 2 then "" else
    (min | explode) as $first | (max | explode) as $last
    | ([range(0; [$first, $last] | map(length) | min) | select($first[.] != $last[.])][0]
       // ([$first, $last] | map(length) | min)) as $same
    | ($first[:$same] | implode | if contains($mark) then sub("[^\($mark)]*$"; "") else "" end)
  end;

# The platform whose format fits most names. A student's file name may look like another format: of two formats that fit
# all, takes the one whose own part ends further left. Canvas numbers each file differently.
def best_place:
  ([.[].parts[0]] | unique) as $tops
  | [places[] | . as $place
     | [$tops[] | . as $top | capture($place.pattern) + {top: $top}] as $its
     | {place: ., count: ($its | length),
        likely: (.source != "canvas" or ($its | map(.upload) | length == (unique | length))),
        written: ($its | map((.top | length) - (.file // "" | length)) | add // 0)}]
  | max_by([.count, .likely, -.written])
  | if .count > 0 and .count * 2 >= ($tops | length) then .place else null end;

def below: map(select(.parts | length > 1) | .parts |= .[1:] | .packed -= 1);

# Removes a top folder that holds all the others, if its name shows that it is not a student's. If it doesn't, it may
# belong to the only student: then `alone` is its name.
def without_top:
  ([.[].parts[0]] | unique) as $tops
  | ($tops[0] // "") as $top
  | ($folder | if test(archive_ending; "i") then sub(archive_ending; ""; "i") else "" end) as $packed
  | if ($tops | length) != 1 or best_place != null then {top: $folder, rows: ., alone: ""}
    elif ($top | endswith("-submissions"))
         and (below | length > 0 and all(.[]; .parts[0] | startswith($top | rtrimstr("submissions")))) then
      {$top, rows: below, alone: ""}
    elif below | best_place != null
           or ([.[] | select(.kind == "folder" or .kind == "archive" or (.parts | length) > 1
                             or (.parts[0] | test(".[-_ .](\(any_exercise))"; "i"))) | .parts[0]] | unique | length) > 1 then
      if $top | . == $packed or test("^assignment_[0-9]+_export$") then {$top, rows: below, alone: ""}
      else {top: $folder, rows: ., alone: $top} end
    else {top: $folder, rows: ., alone: ""} end;

# Adds `who` to each row, if it can be found out; and a `remark` if somebody should check that.
def attributed:
  without_top as $all
  | $all.rows
  | best_place as $place
  | ($all.top | if test("-submissions$") then sub("submissions$"; "") else "" end) as $slug
  | ([.[] | select(.parts | length > 1) | .parts[0]] | unique | length) as $folders
  | ([.[] | select(.parts[-1] == "result.json" and (.parts | length) == 2) | .parts[0]] | unique
     | if length * 2 > $folders then common_prefix("-") else "" end) as $class
  # The title of a task in Blackboard. It ends at the first _, or at a later one: what may belong to a name stays there.
  | (if $place.source? != "blackboard" then "" else
       [.[].parts[0] | capture($place.pattern).name | capture("^(?<task>[^_]*_).").task // ""] | unique
       | if length == 1 then .[0] else "" end
     end) as $task
  | {rows: map(.who = first(
       if $place != null then whose($place) | .name |= ltrimstr($task)
       elif $slug != "" and (.parts[0] | startswith($slug)) then whose_folder("github"; $slug)
       elif $class != "" and (.parts[0] | startswith($class)) then whose_folder("classroom50"; $class)
       else whose_folder("folder"; "") end, null)),
     remark: (if $all.alone != "" then
                "all of it is in the folder \($all.alone): if that is the class's, unpack it and name that one"
              elif $place == null and $slug == "" and $class != "" then "names are what follows \($class)"
              else "" end)};

# The submitters of each submission of a Gradescope export: [{submission, name, sid, email}]. A long text goes on in the
# next line, which is indented further than any of these.
def submitters:
  reduce ($metadata | split("\n")[] | rtrimstr("\r")) as $line ({list: [], within: null};
    .within as $within
    | if $line | test("^[A-Za-z0-9_]+:") then .submission = ($line | sub(":.*$"; "")) | .within = null
    elif $line | test("^ *:[a-z_]+: *$") then .within = ($line | capture("^(?<indent> *):submitters:").indent // null)
    elif $within == null then .
    elif $line | startswith($within + "- :") or startswith($within + "  :") then
      (if $line | startswith($within + "- ") then .list += [{submission: .submission}] else . end)
      | ($line[($within | length) + 2:] | capture("^:(?<key>name|sid|email): *[\"']?(?<value>.*?)[\"']? *$") // null) as $field
      | if $field == null or .list == [] then . else .list[-1] = {($field.key): $field.value} + .list[-1] end
    else . end)
  | .list;

# ---- What is graded -------------------------------------------------------------------------

# The exercise of a file, and the number of its copy, "ID (2).c" or "ID-2.c": {exercise, again}.
def as_exercise:
  . as $name
  | first(($exercises | split(" ")[] | . as $id | $name
      | capture("^(.*[^A-Za-z0-9])?" + $id + "([ _]?\\((?<one>[0-9]+)\\)|-(?<other>[0-9]+))?\\.c$"; "i")
      | {exercise: $id, again: ((.one // .other // "0") | tonumber)}), null);

def candidates:
  [.[] | select(.kind != "folder" and .kind != "archive" and .kind != "other")
   | (.who.file | as_exercise) as $which
   | select($which != null)
   | . + $which
   | .order = [.who.upload, (if any(.parts[:-1][]; . == "exercises") then 1 else 0 end), .again, -(.parts | length)]];

# A name that is safe for a folder.
def key:
  gsub("ä"; "ae") | gsub("ö"; "oe") | gsub("ü"; "ue") | gsub("Ä"; "Ae") | gsub("Ö"; "Oe") | gsub("Ü"; "Ue") | gsub("ß"; "ss")
  | gsub("[^A-Za-z0-9._]+"; "-") | gsub("^[-.]+|-+$"; "") | .[:60]
  | if . == "" then "student" else . end;

def with_keys:
  reduce range(0; length) as $i ({students: ., taken: {}};
    (.students[$i] | (.name | key) + (if .id == "" then "" else "-" + (.id | key) end)) as $key
    | .taken[$key | ascii_downcase] += 1
    | .taken[$key | ascii_downcase] as $count
    | .students[$i].key = $key + (if $count == 1 then "" else "~\($count)" end))
  | .students;

# Makes one student of all the student's rows.
def student:
  (candidates | group_by(.exercise)
   | map(if any(.[]; is_of_kit | not) or (.[0].who.source | IN("github", "classroom50")) then map(select(is_of_kit | not)) else . end
         | select(. != []) | sort_by(.order) | {key: .[0].exercise, value: .})) as $found
  | ($found | map({key, value: .value[-1]}) | from_entries) as $files
  | ([.[] | select(.kind == "unreadable")
      | select((.who.file | as_exercise) as $which | $which == null or $files[$which.exercise].path == .path)]) as $unreadable
  | {name: .[0].who.name, id: .[0].who.id, email: "", source: .[0].who.source,
     hidden: .[0].who.hidden, uncertain: .[0].who.uncertain,
     late: any($files[]; .who.late),
     uploads: ([$found[].value | length] | max // 0),
     feedback: (([$files[].who] + [.[].who]) | max_by(.upload).feedback),
     files: ($files | map_values(.path)),
     unreadable: ($unreadable | map((.path | one_line) + ": " + (.reason | one_line)) | join("; ")),
     notes: ((if .[0].who.uncertain then ["whose this is can be read in more than one way: it is nobody's grade"] else [] end)
             + [$found[] | select(.value | length > 1)
              | "\(.key).c: \(.value | length) versions, the latest was taken: \(.value[-1].path | one_line)"]
             + ([.[] | select(.kind == "other" or .kind == "special" or .kind == "link")
                 | select(.path as $path | any($files[]; .path == $path) | not)
                 | "left out: " + (.path | one_line)]
                | if length > 10 then .[:10] + ["left out: \(length - 10) more"] else . end)),
     copies: ($files | map_values(if .kind == "source" then .copy else .kind end))};

# A submission of several students counts for each.
def submitted_by($submitters):
  if .source != "gradescope" then .
  else . as $one | [$submitters[] | select(.submission == ($one.feedback | rtrimstr("/")))]
    | if . == [] then $one
      else .[] | . as $who | $one | .name = ($who.name // $one.name) | .id = ($who.sid // $one.id) | .email = ($who.email // "")
      end
  end;

# A number that two names share identifies nobody.
def with_own_ids:
  (map(select(.id != "")) | group_by(.id) | map(select(map(.name) | unique | length > 1) | {key: .[0].id, value: true})
   | from_entries) as $shared
  | map(if $shared[.id] then .notes = ["the number \(.id) is that of another name, too: it is nobody's grade"] + .notes | .id = "" | .feedback = ""
        else . end);

def plural($word): "\(.) \($word)\(if . == 1 then "" else "s" end)";

def told($source; $files; $left_out; $remark):
  ({"github": "GitHub clones", "classroom50": "Classroom 50 download", "folder": "Folder"}[$source]
   // first(places[] | select(.source == $source).told)) as $what
  | [$what, ($files | plural("file")), (length | plural("student")),
     ([.[] | select(.late)] | length | if . > 0 then "\(.) late" else empty end),
     ([.[] | select(.unreadable != "")] | length | if . > 0 then "\(.) unreadable" else empty end),
     ([.[] | select(.uncertain)] | length | if . > 0 then "\(.) of whom it is not certain who that is" else empty end),
     ($left_out | length | if . > 0 then "\(.) left out" else empty end)]
  | join(", ")
  | if $remark == "" then . else . + "; " + ($remark | one_line) end;

rows
| map(select(is_junk | not))
| ([.[] | select(.kind != "folder" and .kind != "archive")] | length) as $files
| ([.[] | select(is_astray)]) as $astray
| map(select(is_astray | not)) | attributed
| .remark as $remark
| .rows
| ([.[] | select(.who == null and .kind != "folder")] + $astray) as $left_out
| submitters as $submitters
| (map(select(.who != null)) | group_by([.who.name, .who.id])
   | map(student | submitted_by($submitters)) | sort_by([(.name | ascii_downcase), .name, .id])
   | with_own_ids | with_keys | to_entries | map({number: (.key + 1)} + .value)) as $students
| ($students[0].source // "folder") as $source
| {schema: "lab11/class/v1", source: $source, told: ($students | told($source; $files; $left_out; $remark)),
   left_out: [$left_out[].path | one_line], students: ($students | map(del(.uncertain)))}
