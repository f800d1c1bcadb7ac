# A record as annotations on GitHub: for each exercise that fails, its first check that does, at the line that
# is spoken of, if there is one. There are at most ten in a step.

include "escape";
include "told";

# The line in the source that a check speaks of; or else of the first marker that is left.
def line($exercise): .line // ([$exercise.first_marker, 1] | max);

[.exercises[] | select(.status != "pass" and .status != "not started") | . as $exercise
 | ([.checks[] | select(.status == "fail" or .status == "error")][0] // {status, name: .title, message: .message})
 | (told($exercise) | brief(4000)) as $text
 | "::error file=\(($ARGS.named.folder // "exercises") + "/" + ($exercise | file) | github_property),"
   + "line=\(line($exercise)),"
   + "title=\("\($exercise.id) \(.name): \(.status | in_a_word)" | one_line | github_property)::\($text | github)"]
| .[:10][]
