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

# The record of a student of the class; of one who has none, that of a grading that did not finish.
def record_of_student: .record // {status: "error", graded_at: "", exercises: []};

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
