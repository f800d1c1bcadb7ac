# A record as JUnit XML.

include "junit-suite";
include "told";

head,
"<testsuites name=\"Lab 11: server sockets\"\([counted.checks[], unfinished_checks] | counts)>",
suites(""), unfinished(""),
"</testsuites>"
