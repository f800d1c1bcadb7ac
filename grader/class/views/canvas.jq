# The file for the import into Canvas's gradebook. Canvas finds students by their ID, which the names of the downloaded
# files hold. A student who could not be graded gets no score, which changes nothing there. $assignment is the column's
# title, as in the gradebook: "Lab 11 (4711)". $challenges is that of the assignment for the challenges, $challenges_points their sum; without them there is none.
# Reads class.jsonl (with --null-input). Source of the format: instructure/canvas-lms, lib/gradebook_importer.rb.

include "escape";

def line: map(csv) | join(",");

# The challenges' own column, or none.
def beside(f): if ($ARGS.named.challenges // "") == "" then [] else [f] end;

(["Student", "ID", "SIS Login ID", "Section", $assignment] + beside($ARGS.named.challenges) | line),
foreach inputs as $student (0; . + 1;
  (select(. == 1)
   | ["    Points Possible", "", "", "", $student.record.max_score]
     + beside($ARGS.named.challenges_points) | line),
  ($student | select(.id != "" and (.hidden | not))
   | [.name, .id, "", "", (if .record.status == "error" then "" else .record.score + (.extra // 0) end)]
     + beside(.record.challenges | if . == [] or any(.[]; .status == "error") then "" else [.[].score] | add end)
   | line))
