# Fills the grades into an offline grading worksheet of Moodle. Its rows come as objects, from the worksheet that the
# instructor has downloaded: the columns have names in the language of the site. Everything but the grades stays as it
# is, unless a spreadsheet would take it for a formula. A student without a line there (worksheet.jq), or who could not
# be graded, keeps the old grade.
#
# $class holds the students of class.jsonl; $grade and $most are the titles of the columns with the grade and the
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
      else ((.[$most] // "" | tostring | number) // $record.max_score) as $maximum
        # Moodle takes no grade above its maximum: extra credit goes no further.
        | .[$grade] = ([$record.score / $record.max_score * $maximum, $maximum] | min | two_digits)
      end)
   | [.[$columns[]]] | line)
