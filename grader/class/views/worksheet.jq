# Whose line is which in an offline grading worksheet of Moodle. `.` are its rows as objects; a participant's
# number, the last word of the first column, is the one in the names of the downloaded folders. $class is what
# class.jsonl holds of each student: {key, name, id, source, record}.
#
# The number decides, where nothing speaks against it: a number in two lines is nobody's; and so is that of a
# student whose name stands in other lines alone.

# Moodle leaves signs out of a name when it makes that of a file.
def plain: ascii_downcase | gsub("[^\\p{L}\\p{M}\\p{N}]"; "");

def participant: first(.[]) | tostring | capture("(?<id>[0-9]+)$").id // "";

# {ID: student}
def students_of_lines($class):
  (reduce (.[] | participant | select(. != "")) as $id ({}; .[$id] += 1)) as $lines
  | (reduce (.[] | {id: participant, name: (to_entries[1:][].value | tostring | plain)}) as $cell ({};
       .[$cell.name] += [$cell.id])) as $ids_of
  | reduce ($class[] | select(.source == "moodle" and $lines[.id] == 1)
            | select(.id as $id | $ids_of[.name | plain] // [$id] | any(.[]; . == $id))) as $student ({};
      .[$student.id] = $student);

# The keys of those who have no line.
def strangers($class): students_of_lines($class) as $there | $class[] | select($there[.id] | not) | .key;
