# A record for Autolab: feedback in stages, one for each exercise, and then the line of the scores, which must be the
# last of all. The problems have the names of the exercises; one that could not be graded has no score.

include "escape";
include "told";

([(asked, begun)[] | "\(.id) \(.title)" | one_line] as $stages
 | {_presentation: "semantic", stages: $stages}
   + ([(asked, begun)[] as $exercise
       | {("\($exercise.id) \($exercise.title)" | one_line):
           ([$exercise.checks[]
             | {(.name | one_line):
                 ({passed: (.status == "pass")}
                  + if .status == "pass" then {}
                    else {hint: ("\(.status | in_a_word)\n\(told($exercise) | brief(2000))" | safe)} end)}]
            | add // {})}]
      | add // {})
 | tojson),
({scores: ([asked[] | select(.status != "error") | {(.id): .score}] | add // {})}
 + (if .status == "error" then {} else {scoreboard: [.score]} end)
 | tojson)
