# The words on a record that all views share. Escapes nothing: each view does that.

# The first $most characters of a text, because platforms have limits.
def brief($most):
  if length > $most then .[:$most] + "\n... \(length - $most) characters more" else . end;

# The words on a check of an exercise; "" if it passed.
def told($exercise):
  if .status == "pass" then ""
  elif .message != "" then .message
  elif $exercise.message != "" then $exercise.message
  elif .status == "skipped" then "It builds on a check that failed."
  else "" end;

def in_a_word: {"pass": "passed", "fail": "failed", "not started": "not started", "skipped": "skipped",
  "error": "could not be graded"}[.];

def points: "\(.score) / \(.max_score)";

# What a record is about: the exercises of the lab; or challenges, where only these were asked for. And the challenges
# beside the lab, which never count for its points. (Older records have none.)
def asked: if .exercises == [] then .challenges // [] else .exercises end;
def beside: if .exercises == [] then [] else .challenges // [] end;
# What a record says that has nothing to mend in the lab. (Of challenges that were not started nobody is told.)
def all_passed:
  "All checks\(if all(beside[]; .status == "pass" or .status == "not started") then "" else " of the lab" end) passed. Well done!";
# Those of them that were started: a platform's list of tests has no place for others.
def begun: beside | map(select(.status != "not started"));

# For formats that count failures: if all checks were skipped, reports the first as failed, but not of a challenge that
# was not started.
def counted:
  (asked, beside)[]
  | if .status != "pass" and (.status != "not started" or .solved == null) and all(.checks[]; .status == "skipped") then
      .checks[0].status = (if .status == "error" then "error" else "fail" end)
    else . end;

# The words on a record with something that could not be graded, else "". A record without an exercise stands for an
# unfinished grading.
def trouble:
  if .status != "error" then ""
  elif asked == [] then
    "The grading did not finish, so there are no points yet. This may not be your program's fault: please tell your instructor."
  else
    "Not all could be graded: "
    + ([asked[] | select(.status == "error") | .id] | join(", "))
    + ". This is not your program's fault: please tell your instructor, who can grade it again."
  end;
