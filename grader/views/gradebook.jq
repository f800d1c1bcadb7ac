# The gradebook of a class as CSV, a line a student: for a spreadsheet, and for whatever reads CSV.
# Reads class.jsonl (with --null-input).

include "escape";

def line: map(csv) | join(",");

def header:
  ["number", "key", "name", "id", "email", "status", "score", "max_score", "late", "uploads"];

def exercise($id): first(.record.exercises[] | select(.id == $id)) // {status: "", score: ""};

foreach inputs as $student (null;
  . // [$student.record.exercises[].id];
  . as $ids
  | (if $student.number == 1 then header + ($ids | map(., . + "_status")) + ["isolation", "notes"] | line else empty end),
    ($student
     | [.number, .key, .name, .id, .email, .record.status, .record.score, .record.max_score,
        (if .late then "late" else "" end), .uploads]
       + [$ids[] as $id | exercise($id) | .score, .status]
       + [.record.isolation, ([.unreadable, .notes[]] | map(select(. != "")) | join("; "))]
     | line))
