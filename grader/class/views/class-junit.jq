# A class as JUnit XML, one student after the other: class.jsonl (with --null-input).

include "junit-suite";
include "told";

head,
"<testsuites name=\"\($lab | xml)\">",
(inputs | .key as $key | .record | suites($key + "."), unfinished($key + ".")),
"</testsuites>"
