# The Test Anything Protocol: a line for each check, with the words on it as comments.

include "escape";
include "told";

# The checks of a record, each as {line, comment}; the line has no number yet. $of is a prefix with the student's key.
def results($of):
  (counted as $exercise | $exercise.checks[]
   | (told($exercise) | brief(20000)) as $text
   | "\($of)\(.id) \(.name) (\(.max_score) points)" as $name
   | if .status == "skipped" then
       {line: ["ok", "\($name | tap) # SKIP \($text | split("\n")[0] // "" | tap)"], comment: ""}
     else
       {line: [(if .status == "pass" then "ok" else "not ok" end), ($name | tap)],
        comment: ((if .status == "error" then "Cannot grade. " else "" end) + $text)}
     end),
  (select(asked == []) | {line: ["not ok", ($of + "grading comes to its end" | tap)], comment: trouble});

def numbered($number):
  "\(.line[0]) \($number) - \(.line[1])", (select(.comment != "") | .comment | tap_comment);

def head: "TAP version 13";
