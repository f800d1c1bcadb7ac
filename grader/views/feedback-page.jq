# The page for a student. Reads lines of class.jsonl, or bare records, and makes a page for each. --slurpfile catalogue:
# the catalogue of mistakes; without it the page gives no hint.

include "page";
include "told";

def in_words: {"pass": "ok", "fail": "no", "skipped": "not tried", "error": "could not be graded"}[.] // .;
def mark: {"pass": "✓", "fail": "✗", "skipped": "–", "error": "?"}[.] // "?";
def mark_class: {"pass": "pass", "fail": "fail", "skipped": "idle"}[.] // "error";

def is_absent: .status == "not started" and .source == "missing";
def first_failing: [.checks[] | select(.status == "fail" or .status == "error")][0];

def filled($values):
  reduce ($values | to_entries[]) as $one (.; split("{\($one.key)}") | join($one.value)) | blanks;

# Shows the title and the first hint of a named mistake; `make hint` gives the others.
def mistake($id):
  .mistake as $mistake
  | catalogue[$mistake.name // ""] as $entry
  | if $mistake == null or $entry == null then empty
    else
      "<div class=\"mistake\">",
      "<h3>What it looks like: \($entry.title | filled($mistake.values) | prose)</h3>",
      (if $mistake.seen == "" then empty else "<p>\($mistake.seen | prose)</p>" end),
      "<p><strong>Hint 1 of \($entry.hints | length):</strong> \($entry.hints[0] | filled($mistake.values) | prose)</p>",
      "<p class=\"soft\"><code>make hint EX=\($id | text)</code> says more, and so does “\($entry.heading | text)” in the tutorial, \($entry.page | rtrimstr(".md") | text).</p>",
      "</div>"
    end;

def block($what): "<pre tabindex=\"0\" role=\"region\" aria-label=\"\($what | text)\">\(shown)</pre>";

def markers_left:
  if .markers_left > 0 and .message == "" then
    "<p>\(.markers_left | plural("marker is"; "markers are")) left in <code>\(file | text)</code>, the first in line \(.first_marker).</p>"
  else empty end;

# The compiler's warnings.
def advice:
  if .advice == "" then empty
  else "<details><summary>The compiler's advice on \(.id | text), which costs no points</summary>",
       (.advice | block("The compiler's advice")), "</details>" end;

def section:
  .id as $id
  | first_failing as $check
  | "<section id=\"\($id | text)\" aria-labelledby=\"\($id | text)-heading\">",
    "<h2 id=\"\($id | text)-heading\">\($id | text): \(.title | text)</h2>",
    (if .message != "" then "<p>\(.message | text)</p>"
     else
       "<ul class=\"checks\">",
       (.checks[] | "<li><span class=\"mark \(.status | mark_class)\" aria-hidden=\"true\">\(.status | mark)</span>\("\(.status | in_words): " | heard)\(.name | prose)</li>"),
       "</ul>",
       (if $check == null then empty
        else
          (if $check.status == "error" then "<p>This check could not be graded:</p>"
           else "<p>The first that is missing: <strong>\($check.name | prose)</strong>. This is what was seen:</p>" end),
          ($check | .report // .message | block("What was seen")),
          ($check | mistake($id))
        end)
     end),
    markers_left, advice,
    "</section>";

def next($handed_in):
  ([asked[] | select(.status != "pass")][0]) as $exercise
  | ($exercise.id // "" | text) as $id
  | if asked == [] then "There is no result yet. That is not your program's fault, and nothing is lost."
    elif $exercise == null then all_passed
    elif $handed_in | not then
      "None of the \(.exercises | length | number_word) files was in your hand-in. They are looked for under their own names, <code>\(.exercises[0].id | text).c</code> to <code>\(.exercises[-1].id | text).c</code>. If you have them, hand them in under these names."
    elif $exercise | is_absent then
      "There was no <code>\($id).c</code> in your hand-in. If you have one, hand it in under this name. If not, <code>make reset EX=\($id)</code> puts a skeleton into <code>exercises/</code> to begin with."
    elif $exercise.status == "not started" then
      "Open <code>\($id).c</code> at the first marker"
      + (if $exercise.first_marker > 0 then ", line \($exercise.first_marker)" else "" end)
      + ". Then run <code>make grade EX=\($id)</code>."
    elif $exercise.status == "error" then
      "What could not be graded is not your program's fault: the grader could not do its work. Nothing is lost."
    else
      "Mend <code>\($id).c</code>: <a href=\"#\($id)\">what was seen</a> stands below. Then run <code>make grade EX=\($id)</code>, which gives the same verdict on your own machine."
    end;

# Notes on the hand-in: late, several, read under another name, left out.
def remarks:
  [(if .late // false then "It came late." else empty end),
   (if (.uploads // 1) > 1 then "You handed in \(.uploads) times. The latest of each file was graded." else empty end),
   (.files // {} | to_entries[] | select((.value | split("/")[-1]) != "\(.key).c")
    | "<code>\(.key | text).c</code> was read from <bdi>\(.value | text)</bdi>."),
   (if (.unreadable // "") == "" then empty else "Could not be read: <bdi>\(.unreadable | text)</bdi>" end),
   ((.notes // [])[] | "<bdi>\(text)</bdi>")]
  | if . == [] then empty
    else
      "<section aria-labelledby=\"hand-in\">",
      "<h2 id=\"hand-in\">About your hand-in</h2>",
      "<ul>", (.[] | "<li>\(.)</li>"), "</ul>",
      "</section>"
    end;

# $extra: the points that challenges add, or null.
def sum_up($extra):
  ([asked[] | select(.status == "pass")] | length) as $passed
  | "<p class=\"score\"><strong>\(.score)</strong> of \(.max_score) points</p>",
    (if .status == "error" then "<p>Something could not be graded, and these points may not be all.</p>"
     elif $passed == (asked | length) then empty
     else "<p>\($passed) of \(asked | length | plural("exercise")) passed.</p>" end),
    (if beside == [] then empty
     else
       "<p>\(.challenges_solved) of \(beside | length | plural("challenge")) solved"
       + (if ($extra // 0) == 0 then "" else ", which adds \($extra | plural("point"))" end) + ".</p>"
     end);

def overview($id; $caption; $head):
  table($id; $caption; "";
    [($head | head_cell("")), ("State" | head_cell("")), ("Points" | head_cell("number"))];
    [.[]
     | (.advice == "" and (.status == "pass" or (.status == "not started" and has("solved")))) as $is_done
     | (.status | state_class) as $class
     | "<tr>" + ((if $is_done then "\(.id | text)" else "<a href=\"#\(.id | text)\">\(.id | text)</a>" end) + " \(.title | text)" | row_head)
       + (if .solved then "\("pass" | state_mark | seen)\u00a0solved" | cell("pass")
          else "\(.status | state_mark | seen)\u00a0\(.status | state_words)" | cell($class) end)
       + ("\(.score) / \(.max_score)" | cell("number")) + "</tr>"]);

. as $line
| (if has("record") then .record else . end) as $record
| ($line.name // $line.submission // "you" | tostring) as $who
| [
    "<header>",
    "<p class=\"over\">\($lab | text)</p>",
    "<h1>Feedback for \($who | name)</h1>",
    "</header>",
    "<main id=\"main\">",
    ($record | sum_up($line.extra)),
    "<section class=\"next\" aria-labelledby=\"next\">",
    "<h2 id=\"next\">What to do next</h2>",
    "<p>\($record | next($line.files == null or $line.files != {}))</p>",
    "</section>",
    ($record | asked | select(. != []) | overview("exercises"; "The exercises and their points."; "Exercise")),
    ($record | beside | select(. != []) | overview("challenges"; "The challenges, which have points of their own."; "Challenge")),
    ($line | remarks),
    ($record | asked[] | select(.status != "pass" or .advice != "") | section),
    ($record | beside[] | select(.status == "fail" or .status == "error" or .advice != "") | section),
    "</main>",
    "<footer><p>\(if $record.graded_at == "" then "" else "Graded \($record.graded_at[:16] | sub("T"; " ") | text) UTC. " end)"
    + "The grader judges what a program does, not how its text looks. Your own <code>make grade</code> and <code>make hint</code> are the same grader.</p></footer>"
  ]
| page("\($lab | sub(":.*"; "")), feedback for \($who)")
