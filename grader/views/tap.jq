# A record in the Test Anything Protocol.

include "tap-lines";

[results("")] as $results
| head, "1..\($results | length)",
  (range($results | length) as $at | $results[$at] | numbered($at + 1))
