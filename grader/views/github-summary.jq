# A record as the summary of a step on GitHub, in Markdown. GitHub allows one MiB; this has less than half.

include "escape";
include "told";

def row: "| \(map(tostring | markdown) | join(" | ")) |";

"## \($lab)", "",
"| exercise | | | points |", "| --- | --- | --- | ---: |",
(asked[] | [.id, .title, (.status | in_a_word), points] | row),
([" ", " ", "together", points] | row), "",
(beside | select(. != [])
 | "| challenge | | | points |", "| --- | --- | --- | ---: |",
   (.[] | [.id, .title, (if .solved then "solved" else .status | in_a_word end), points] | row), ""),
(trouble | select(. != "") | markdown, ""),
((asked, beside)[] | select(.status == "fail" or .status == "error") | . as $exercise
 | "### \(.id | markdown)", "",
   (.checks[] | "- \(.status | in_a_word): \(.name | markdown)"), "",
   ([.checks[] | select(.status == "fail" or .status == "error")][0] // empty
    | "<pre>\(told($exercise) | brief(8000) | html)</pre>", ""))
