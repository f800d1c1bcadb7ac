# The record of a submission (results.json) from $words, the fields that views/terminal reads out of the run.

def worst:
  if any(.[]; . == "error") then "error"
  elif all(.[]; . == "pass") then "pass"
  else "fail" end;

def check:
  {id: .[1], name: .[2], rubric: .[4],
   status: .[5],
   score: 0, max_score: (.[3] | tonumber), seconds: ((.[6] | tonumber) / 1000),
   mistake: (.[8] | split("\n")[0] // ""), message: .[7]}
  | if .mistake == "" then del(.mistake) else . end
  | if .status == "pass" then .score = .max_score else . end
  | if .status == "error" and .message == "" then .message = "The check did not finish." else . end;

# An exercise that is not graded at all: its checks are skipped, or can't be told.
def ungraded($state):
  .status = $state
  | .checks[] |= (.status = (if $state == "error" then "error" else "skipped" end)
                  | .score = 0 | .message = "");

def exercise($checks):
  .[3] as $state | {
    id: .[1], title: .[2], status: "", score: 0, max_score: ([$checks[].max_score] | add),
    message: .[4], markers_left: (.[5] | tonumber), first_marker: (.[6] | tonumber), advice: .[7],
    checks: $checks}
  | if $state != "" then ungraded($state)
    else .status = ([.checks[].status | if . == "skipped" then "fail" else . end] | worst) end
  | .score = ([.checks[].score] | add);

def record:
  [$words | split("\u001e")[] | select(. != "") | split("\u001f")] as $rows
  | [$rows[] | select(.[0] == "exercise")
     | .[1] as $id
     | exercise([$rows[] | select(.[0] == "check" and (.[1] | startswith($id + "."))) | check])]
  | {schema: "lab11/result/v1", submission: $submission, graded_at: (now | todate),
     status: ([.[].status | if . == "not started" then "fail" else . end] | worst),
     score: ([.[].score] | add), max_score: ([.[].max_score] | add), isolation: $isolation,
     exercises: .}
  | if $sources == "" then . else .sources = $sources end;
