# A record as annotations on GitHub: the first failed check of each failed exercise, at the line that it names, if it
# names one. GitHub shows at most ten in a step.

include "escape";
include "told";

# The line in the source that a check names; or else the first marker's.
def line($exercise): .line // ([$exercise.first_marker, 1] | max);

[(asked, beside)[] | select(.status != "pass" and .status != "not started") | . as $exercise
 | ([.checks[] | select(.status == "fail" or .status == "error")][0] // {status, name: .title, message: .message})
 | (told($exercise) | brief(4000)) as $text
 | "::error file=\(($ARGS.named.folder // "exercises") + "/" + ($exercise | file) | github_property),"
   + "line=\(line($exercise)),"
   + "title=\("\($exercise.id) \(.name): \(.status | in_a_word)" | one_line | github_property)::\($text | github)"]
| .[:10][]
