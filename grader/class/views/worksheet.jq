# Finds each student's line in an offline grading worksheet of Moodle. `.` are its rows as objects; the last word of the
# first column is the participant's number, which the names of the downloaded folders hold, too. $class holds of each
# student in class.jsonl: {key, name, id, source, record}.
#
# The number decides, unless something contradicts it: a number in two lines counts for nobody, and neither does that of
# a student whose name stands only in other lines.

# Moodle drops signs from a name when it makes a file name of it.
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
