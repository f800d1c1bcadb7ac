# A record as Gradescope's results.json: a test for each check; those of challenges beside the lab have no score. All
# texts are plain, and only instructors see what the grader prints.

include "escape";
include "told";

{score, output: trouble, output_format: "text", test_output_format: "text", test_name_format: "text",
 visibility: "visible", stdout_visibility: "hidden",
 execution_time: ([(asked, begun)[].checks[].seconds] | add // 0),
 tests:
  [((asked[] | .counts = true), begun[]) as $exercise | $exercise.checks[]
   | {number: (.id | ltrimstr("ex") | sub("_"; ".")), name: ("\($exercise.id): \(.name)" | one_line), name_format: "text",
      score, max_score, status: (if .status == "pass" then "passed" else "failed" end),
      output: (
        [({"skipped": "Skipped.", "error": "This could not be graded."}[.status] // empty),
         (told($exercise) | select(. != ""))] | join("\n\n") | brief(8000) | safe),
      output_format: "text", tags: [.rubric], visibility: "visible",
      extra_data: {status, mistake: .mistake.name}}
     | if $exercise.counts then . else del(.score, .max_score) end],
 extra_data: {schema, status, isolation, graded_at}}
