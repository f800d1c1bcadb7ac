# Makes the record of a submission (results.json) from $words, the fields that record/make has collected.

# A mistake from the lines of diagnose: name, title, what was seen, and the values in it.
def mistake:
  split("\n")
  | {name: .[0], title: .[1], seen: .[2],
     values: ([.[3:][] | index("=") as $at | {key: .[:$at], value: .[$at + 1:]}] | from_entries)};

# The first line of the exercise's source that a compiler or a sanitizer names.
def line($id): [match("(^|[ ./(])" + $id + "\\.c:([0-9]{1,6})(:|\n|$)").captures[1].string | tonumber][0];

# The beginning of a very long line: enough to see what it is.
def bounded: if . != null and length > 2000 then .[:2000] + "…" else . end;

# The data in the first line of a play's evidence.
def played:
  rtrimstr(",") + "}" | fromjson
  | {session: (.session | split("/")[-2:] | join("/") | rtrimstr(".session"))}
    + (if .difference then {difference: (.difference | .expected |= bounded | .received |= bounded), programs} else {} end);

def worst:
  if any(.[]; . == "error") then "error"
  elif all(.[]; . == "pass") then "pass"
  else "fail" end;

# The data of a failed check. `report` is its message without the words on the mistake.
def failure:
  (.[1] | split(".")[0]) as $id
  | (if (.[12] // "") == "" then {} else (.[12] | played) end)
    + (if (.[10] // "") == "" then {} else {finding: .[10]} end)
    + (if (.[11] // "") == "" then {} else {compiler: .[11]} end)
    + ([.[11, 10] // "" | line($id) // empty] | if . == [] then {} else {line: .[0]} end)
    + (if (.[9] // "") == "" then {} else {mistake: (.[9] | mistake)} end)
    + (if (.[8] // "") == "" then {} else {report: .[7]} end);

def check:
  {id: .[1], name: .[2], rubric: .[4],
   status: .[5],
   score: 0, max_score: (.[3] | tonumber), seconds: ((.[6] | tonumber) / 1000)}
  + failure + {message: (.[7] + (.[8] // ""))}
  | if .status == "pass" then .score = .max_score else . end
  | if .status == "error" and .message == "" then .message = "The check did not finish." else . end;

# An exercise that is not graded at all: its checks become skipped, or errors.
def ungraded($state):
  .status = $state
  | .checks[] |= (.status = (if $state == "error" then "error" else "skipped" end)
                  | .score = 0 | .message = "");

def exercise($checks):
  .[4] as $state | {
    id: .[1], file: .[9], title: .[2], status: "", score: 0, max_score: ([$checks[].max_score] | add),
    message: .[5], source: .[3], markers_left: (.[6] | tonumber), first_marker: (.[7] | tonumber), advice: .[8],
    checks: $checks}
  | if $state != "" then ungraded($state)
    else .status = ([.checks[].status | if . == "skipped" then "fail" else . end] | worst) end
  | .score = ([.checks[].score] | add);

# A challenge has the same form, and is solved when it has all its behaviour points.
def challenge: .solved = all(.checks[]; .rubric != "behaviour" or .status == "pass");

# " ID=solved ID=not", of the challenges that could be graded.
def outcomes:
  [.challenges[] | select(.status == "pass" or .status == "fail") | " \(.id)=\(if .solved then "solved" else "not" end)"]
  | join("");

def record:
  [$words | split("\u001e")[] | select(. != "") | split("\u001f")] as $rows
  | [$rows[] | select(.[0] == "exercise")
     | .[1] as $id
     | {part: .[10]} + exercise([$rows[] | select(.[0] == "check" and (.[1] | startswith($id + "."))) | check])]
  | [.[] | select(.part == "lab") | del(.part)] as $exercises
  | [.[] | select(.part == "challenge") | del(.part) | challenge] as $challenges
  # What was asked for: challenges count only where nothing else does.
  | if $exercises != [] then $exercises
    else [$challenges[] | select($only_started == "" or .status != "not started")] end
  | {schema: "lab11/result/v2", submission: $submission, graded_at: (now | todate),
     status: ([.[].status | if . == "not started" then "fail" else . end] | worst),
     score: ([.[].score] | add // 0), max_score: ([.[].max_score] | add // 0), isolation: $isolation,
     kit: $kit, compiler: $compiler, kernel: ($kernel | rtrimstr("\n")),
     challenges_solved: ([$challenges[] | select(.solved)] | length), $exercises, $challenges}
  | if $sources == "" then . else .sources = $sources end;
