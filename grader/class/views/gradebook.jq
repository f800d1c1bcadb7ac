# The gradebook of a class as CSV, a line a student. Reads class.jsonl (with --null-input).

include "escape";
include "exercises";

def line: map(csv) | join(",");

def header:
  ["number", "key", "name", "id", "email", "status", "score", "max_score", "late", "uploads"];

def one_of($id): first(.[] | select(.id == $id)) // {status: "", score: ""};

# A challenge is solved with all its points for behaviour, whatever it lacks beyond them.
def word: if .solved then "solved" else .status end;

[inputs | .record.challenges //= [] | del(.record.exercises[].checks, .record.challenges[].checks)] as $class
| ([$class[].record.exercises[].id] | in_order) as $ids
| ([$class[].record.challenges[].id] | in_order) as $challenges
| any($class[]; .extra != null) as $has_extra
| (header + ($ids | map(., . + "_status"))
   + (if $challenges == [] then [] else ($challenges | map(., . + "_status")) + ["challenges_solved"] end)
   + (if $has_extra then ["extra"] else [] end) + ["isolation", "notes"] | line),
  ($class[]
   | [.number, .key, .name, .id, .email, .record.status, .record.score, .record.max_score,
      (if .late then "late" else "" end), .uploads]
     + [$ids[] as $id | .record.exercises | one_of($id) | .score, .status]
     + (if $challenges == [] then []
        else [$challenges[] as $id | .record.challenges | one_of($id) | .score, word] + [if .record.challenges == [] then "" else .record.challenges_solved end] end)
     + (if $has_extra then [.extra] else [] end)
     + [.record.isolation, ([.unreadable, .notes[]] | map(select(. != "")) | join("; "))]
   | line)
