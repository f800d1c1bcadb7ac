# What all views tell about a record in the same words. Nothing is made harmless here: that is each view's.

# The first $most characters of a text; what a platform takes has a limit.
def brief($most):
  if length > $most then .[:$most] + "\n... \(length - $most) characters more" else . end;

# What is told about a check of an exercise: nothing if it passed.
def told($exercise):
  if .status == "pass" then ""
  elif .message != "" then .message
  elif $exercise.message != "" then $exercise.message
  elif .status == "skipped" then "It builds on a check that failed."
  else "" end;

def in_a_word: {"pass": "passed", "fail": "failed", "not started": "not started", "skipped": "skipped",
  "error": "could not be graded"}[.];

def points: "\(.score) / \(.max_score)";

# The exercises, for readers that count failures: one whose checks were all skipped, because there was no
# program to run, has failed at the first of them.
def counted:
  .exercises[]
  | if .status != "pass" and all(.checks[]; .status == "skipped") then
      .checks[0].status = (if .status == "error" then "error" else "fail" end)
    else . end;

# About the whole, where something could not be graded; nothing elsewhere. A record without an exercise
# stands for a grading that did not come to its end.
def trouble:
  if .status != "error" then ""
  elif .exercises == [] then
    "The grading did not finish, so there are no points yet. This may not be your program's fault: please tell your instructor."
  else
    "Not all could be graded: "
    + ([.exercises[] | select(.status == "error") | .id] | join(", "))
    + ". This is not your program's fault: please tell your instructor, who can grade it again."
  end;
