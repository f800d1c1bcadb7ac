# A record as the result.json of a Classroom 50 autograder. Classroom 50 names student and assignment in the
# environment.

include "escape";
include "told";

# At most $bytes of UTF-8.
def within($bytes): until(utf8bytelength <= $bytes; .[:-1]);

{schema: "classroom50/result/v1",
 classroom: (env.CLASSROOM // ""), assignment: (env.ASSIGNMENT // ""), assignment_type: (env.ASSIGNMENT_TYPE // ""),
 owner: (env.OWNER // env.USERNAME // ""), submission: (env.SUBMISSION_TAG // ""),
 commit: (env.COMMIT_URL // ""), release: (env.RELEASE_URL // ""), review: (env.REVIEW_URL // ""),
 datetime: .graded_at, graded_at,
 score, "max-score": .max_score,
 tests:
  [(asked[], (begun[] | .checks[] |= (.score = 0 | .max_score = 0))) as $exercise | $exercise.checks[]
   | {"test-name": ("\(.id) \(.name)" | one_line | within(100)), passed: (.status == "pass"),
      score, "max-score": .max_score,
      status, message: (told($exercise) | brief(8000) | safe)}]}
