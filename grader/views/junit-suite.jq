# JUnit XML: a suite of test cases for each exercise. No standard exists; its readers agree on this much.

include "escape";
include "told";

def attribute: one_line | xml;

# The attributes that sum up an array of checks.
def counts:
  " tests=\"\(length)\" failures=\"\(map(select(.status == "fail")) | length)\""
  + " errors=\"\(map(select(.status == "error")) | length)\""
  + " skipped=\"\(map(select(.status == "skipped")) | length)\""
  + " time=\"\(map(.seconds * 1000) | add // 0 | round / 1000)\"";

def outcome($exercise):
  (told($exercise) | brief(20000)) as $text
  | ($text | [split("\n")[] | select(test("[^ ]"))][0] // "" | .[:200] | attribute) as $first
  | if .status == "fail" then
      "      <failure message=\"\($first)\" type=\"\(.mistake.name // "failed" | attribute)\">\($text | xml)</failure>"
    elif .status == "error" then
      "      <error message=\"\($first)\" type=\"cannot grade\">\($text | xml)</error>"
    else "      <skipped message=\"\($first)\"/>" end;

# The suites of a record, line by line. $of, a prefix with the student's key or "", stands in front of the exercise.
def suites($of):
  .graded_at[:19] as $when
  | counted as $exercise
  | ($of + $exercise.id | attribute) as $class
  | "  <testsuite name=\"\($class) \($exercise.title | attribute)\"\($exercise.checks | counts) timestamp=\"\($when | attribute)\">",
    ($exercise.checks[]
     | "    <testcase classname=\"\($class)\" name=\"\(.name | attribute) (\(.max_score) points)\" time=\"\(.seconds)\"" as $case
     | if .status == "pass" then $case + "/>" else $case + ">", outcome($exercise), "    </testcase>" end),
    "  </testsuite>";

# A record without exercises stands for an unfinished grading: that is an error, too.
def unfinished_checks: if asked == [] then {status: "error", seconds: 0} else empty end;
def unfinished($of):
  select(asked == [])
  | "  <testsuite name=\"\($of + "grading" | attribute)\"\([unfinished_checks] | counts)>",
    "    <testcase classname=\"\($of + "grading" | attribute)\" name=\"comes to its end\">",
    "      <error message=\"\(trouble | attribute)\" type=\"cannot grade\"/>",
    "    </testcase>",
    "  </testsuite>";

def head: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
