# A record as PrairieLearn's results.json, where points are a share of 1. What could not be graded is not
# gradable: then no attempt is lost, and no points are given.

include "escape";
include "told";

{gradable: (.status != "error")}
+ (if .status == "error" then {score: 0, format_errors: [trouble]}
   else {score: (.score / .max_score)} end)
+ {message: ((trouble | select(. != "")) // "\(.score) of \(.max_score) points."),
   tests:
    [.exercises[] as $exercise | $exercise.checks[]
     | {name: ("\($exercise.id): \(.name)" | one_line), description: ($exercise.title | one_line),
        points: .score, max_points: .max_score,
        message: (.status | in_a_word), output: (told($exercise) | brief(8000) | safe)}]}
