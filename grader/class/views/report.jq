# The report on a class, a page for its instructor. Reads the lines of class.jsonl as inputs and keeps a summary of each
# student. --slurpfile catalogue: the catalogue of mistakes; --slurpfile manifest: the class's manifest. Both may be
# left out. $exercises: the ids of the lab's exercises.

include "escape";
include "page";
include "exercises";

# ---- What is kept of a student ----------------------------------------------------------------

# The summary of an exercise: its status, the failed checks, the named mistake.
def exercise_summary:
  ([.checks[] | select(.status == "fail")]) as $failed
  | {id, title, status, score, max_score,
     compiles: ($failed == [] or $failed[0].compiler == null),
     failed: [$failed[] | {id, name, max_score}],
     mistake: ([$failed[].mistake.name // empty][0] // "")};

def summary:
  .record as $record
  | {key, name: (.name // .key), id: (.id // ""), late: (.late // false), uploads: (.uploads // 1),
     notes: (.notes // []), unreadable: (.unreadable // ""), handed_in: (.files // {} | length > 0),
     status: $record.status, score: $record.score, max_score: $record.max_score,
     graded_at: $record.graded_at, isolation: $record.isolation,
     exercises: [$record.exercises[] | exercise_summary], extra,
     challenges: [$record.challenges[]? | {id, title, status, score, max_score, solved}]};

# Sorts names as in a telephone book: Ärmel next to Arm.
def in_order_of_names:
  sort_by([(.name | ascii_downcase | gsub("[äàáâãåÄÀÁÂÃÅ]"; "a") | gsub("[éèêëÉÈÊË]"; "e") | gsub("[íìîïÍÌÎÏ]"; "i")
            | gsub("[öòóôõøÖÒÓÔÕØ]"; "o") | gsub("[üùúûÜÙÚÛ]"; "u") | gsub("[çÇ]"; "c") | gsub("[ñÑ]"; "n")),
           .name, .key]);

# ---- Pieces -----------------------------------------------------------------------------------

def entry: . as $name | catalogue[$name] // {title: $name, seen: "", page: "", heading: ""};
def tutorial: "\(.page | rtrimstr(".md") | text), “\(.heading | text)”";
def page_of: "students/\(.key | address)/feedback.html";
def link: "<a href=\"\(page_of)\">\(.name | name)</a>";
def is_final: .status != "error";

# An exercise that a record lacks could not be graded.
def exercise($id): [.exercises[] | select(.id == $id)][0] // {id: $id, status: "error", score: 0, max_score: 0};

# The state of an exercise, as a sign and a word, with its points.
def state_cell:
  "<td class=\"number \(.status | state_class)\">\(.status | state_mark | seen)\("\(.status | state_words): " | heard)"
  + (if .status == "pass" or .status == "fail" then " \(.score)" else "" end) + "</td>";

def median:
  sort | if length == 0 then null
  elif length % 2 == 1 then .[length / 2 | floor]
  else (.[length / 2 - 1] + .[length / 2]) / 2 end;

def tenths: . * 10 + 0.5 | floor / 10;

def tile($what): "<div><dt>\($what)</dt><dd>\(.)</dd></div>";

# ---- At a glance --------------------------------------------------------------------------------

# Counts the scores in each range of percent: 0 to 9, 10 to 19, ... 90 to 99, 100.
def bars($points):
  . as $scores
  | (if $points == 100 then "points" else "percent of the points" end) as $unit
  | [range(0; 11) as $step
     | {range: (if $step == 10 then "100" else "\(10 * $step)–\(10 * $step + 9)" end),
        count: ([$scores[] | select((. * 10 / $points | floor) == $step)] | length)}]
  | ([.[].count] | max) as $most
  | "<figure aria-labelledby=\"scores\">",
    "<figcaption id=\"scores\" class=\"soft\">How many students have how many \($unit)</figcaption>",
    "<ul class=\"bars\">",
    (.[] | "<li><span class=\"\(if .count == 0 then "soft" else "" end)\">\(.count)</span>\(" with " | heard)"
           + "<span class=\"bar\(if .count == 0 then " none" else "" end)\" style=\"height:\(.count * 9 / $most | tenths)rem\"></span>"
           + "<span class=\"range\">\(.range)</span>\(" \($unit)" | heard)</li>"),
    "</ul>",
    "</figure>";

def glance($students):
  ([$students[] | select(.handed_in)]) as $handed_in
  | ([$handed_in[] | select(is_final)]) as $final
  | ([$students[].max_score] | max // 100) as $max
  | "<section id=\"glance\" aria-labelledby=\"glance-heading\">",
    "<h2 id=\"glance-heading\">At a glance</h2>",
    "<dl class=\"tiles\">",
    ("\($handed_in | length) <small>of \($students | length)</small>" | tile("handed something in")),
    ("\([$final[] | select(.score == .max_score)] | length)" | tile("have full marks")),
    (([$final[].score] | median) as $median
     | (if $median == null then "–" else "\($median) <small>of \($max)</small>" end) | tile("is the median score")),
    ("\([$students[] | select(is_final | not)] | length)" | tile("could not be graded")),
    ("\([$students[] | select(.late)] | length)" | tile("handed in late")),
    "</dl>",
    (if $final == [] then empty else [$final[].score] | bars($max) end),
    "<p class=\"soft\">The median and the picture count those who handed something in and could be graded.</p>",
    "</section>";

# ---- Exercises ----------------------------------------------------------------------------------

def stack($all):
  [("pass", "fail", "idle", "error") as $class
   | .[$class] | select(. > 0)
   | "<span class=\"\($class)-bar\" style=\"width:\(100 * . / $all | tenths)%\"></span>"]
  | "<span class=\"stack\" aria-hidden=\"true\">\(join(""))</span>";

def swatch($class):
  split(" ") | .[0] = "<span class=\"together\"><span class=\"swatch \($class)-bar\" aria-hidden=\"true\"></span>\(.[0])</span>" | join(" ");

def exercises($students; $ids; $titles):
  ([$students[] | select(.handed_in)]) as $base
  | "<section id=\"exercises\" aria-labelledby=\"exercises-heading\">",
    "<h2 id=\"exercises-heading\">The exercises</h2>",
    table("stages"; "How each exercise went for the \($base | length | plural("student")) who handed something in."; "";
      [("Exercise" | head_cell("")), ("passed" | swatch("pass") | head_cell("number")),
       ("failed" | swatch("fail") | head_cell("number")), ("not started" | swatch("idle") | head_cell("number")),
       ("could not be graded" | swatch("error") | head_cell("number")), ("Mean points" | head_cell("number"))];
      [$ids[] as $id
       | [$base[] | exercise($id)] as $all
       | (reduce $all[] as $one ({pass: 0, fail: 0, idle: 0, error: 0}; .[$one.status | state_class] += 1)) as $count
       | [$all[] | select(.status != "error") | .score] as $scores
       | "<tr>" + ("<strong>\($id | text)</strong> \($titles[$id] // "" | text)\($count | stack([$all | length, 1] | max))" | row_head)
         + ("\($count.pass) <span class=\"soft\">(\($count.pass | percent($all | length)) %)</span>" | cell("number"))
         + ($count.fail | cell("number")) + ($count.idle | cell("number")) + ($count.error | cell("number"))
         + ((if $scores == [] then "–" else "\($scores | add / length | tenths)" end)
            + " <span class=\"soft\">of \([$all[].max_score] | max // 0)</span>" | cell("number"))
         + "</tr>"]),
    "</section>";

# Of the challenges: solved, or what came of it.
def challenges($students):
  [$students[] | select(.handed_in and .challenges != [])] as $base
  | ([$base[].challenges[].id] | in_order) as $ids
  | if $ids == [] then empty
    else
      "<section id=\"challenges\" aria-labelledby=\"challenges-heading\">",
      "<h2 id=\"challenges-heading\">The challenges</h2>",
      table("solved"; "How each challenge went for the \($base | length | plural("student")) who handed something in. They have points of their own."; "";
        [("Challenge" | head_cell("")), ("solved" | swatch("pass") | head_cell("number")),
         ("not solved" | swatch("fail") | head_cell("number")), ("not started" | swatch("idle") | head_cell("number")),
         ("could not be graded" | swatch("error") | head_cell("number")), ("Mean points" | head_cell("number"))];
        [$ids[] as $id
         | [$base[].challenges[] | select(.id == $id) | .class = (if .solved then "pass" else .status | state_class end)] as $all
         | (reduce $all[] as $one ({pass: 0, fail: 0, idle: 0, error: 0}; .[$one.class] += 1)) as $count
         | [$all[] | select(.class == "pass" or .class == "fail") | .score] as $scores
         | "<tr>" + ("<strong>\($id | text)</strong> \($all[0].title | text)\($count | stack([$all | length, 1] | max))" | row_head)
           + ("\($count.pass) <span class=\"soft\">(\($count.pass | percent($all | length)) %)</span>" | cell("number"))
           + ($count.fail | cell("number")) + ($count.idle | cell("number")) + ($count.error | cell("number"))
           + ((if $scores == [] then "–" else "\($scores | add / length | tenths)" end)
              + " <span class=\"soft\">of \($all[0].max_score)</span>" | cell("number"))
           + "</tr>"]),
      "<p class=\"soft\">The mean is of those who have started it.</p>",
      "</section>"
    end;

# Each failed check, once for a student; if a program does not compile, only that.
def failed_checks($students):
  [$students[].exercises[]
   | if .compiles then .failed[] | {id, name}
     else {id: "\(.id).0", name: "compiles"} end]
  | group_by(.id) | map(.[0] + {count: length})
  | sort_by([-.count, .id]);

def checks($students):
  failed_checks($students)
  | "<section id=\"checks\" aria-labelledby=\"checks-heading\">",
    "<h2 id=\"checks-heading\">Checks most often failed</h2>",
    (if . == [] then "<p>No check has failed.</p>"
     else
       table("failed"; "The checks that most students fail\(if length > 10 then ", ten of \(length)" else "" end). A program that does not compile fails in that only."; "";
         [("What the program does not do" | head_cell("")), ("Exercise" | head_cell("")), ("Students" | head_cell("number"))];
         [.[:10][]
          | "<tr>" + (.name | prose | row_head) + (.id | sub("\\.[0-9]+$"; "") | text | cell("")) + (.count | cell("number")) + "</tr>"])
     end),
    "</section>";

# ---- Mistakes -----------------------------------------------------------------------------------

# [{name, anchor, students: [...], counts: {ID: 2, ...}}], the most frequent first.
def mistakes($students):
  [$students[] | . as $student | .exercises[] | select(.mistake != "")
   | {name: .mistake, id, student: ($student | {key, name})}]
  | group_by(.name)
  | map({name: .[0].name,
         students: (reduce .[].student as $one ([]; if .[-1] == $one then . else . + [$one] end)),
         counts: (reduce .[] as $one ({}; .[$one.id] += 1))})
  | sort_by([-(.students | length), .name])
  | [foreach .[] as $one (0; . + 1; . as $number
       | $one + {anchor: (if catalogue[$one.name] == null then "unknown-\($number)" else $one.name end)})];

# The shade of a number: 0 none, 5 the strongest. A single student is never more than pale.
def heat($most): 5 * . / ([$most, 5] | max) | ceil;

def heat_row($ids; $total; shade):
  . as $counts
  | "<td class=\"total\">\($total)</td>"
    + ([$ids[] as $id | ($counts[$id] // 0) | "<td class=\"\(shade)\">\(.)</td>"] | join(""));

# The sections of the tutorial that explain the mistakes of most students.
def lecture:
  [.[] | . as $mistake | .name | entry | select(.heading != "") | {page, heading, mistake: $mistake}]
  | group_by([.page, .heading])
  | map({page: .[0].page, heading: .[0].heading, mistakes: [.[].mistake],
         count: ([.[].mistake.students[].key] | unique | length)})
  | sort_by([-.count, .page, .heading])
  | .[:5]
  | if . == [] then empty
    else
      "<h3>For the next lecture</h3>",
      "<p>These sections of the tutorial explain what most students stumbled over.</p>",
      "<ol>",
      (.[] | "<li><strong>\(.heading | text)</strong> (\(.page | rtrimstr(".md") | text)): "
             + (.count | plural("student")) + ", "
             + ([.mistakes[] | "<a href=\"#\(.anchor | text)\">\(.name | entry.title | blanks | prose)</a>"][:3] | join("; "))
             + (if (.mistakes | length) > 3 then "; and \((.mistakes | length) - 3) more" else "" end) + "</li>"),
      "</ol>"
    end;

def heat_map($students; $ids; $mistakes):
  ([$mistakes[].counts[]] | max // 1) as $most
  | ([$students[] | select(any(.exercises[]; .status == "fail" and .mistake == ""))]) as $unnamed
  | (reduce ($students[].exercises[] | select(.status == "fail" and .mistake == "")) as $one ({}; .[$one.id] += 1)) as $counts
  | "<section id=\"heat\" aria-labelledby=\"heat-heading\">",
    "<h2 id=\"heat-heading\">Mistakes</h2>",
    (if $mistakes == [] and $unnamed == [] then "<p>Nobody has made a mistake that shows.</p>"
     else
       table("mistakes"; "How many students made which mistake, and at which exercise. The stronger the shade, the more students. In the column “All” a student counts once."; "";
         [("Mistake" | head_cell("")), ("All\(" exercises" | heard)" | head_cell("")), ($ids[] | exercise_head | head_cell(""))];
         [($mistakes[]
           | "<tr>" + ("<a href=\"#\(.anchor | text)\">\(.name | entry.title | blanks | prose)</a>" | row_head)
             + (. as $one | .counts | heat_row($ids; $one.students | length; "heat\(heat($most))")) + "</tr>"),
          (if $unnamed == [] then empty
           else "<tr class=\"unnamed\">" + ("Failed, and the catalogue knows no name for it" | row_head)
             + ($counts | heat_row($ids; $unnamed | length; if . == 0 then "heat0" else "" end)) + "</tr>" end)]),
       ($mistakes | lecture)
     end),
    "</section>";

def explained($mistakes):
  if $mistakes == [] then empty
  else
    "<section id=\"explained\" aria-labelledby=\"explained-heading\">",
    "<h2 id=\"explained-heading\">The mistakes, explained</h2>",
    "<p>As the catalogue tells it to a student. Where a value stands in a student's own page, here stands “…”.</p>",
    ($mistakes[]
     | (.name | entry) as $entry
     | "<section class=\"entry\" id=\"\(.anchor | text)\">",
       "<h3>\($entry.title | blanks | prose)</h3>",
       (if $entry.seen == "" then "<p>This name is not in the catalogue that came with this report.</p>"
        else "<p>\($entry.seen | blanks | prose)</p>",
             "<p>To explain: <strong>\($entry | tutorial)</strong> in the tutorial.</p>" end),
       "<details><summary>\(.students | length | plural("student"))</summary>",
       "<ul class=\"who\">", (.students[] | "<li>\(link)</li>"), "</ul>",
       "</details>",
       "</section>"),
    "</section>"
  end;

# ---- Students to talk to ------------------------------------------------------------------------

# The exercises that two thirds of the class have passed.
def well_passed($students; $ids):
  ([$students[] | select(.handed_in and is_final)]) as $base
  | [$ids[] as $id
     | select($base != [] and ([$base[].exercises[] | select(.id == $id and .status == "pass")] | length * 3 >= ($base | length) * 2))
     | $id];

# [WEIGHT, REASON] each, the gravest first.
def reasons($well_passed):
  ([.exercises[] | select(.status == "fail")]) as $failed
  | ([.exercises[] | select(.status == "not started")] | length) as $not_started
  | ([.exercises[] | select(.status != "pass")][0]) as $first
  | (if is_final then empty
     else [1, "could not be graded: \([.exercises[] | select(.status == "error") | .id] | join(", ") | if . == "" then "no result" else . end)"] end),
    (if .unreadable == "" then empty else [2, "could not be read: \(.unreadable)"] end),
    (if .handed_in or .unreadable != "" then empty else [2, "handed in none of the exercises"] end),
    (if $failed != [] and all($failed[]; .compiles | not) and all(.exercises[]; .status != "pass" and .status != "error")
     then [3, "nothing that was handed in compiles"] else empty end),
    (if .handed_in and $not_started * 2 > (.exercises | length) then [4, "has not started \($not_started) of \(.exercises | length) exercises"] else empty end),
    (if $first != null and $first.status == "fail" and $first.compiles and $first.score * 2 < $first.max_score and any($well_passed[]; . == $first.id)
     then [5, "is held up at \($first.id), which most of the class have passed"] else empty end);

def people($students; $well_passed):
  [$students[] | . + {reasons: [reasons($well_passed)]} | select(.reasons != [])]
  | sort_by(.reasons[0][0])
  | "<section id=\"talk\" aria-labelledby=\"talk-heading\">",
    "<h2 id=\"talk-heading\">Students to talk to</h2>",
    (if . == [] then "<p>Nobody stands out.</p>"
     else
       table("people"; "Who may need a word, the most pressing first."; "";
         [("Student" | head_cell("")), ("Score" | head_cell("number")), ("Why" | head_cell(""))];
         [.[] | "<tr>" + (link | row_head) + (.score | cell("number"))
                + ("<ul>" + ([.reasons[] | "<li>\(.[1] | text)</li>"] | join(" ")) + "</ul>" | cell("")) + "</tr>"])
     end),
    ([$students[] | select(.late or .notes != [])] as $noted
     | if $noted == [] then empty
       else
         "<h3>Late, or with a remark on the files</h3>",
         table("noted"; "What the hand-in looked like, where it was not just the files on time."; "";
           [("Student" | head_cell("")), ("Remarks" | head_cell(""))];
           [$noted[] | "<tr>" + (link | row_head)
              + ("<ul>" + ([(if .late then "<li><span class=\"tag\">late</span></li>" else empty end),
                            (.notes[] | "<li><bdi>\(text)</bdi></li>")] | join(" ")) + "</ul>" | cell("")) + "</tr>"])
       end),
    "</section>";

# ---- All students -------------------------------------------------------------------------------

def letter: .name[:1] | ascii_upcase | if test("^[A-Z]$") then . else "other" end;

# Marks the first student of each letter as a place to jump to, if there are many.
def with_letters:
  if length <= 20 then .
  else [foreach .[] as $one ({seen: {}};
          ($one | letter) as $letter | .anchor = (if .seen[$letter] then null else $letter end) | .seen[$letter] = true;
          $one + {anchor})] end;

def all_students($students; $ids):
  ($students | with_letters) as $students
  | any($students[]; .challenges != []) as $has_challenges
  | any($students[]; .extra != null) as $has_extra
  | [$students[].anchor // empty] as $letters
  | "<section id=\"students\" aria-labelledby=\"students-heading\">",
    "<h2 id=\"students-heading\">All students</h2>",
    (if $letters == [] then empty
     else "<nav class=\"jumps\" aria-label=\"Students by letter\"><ul>",
          ($letters[] | "<li><a href=\"#letter-\(.)\">\(.)</a></li>"), "</ul></nav>" end),
    table("everybody"; "By name. A name leads to the page that the student gets. ✓ passed, ✗ failed, – not started, ? could not be graded; with the points."; "long";
      [("Student" | head_cell("")), ("Score" | head_cell("number")), ($ids[] | exercise_head | head_cell("number")),
       (if $has_challenges then "Challenges solved" | head_cell("number") else empty end),
       (if $has_extra then "Extra points" | head_cell("number") else empty end),
       ("Handed in" | head_cell(""))];
      [$students[]
       | "<tr\(if .anchor then " id=\"letter-\(.anchor)\"" else "" end)>"
         + (link + (if .id == "" then "" else " <span class=\"soft\"><bdi>\(.id | text)</bdi></span>" end) | row_head)
         + ("<strong>\(.score)</strong>" + (if is_final then "" else "<span class=\"error\">\("?" | seen)\(", not final" | heard)</span>" end) | cell("number"))
         + ([exercise($ids[]) | state_cell] | join(""))
         + (if $has_challenges then
              if .challenges == [] then "–" else "\([.challenges[] | select(.solved)] | length) of \(.challenges | length)" end
              | cell("number")
            else "" end)
         + (if $has_extra then .extra // 0 | cell("number") else "" end)
         + ([(if .handed_in then empty else "nothing" end), (if .late then "late" else empty end),
             (if .uploads > 1 then "\(.uploads) uploads" else empty end)] | join(", ") | cell(""))
         + "</tr>"]),
    "</section>";

# ---- The page -----------------------------------------------------------------------------------

[inputs | summary] | in_order_of_names
| . as $students
| ([.[].exercises[].id] | in_order | if . == [] then $exercises | split(" ") else . end) as $ids
| (reduce .[].exercises[] as $one ({}; .[$one.id] = $one.title)) as $titles
| mistakes($students) as $mistakes
| ($ARGS.named.manifest[0] // {}) as $manifest
| ([.[].graded_at | select(. != "")] | max // "") as $graded_at
| [
    "<header>",
    "<p class=\"over\">\($lab | text)</p>",
    "<h1>How the class did</h1>",
    "<p>\([($manifest.told // "" | select(. != "")), (if $graded_at == "" then empty else "graded \($graded_at[:16] | sub("T"; " ")) UTC" end)] | join("; ") | text)</p>",
    "<nav aria-label=\"On this page\"><ul>",
    "<li><a href=\"#glance\">At a glance</a></li>",
    "<li><a href=\"#exercises\">Exercises</a></li>",
    (if any($students[]; .challenges != []) then "<li><a href=\"#challenges\">Challenges</a></li>" else empty end),
    "<li><a href=\"#checks\">Checks</a></li>",
    "<li><a href=\"#heat\">Mistakes</a></li>",
    "<li><a href=\"#talk\">Students to talk to</a></li>",
    "<li><a href=\"#students\">All students</a></li>",
    (if $mistakes == [] then empty else "<li><a href=\"#explained\">Explanations</a></li>" end),
    "</ul></nav>",
    "</header>",
    "<main id=\"main\">",
    (if $students == [] then "<p>There are no students in this class.</p>"
     else
       glance($students),
       exercises($students; $ids; $titles),
       challenges($students),
       checks($students),
       heat_map($students; $ids; $mistakes),
       people($students; well_passed($students; $ids)),
       all_students($students; $ids),
       explained($mistakes)
     end),
    "</main>",
    "<footer><p>Made from class.jsonl. A score counts what could be graded: see “Three verdicts” in docs/instructor.md.</p></footer>"
  ]
| page("\($lab | sub(":.*"; "")), how the class did")
