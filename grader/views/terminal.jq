# The record as a student reads it on a terminal of 80 columns. It takes three optional arguments of jq: `colour`;
# `folder`, the graded folder; `told`, the output of contain --probe. `part`, "challenges" for a list of these; `known`,
# how many challenges are known to be solved, and how many there are.

include "escape";
include "told";

def folder: $ARGS.named.folder // "exercises" | one_line;

def paint($code): if $ARGS.named.colour then "\u001b[\($code)m\(.)\u001b[0m" else . end;
def good: paint("32");
def bad: paint("31");
def quiet: paint("2");
def strong: paint("1");

def pad($width): . + (" " * ([$width - length, 0] | max) // "");
def pad_left($width): (" " * ([$width - length, 0] | max) // "") + .;

def in_words:
  {"pass": ("passed" | pad(13) | good), "fail": ("failed" | pad(13) | bad),
   "not started": ("not started" | pad(13) | quiet), "error": ("cannot grade" | pad(13) | bad)}[.];

def exercise_line($width):
  "  " + (.id | pad($width)) + "  " + (.title | one_line | pad(51 - $width))
  + (if .solved then "solved" | pad(13) | good else .status | in_words end)
  + ("\(.score) / \(.max_score)" | pad_left(9));

def marks: {"pass": ("ok" | good), "fail": ("no" | bad), "skipped": ("--" | quiet), "error": ("??" | bad)}[.];

def check_line: "    " + (.status | marks) + "  " + (.name | one_line);

def indented: split("\n") | map("  " + safe) | join("\n");

# Highlights the most important lines of a report: a caret, and the headings, which are two blanks from the edge. (A
# paragraph whose second line is a rule holds the columns of the terminals.)
def report:
  split("\n\n")
  | map((split("\n")[1] // "" | test("^[ -]+$")) as $has_columns
        | split("\n")
        | map(if test("^ +\\^ ") then bad
              elif ($has_columns | not) and test("^  [^ (]") then strong
              else . end)
        | join("\n"))
  | join("\n\n");

def first_to_mend:
  [asked[] | select(.status == "fail" or .status == "error")][0] as $exercise
  | if $exercise == null then empty
    else
      ([$exercise.checks[] | select(.status == "fail" or .status == "error")][0]) as $check
      | "",
        (if $exercise.status == "error" then "What can't be graded: \($exercise.id)"
         else "The first thing to mend: \($exercise.id)" end | strong),
        (if $exercise.message != "" then "", ($exercise.message | indented)
         else
           ($exercise.checks[] | check_line), "",
           ("\($exercise.id) \($check.name | one_line): " + (if $check.status == "error" then "cannot grade" else "no" end)
            | strong), "",
           (if $check.difference
            then ($check.message | safe | report) else ($check.message | indented) end)
         end),
        (if $exercise.markers_left > 0 and $exercise.message == "" then
           "",
           "  \($exercise.markers_left) marker\(if $exercise.markers_left > 1 then "s are" else " is" end)"
           + " left in \($exercise | file), the first in line \($exercise.first_marker)."
         else empty end)
    end;

def advice:
  [asked[] | select(.advice != "")][0] as $exercise
  | if $exercise == null then empty
    else
      ($exercise.advice | split("\n")) as $lines
      | "", ("The compiler's advice on \($exercise.id), which costs no points:" | strong),
        ($lines[0:6] | map("  " + safe) | join("\n")),
        (if ($lines | length) > 6 then "  ... \($lines | length - 6) lines more" else empty end)
    end;

def is_list: $ARGS.named.part == "challenges";

# Of a list, what was started comes first.
def next:
  ([asked[] | select(.status != "pass")] | if is_list then sort_by(.status == "not started") else . end | .[0]) as $exercise
  | "",
    (if $exercise == null then all_passed
     elif $exercise.status == "not started" and $exercise.source == "missing" then
       "There is no \($exercise | file) in \(folder)."
       + "\nNext: is this the right folder? `make reset EX=\($exercise.id)` puts a skeleton into exercises/."
     elif $exercise.status == "not started" then
       "Next: open \(folder)/\($exercise | file) at the first marker"
       + (if $exercise.first_marker > 0 then ", line \($exercise.first_marker)" else "" end)
       + ".\n      Then run: make grade EX=\($exercise.id)"
     elif $exercise.status == "error" then
       "This is not your program's fault: the grader could not do its work. Nothing is lost."
     else
       "Next: mend \(folder)/\($exercise | file). Then run: make grade EX=\($exercise.id)"
     end);

def challenge_lines:
  beside | select(. != [])
  | "", "Challenges, which have points of their own:", "",
    (([.[].id | length] | max) as $width | .[] | exercise_line($width));

def terminal:
  ("\($lab), " + folder | strong), "",
  (([asked[].id | length] | max) as $width | asked[] | exercise_line($width)),
  (if is_list then "\(.challenges_solved) of \(.challenges | length) solved" | pad_left(77)
   else "  " + (" " * 66) + ("\(.score) / \(.max_score)" | pad_left(9)) end | strong),
  (.isolation as $tier
   | ($ARGS.named.told // "") as $told
   | if $tier == "namespaces" then empty
     else "  (isolation: \(if $told | startswith($tier) then $told else $tier end))" | quiet end),
  (if .isolation == "none" then "  Nothing keeps these programs from your files: grade only your own here." | bad
   else empty end),
  first_to_mend, advice, next, challenge_lines,
  ($ARGS.named.known | select(. != null and .[1] > 0)
   | "", "Challenges: \(.[0]) of \(.[1]) solved. To list them and have them graded: make challenges");
