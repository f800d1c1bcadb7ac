# A record for Moodle's VPL: comments, and then the grade, which must be the last line, between VPL_GRADEMIN and
# VPL_GRADEMAX of the environment. If something could not be graded, prints no grade.

include "escape";
include "told";

def number($default): try (sub(","; ".") | tonumber) catch $default;

(env.VPL_GRADEMIN // "" | number(0)) as $least
| (env.VPL_GRADEMAX // "" | number(10)) as $most
| (trouble | select(. != "") | vpl),
  ((asked, begun)[]
   | . as $exercise
   | ("-\(.id) \(.title): \(.status | in_a_word), \(points)" | one_line | vpl),
     (.checks[]
      | ("\(.status | in_a_word): \(.name) (\(points))" | one_line | vpl),
        (told($exercise) | select(. != "") | brief(4000) | split("\n") | map(">" + .) | join("\n") | vpl))),
  (select(.status != "error")
   | "Grade :=>>\(($least + ($most - $least) * .score / .max_score) * 100 | round / 100)")
