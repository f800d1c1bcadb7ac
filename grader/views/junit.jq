# A record as JUnit XML.

include "junit-suite";
include "told";

head,
"<testsuites name=\"\($lab | xml)\"\([counted.checks[], unfinished_checks] | counts)>",
suites(""), unfinished(""),
"</testsuites>"
