# An offline grading worksheet of Moodle with the grades filled in. Its rows come as objects, from the
# worksheet that the instructor has downloaded: the columns have names in the language of the site, and all
# but the grades stay as they are, as far as a spreadsheet would not take them for a formula. Who has no line
# there (worksheet.jq), or could not be graded, keeps the old grade.
#
# $class is what class.jsonl holds; $grade and $most are the titles of the columns with the grade and the
# maximum. Source of the format: Moodle, mod/assign/feedback/offline/importgradeslib.php.

include "escape";
include "worksheet";

def line: map(csv) | join(",");

# "100,00" or "100.00"
def number: gsub(","; ".") | tonumber? // null;

def two_digits:
  (. * 100 | round) as $hundredths
  | "\($hundredths / 100 | floor).\(100 + $hundredths % 100 | tostring | .[1:])";

(students_of_lines($class) | map_values(.record | select(.status != "error"))) as $records
| (.[0] | keys_unsorted) as $columns
| ($columns | line),
  (.[]
   | . as $row
   | $records[participant] as $record
   | (if $record == null then .
      else .[$grade] = ($record.score / $record.max_score * ((.[$most] // "" | tostring | number) // $record.max_score)
                        | two_digits)
      end)
   | [.[$columns[]]] | line)
