# A record as PrairieLearn's results.json, where points are a share of 1. If something could not be graded, `gradable`
# is false: then the student loses no attempt and gets no points.

include "escape";
include "told";

{gradable: (.status != "error")}
+ (if .status == "error" then {score: 0, format_errors: [trouble]}
   else {score: (.score / .max_score)} end)
+ {message: ((trouble | select(. != "")) // "\(.score) of \(.max_score) points."),
   tests:
    [((asked[] | .counts = true), begun[]) as $exercise | $exercise.checks[]
     | {name: ("\($exercise.id): \(.name)" | one_line), description: ($exercise.title | one_line),
        points: .score, max_points: .max_score,
        message: (.status | in_a_word), output: (told($exercise) | brief(8000) | safe)}
       | if $exercise.counts then . else .points = 0 | .max_points = 0 end]}
