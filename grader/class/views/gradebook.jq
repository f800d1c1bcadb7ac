# The gradebook of a class as CSV, a line a student. Reads class.jsonl (with --null-input).

include "escape";
include "exercises";

def line: map(csv) | join(",");

def header:
  ["number", "key", "name", "id", "email", "status", "score", "max_score", "late", "uploads"];

def exercise($id): first(.record.exercises[] | select(.id == $id)) // {status: "", score: ""};

[inputs | del(.record.exercises[].checks)] as $class
| ([$class[].record.exercises[].id] | in_order) as $ids
| (header + ($ids | map(., . + "_status")) + ["isolation", "notes"] | line),
  ($class[]
   | [.number, .key, .name, .id, .email, .record.status, .record.score, .record.max_score,
      (if .late then "late" else "" end), .uploads]
     + [$ids[] as $id | exercise($id) | .score, .status]
     + [.record.isolation, ([.unreadable, .notes[]] | map(select(. != "")) | join("; "))]
   | line)
