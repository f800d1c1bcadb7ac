# The manifest of a class, made of the list of what was handed in (intake). The names of files tell whose
# they are, each archive in the way of the place that it comes from.
#
# $rows are the rows of `collect`; a row "inside" says that the next ones come from that archive within the
# archive, or from none again. $exercises are the ids of the exercises, "ex11_1 ex11_2"; $folder is what the
# folder or archive is called; $metadata is the text of a Gradescope export's submission_metadata.yml, or "".

include "escape";

# What nobody hands in on purpose.
def is_junk: any(.parts[]; test("^(__MACOSX|\\.git|\\.DS_Store|Thumbs\\.db|desktop\\.ini|\\._.*)$"));

# A path that would lead out of the archive if it were unpacked.
def is_astray: (.path | startswith("/")) or any(.parts[]; . == "..");

# What belongs to the kit in a student's repository, and is not the student's. (Elsewhere a student may call a
# folder so: then it counts if there is nothing else.)
def is_of_kit: any(.parts[:-1][]; test("^(solutions|grader|skeletons|tests|build)$"));

def rows:
  ($rows | split("\u0000")) as $fields
  | [foreach range(0; ($fields | length) - 1; 5) as $i ({path: "", copy: ""};
       if $fields[$i] != "inside" then . elif $fields[$i + 1] == "" then {path: "", copy: ""}
       else {path: ($fields[$i + 1] + "/"), copy: ($fields[$i + 2] + ".in/")} end;
       if $fields[$i] == "inside" then empty
       else {kind: $fields[$i],
             path: (.path + ($fields[$i + 1] | ltrimstr("./") | rtrimstr("/"))),
             copy: (if $fields[$i + 2] == "" then "" else .copy + $fields[$i + 2] end),
             reason: $fields[$i + 4]}
       end)
     | .parts = (.path | split("/"))];

# ---- Whose it is ----------------------------------------------------------------------------

def archive_ending: "\\.(zip|tar|tgz|tbz2?|txz|tar\\.(gz|bz2|xz|zst)|7z|rar)$";

# "Sep 24, 2024 926 PM" as a number that grows with time.
def when:
  capture("^(?<month>[A-Za-z]{3})[a-z]* (?<day>[0-9]+), (?<year>[0-9]+) (?<hour>[0-9]{1,2})(?<minute>[0-9]{2}) ?(?<half>[AP])M$")
  | .month as $month
  | reduce ((.year, ("JanFebMarAprMayJunJulAugSepOctNovDec" | index($month) // 0) / 3, .day | tonumber),
            (.hour | tonumber) % 12 + (if .half == "P" then 12 else 0 end), (.minute | tonumber)) as $part
      (0; . * 100 + $part);

# Each place names its files in a way of its own: the first part of the path is taken apart by `pattern`.
# Groups: `name`, `id`, `late`; `upload`, by which the latest is found; `file`, where there are no folders.
def places: [
  {source: "canvas", told: "Canvas archive", hides_names: true,
   pattern: "^(?<late>LATE_)?(?<name>anon)_(?<id>[A-Za-z0-9]+)_(?<upload>[0-9]+)_(?<file>.+)$"},
  {source: "canvas", told: "Canvas archive",
   pattern: "^(?<name>.+?)_(?<late>LATE_)?(?<id>[0-9]+)_(?<upload>[0-9]+)_(?<file>.+)$"},
  {source: "moodle", told: "Moodle archive",
   pattern: "^(?<name>.+)_(?<id>[0-9]+)_assignsubmission_[a-z]+(_(?<file>.*))?$"},
  {source: "blackboard", told: "Blackboard archive",
   pattern: "^(?<name>.+)_attempt_(?<upload>[0-9]{4}(-[0-9]{2}){5})(_(?<file>.+)|\\.txt)$"},
  {source: "brightspace", told: "Brightspace archive",
   pattern: "^(?<id>[0-9]+)-[0-9]+ - (?<name>.+) - (?<upload>[A-Z][a-z]+ [0-9]+, [0-9]{4} [0-9]{3,4} ?[AP]M)$"},
  if $metadata == "" then empty
  else {source: "gradescope", told: "Gradescope export", pattern: "^(?<name>submission_(?<id>[0-9]+))$"} end];

def whose($place):
  (.parts[0] | capture($place.pattern)) as $who
  | {source: $place.source, name: $who.name, id: ($who.id // ""), late: (($who.late // "") != ""),
     hidden: ($place.hides_names // false),
     upload: (($who.upload // "0") as $upload
              | $upload | if test("^[0-9]+$") then tonumber elif test("M$") then when else . end),
     feedback: (if ($who.file // "") == "" then .parts[0] + "/" else .parts[0][:-($who.file | length)] end),
     file: (if ($who.file // "") == "" or (.parts | length) > 1 then .parts[-1] else $who.file end)};

# Where a folder, or an archive or file, stands for each student. `prefix` is what all of them begin with.
def whose_folder($source; $prefix):
  (.parts[0] | ltrimstr($prefix)) as $top
  | (if (.parts | length) > 1 or .kind == "folder" then $top | sub(archive_ending; ""; "i")
     elif .kind == "archive" or (.kind == "unreadable" and ($top | test(archive_ending; "i")))
     then $top | sub(archive_ending; ""; "i")
     else ($top | capture("^(?<name>.+?)[-_ .]+ex11_[0-9]"; "i").name) // empty end) as $name
  | {source: $source, name: $name, id: "", late: false, hidden: false, upload: 0,
     feedback: ($name + "/"), file: .parts[-1]};

# What all of these names have in front, up to a $mark.
def common_prefix($mark):
  if length < 2 then "" else
    (min | explode) as $first | (max | explode) as $last
    | ([range(0; [$first, $last] | map(length) | min) | select($first[.] != $last[.])][0]
       // ([$first, $last] | map(length) | min)) as $same
    | ($first[:$same] | implode | if contains($mark) then sub("[^\($mark)]*$"; "") else "" end)
  end;

def best_place:
  . as $rows
  | [places[] | . as $place
     | {place: ., count: ([$rows[] | select(.parts[0] | test($place.pattern))] | length)}]
  | max_by(.count)
  | if .count * 2 > ($rows | length) then .place else null end;

def below: map(select(.parts | length > 1) | .parts |= .[1:]);

# A folder that holds all the others is none of a student's.
def without_top:
  ([.[].parts[0]] | unique) as $tops
  | if ($tops | length) == 1 and best_place == null
       and (below | best_place != null
            or ([.[] | select(.kind == "folder" or .kind == "archive" or (.parts | length) > 1
                              or (.parts[0] | test(".[-_ .]ex11_[0-9]"; "i"))) | .parts[0]] | unique | length) > 1)
    then {top: $tops[0], rows: below}
    else {top: $folder, rows: .} end;

# Each row with `who`, if that can be told.
def attributed:
  without_top as $all
  | $all.rows
  | best_place as $place
  | [places[] | select(.source == ($place.source // ""))] as $ways
  | ($all.top | if test("-submissions$") then sub("submissions$"; "") else "" end) as $slug
  | ([.[] | select(.parts | length > 1) | .parts[0]] | unique | length) as $folders
  | ([.[] | select(.parts[-1] == "result.json" and (.parts | length) == 2) | .parts[0]] | unique
     | if length * 2 > $folders then common_prefix("-") else "" end) as $class
  | (if $place.source? != "blackboard" then "" else
       [.[].parts[0] | capture($place.pattern).name] | unique
       | if length == 1 then .[0] | sub("[^_]*$"; "") else common_prefix("_") end
     end) as $task
  | map(.who = first(
      if $place != null then whose($ways[]) | .name |= ltrimstr($task)
      elif $slug != "" and (.parts[0] | startswith($slug)) then whose_folder("github"; $slug)
      elif $class != "" then (if .parts[0] | startswith($class) then whose_folder("classroom50"; $class) else empty end)
      else whose_folder("folder"; "") end, null));

# The submitters of each submission of a Gradescope export: [{submission, name, sid, email}].
def submitters:
  reduce ($metadata | split("\n")[] | rtrimstr("\r")) as $line ({list: []};
    if $line | test("^[A-Za-z0-9_]+:") then .submission = ($line | sub(":.*$"; "")) | .section = ""
    elif $line | test("^ *:[a-z_]+: *$") then .section = ($line | gsub("[ :]"; ""))
    elif .section != "submitters" then .
    else
      (if $line | test("^ *- ") then .list += [{submission: .submission}] else . end)
      | ($line | capture("^[ -]*:(?<key>name|sid|email): *[\"']?(?<value>.*?)[\"']? *$") // null) as $field
      | if $field == null or .list == [] then . else .list[-1][$field.key] = $field.value end
    end)
  | .list;

# ---- What is graded -------------------------------------------------------------------------

# Which exercise a file is, and as which copy of it, "ex11_1 (2).c" or "ex11_1-2.c": {exercise, again}.
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

# One student, of all the rows that are his or hers.
def student:
  (candidates | group_by(.exercise)
   | map(if any(.[]; is_of_kit | not) or (.[0].who.source | IN("github", "classroom50")) then map(select(is_of_kit | not)) else . end
         | select(. != []) | sort_by(.order) | {key: .[0].exercise, value: .})) as $found
  | ($found | map({key, value: .value[-1]}) | from_entries) as $files
  | ([.[] | select(.kind == "unreadable")
      | select((.who.file | as_exercise) as $which | $which == null or $files[$which.exercise].path == .path)]) as $unreadable
  | {name: .[0].who.name, id: .[0].who.id, email: "", source: .[0].who.source,
     hidden: .[0].who.hidden,
     late: any($files[]; .who.late),
     uploads: ([$found[].value | length] | max // 0),
     feedback: (([$files[].who] + [.[].who]) | max_by(.upload).feedback),
     files: ($files | map_values(.path)),
     unreadable: ($unreadable | map((.path | one_line) + ": " + (.reason | one_line)) | join("; ")),
     notes: ([$found[] | select(.value | length > 1)
              | "\(.key).c: \(.value | length) versions, the latest was taken: \(.value[-1].path | one_line)"]
             + ([.[] | select(.kind == "other" or .kind == "special" or .kind == "link")
                 | select(.path as $path | any($files[]; .path == $path) | not)
                 | "left out: " + (.path | one_line)]
                | if length > 10 then .[:10] + ["left out: \(length - 10) more"] else . end)),
     copies: ($files | map_values(if .kind == "source" then .copy else .kind end))};

# A submission of several is each one's.
def submitted_by($submitters):
  if .source != "gradescope" then .
  else . as $one | [$submitters[] | select(.submission == ($one.feedback | rtrimstr("/")))]
    | if . == [] then $one
      else .[] | . as $who | $one | .name = ($who.name // $one.name) | .id = ($who.sid // $one.id) | .email = ($who.email // "")
      end
  end;

def plural($word): "\(.) \($word)\(if . == 1 then "" else "s" end)";

def told($source; $files; $left_out):
  ({"github": "GitHub clones", "classroom50": "Classroom 50 download", "folder": "Folder"}[$source]
   // first(places[] | select(.source == $source).told)) as $what
  | [$what, ($files | plural("file")), (length | plural("student")),
     ([.[] | select(.late)] | length | if . > 0 then "\(.) late" else empty end),
     ([.[] | select(.unreadable != "")] | length | if . > 0 then "\(.) unreadable" else empty end),
     ($left_out | length | if . > 0 then "\(.) left out" else empty end)]
  | join(", ");

rows
| map(select(is_junk | not))
| ([.[] | select(.kind != "folder" and .kind != "archive")] | length) as $files
| ([.[] | select(is_astray)]) as $astray
| map(select(is_astray | not)) | attributed
| ([.[] | select(.who == null and .kind != "folder")] + $astray) as $left_out
| submitters as $submitters
| (map(select(.who != null)) | group_by([.who.name, .who.id])
   | map(student | submitted_by($submitters)) | sort_by([(.name | ascii_downcase), .name, .id])
   | with_keys | to_entries | map({number: (.key + 1)} + .value)) as $students
| ($students[0].source // "folder") as $source
| {schema: "lab11/class/v1", source: $source, told: ($students | told($source; $files; $left_out)),
   left_out: [$left_out[].path | one_line], students: $students}
