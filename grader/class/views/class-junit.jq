# A class as JUnit XML, one student after the other: class.jsonl (with --null-input); the lab or the challenges.

include "junit-suite";
include "part";
include "told";

head,
"<testsuites name=\"\($lab | xml)\">",
(inputs | .key as $key | .record | part | suites($key + "."), unfinished($key + ".")),
"</testsuites>"
