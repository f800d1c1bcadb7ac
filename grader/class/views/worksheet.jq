# Finds each student's line in an offline grading worksheet of Moodle. `.` are its rows as objects; the last word of the
# first column is the participant's number, which the names of the downloaded folders hold, too. $class holds of each
# student in class.jsonl: {key, name, id, source, record}.
#
# A participant's number is that of one assignment only. With --arg by name, for a second assignment, a name decides that
# is written in one line and belongs to one student. Else the number decides, unless something contradicts it: a number in two lines counts for nobody, and neither does that of
# a student whose name stands only in other lines.

# Moodle drops signs from a name when it makes a file name of it.
def plain: ascii_downcase | gsub("[^\\p{L}\\p{M}\\p{N}]"; "");

def participant: first(.[]) | tostring | capture("(?<id>[0-9]+)$").id // "";

def students_by_name($class; $ids_of):
  reduce ($class | group_by(.name | plain)[] | select(length == 1) | .[0]) as $student ({};
    ($ids_of[$student.name | plain] // []) as $ids
    | if ($ids | length) == 1 and $ids[0] != "" then .[$ids[0]] = $student else . end);

# {ID: student}
def students_of_lines($class):
  (reduce (.[] | participant | select(. != "")) as $id ({}; .[$id] += 1)) as $lines
  | (reduce (.[] | {id: participant, name: (to_entries[1:][].value | tostring | plain)}) as $cell ({};
       .[$cell.name] += [$cell.id])) as $ids_of
  | if $ARGS.named.by == "name" then students_by_name($class; $ids_of) else reduce ($class[] | select(.source == "moodle" and $lines[.id] == 1)
            | select(.id as $id | $ids_of[.name | plain] // [$id] | any(.[]; . == $id))) as $student ({};
      .[$student.id] = $student) end;

# The keys of those who have no line.
def strangers($class): (students_of_lines($class) | map_values(.key)) as $there
  | ([$there[] | {key: ., value: true}] | from_entries) as $found | $class[] | select($found[.key] | not) | .key;
