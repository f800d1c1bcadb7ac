# The record as a student reads it later, in a file: like the terminal's view, but with the first failed check of every
# exercise. No line is longer than 80 columns.

include "escape";
include "terminal";
include "told";

# Cuts a line into pieces of at most $width, at a blank if the second half has one.
def cut($width):
  ((.[:$width + 1] | rindex([32])) // 0) as $blank
  | if length <= $width then length elif $blank > $width / 2 then $blank + 1 else $width end;
# What goes on in another line stands below the beginning of the first.
def folded($width):
  split("\n")
  | map(if length <= $width then .
        else (match("^ *").length | if . < $width / 2 then . else 0 end) as $indent
          | ($width - $indent) as $room
          | .[$indent:] | explode | recurse(if length > $room then .[cut($room):] else empty end)
          | " " * $indent + (.[:cut($room)] | implode | sub(" +$"; "")) end)
  | join("\n");

# $report: true for a report of play, which is laid out already.
def shown($report):
  brief(20000) | safe
  | if $report then folded(80)
    else folded(78) | split("\n") | map(if . == "" then . else "  " + . end) | join("\n") end;

def heading: "", "", one_line, (one_line | "-" * ([length, 80] | min)), "";

def markers_told:
  if .markers_left > 0 and .message == "" then
    "",
    "  \(.markers_left) marker\(if .markers_left > 1 then "s are" else " is" end) left in \(file),"
    + " the first in line \(.first_marker)."
  else empty end;

def exercise_told:
  ("\(.id): \(.title)" | heading),
  (if .message != "" then .message | shown(false)
   else
     (.checks[] | check_line), "",
     ([.checks[] | select(.status == "fail" or .status == "error")][0] | select(. != null)
      | (.name + ": " + (if .status == "error" then "could not be graded" else "no" end) | one_line | folded(80)), "",
        (.difference as $report | .message | shown($report)))
   end),
  markers_told;

def advice_told:
  select(.advice != "")
  | ("The compiler's advice on \(.id), which costs no points" | heading), (.advice | shown(false));

# $extra: the points that challenges add, or null.
def feedback_lines($extra):
  ($lab + (.submission | if . == "" then "" else ", " + . end) | one_line | folded(80)), "",
  (([asked[].id | length] | max) as $width | asked[] | exercise_line($width)),
  ("  " + (" " * 66) + (points | pad_left(9))),
  (select(.status == "error") | "", (trouble | folded(80))),
  (select(.status == "pass") | "", all_passed),
  challenge_lines,
  (if ($extra // 0) == 0 then empty
   else "", "\(.challenges_solved) of \(beside | length) solved, which adds \($extra) point\(if $extra == 1 then "" else "s" end)." end),
  (asked[] | select(.status != "pass") | exercise_told),
  (beside[] | select(.status == "fail" or .status == "error") | exercise_told),
  ((asked, beside)[] | advice_told);

def feedback_lines: feedback_lines(null);

# The same of a line of class.jsonl.
def student_lines: .extra as $extra | .record | feedback_lines($extra);
