# An offline grading worksheet of Moodle with the grades filled in. Its rows come as objects, from the
# worksheet that the instructor has downloaded: the columns have names in the language of the site, and all
# but the grades stay as they are, as far as a spreadsheet would not take them for a formula. A participant's
# number, the last word of the first column, is the one in the names of the downloaded folders; who has no
# number there, or could not be graded, keeps the old grade.
#
# $class is what class.jsonl holds; $grade and $most are the titles of the columns with the grade and the
# maximum. Source of the format: Moodle, mod/assign/feedback/offline/importgradeslib.php.

include "escape";

def line: map(csv) | join(",");

# "100,00" or "100.00"
def number: gsub(","; ".") | tonumber? // null;

def two_digits:
  (. * 100 | round) as $hundredths
  | "\($hundredths / 100 | floor).\(100 + $hundredths % 100 | tostring | .[1:])";

(reduce ($class[] | select(.id != "" and .record.status != "error")) as $student ({};
   .[$student.id] = $student.record)) as $records
| (.[0] | keys_unsorted) as $columns
| ($columns | line),
  (.[]
   | . as $row
   | $records[$row[$columns[0]] | tostring | capture("(?<id>[0-9]+)$").id // ""] as $record
   | (if $record == null then .
      else .[$grade] = ($record.score / $record.max_score * ((.[$most] // "" | tostring | number) // $record.max_score)
                        | two_digits)
      end)
   | [.[$columns[]]] | line)
