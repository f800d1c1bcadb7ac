# A class in the Test Anything Protocol, one student after the other: class.jsonl (with --null-input). How
# many results there are is known at the end, where the protocol allows to say it.

include "tap-lines";
include "told";

head,
foreach (((inputs | .key as $key | .record | results($key + " ")), null)) as $result (0; . + 1;
  . as $number | if $result == null then "1..\($number - 1)" else $result | numbered($number) end)
