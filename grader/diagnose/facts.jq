# Turns the evidence of a play that differed into lines, which the signs of mistakes match (grader/mistakes). The
# program's calls follow behind them: diagnose lifecycle.

# First comes whether $again, the evidence of the replay, is alike: "alike", or an empty line.

.student as $student
| . as $first
| ($again | try fromjson catch null) as $second

# Here the student's terminal is `student`, whatever the session calls it.
| def who: if . == $student then "student" else . end;

def one_line: split("\n") | map(select(. != "")) | join(" ");

# The difference in the terms of the session: "expected student | Server socket created"; if a line came before a
# condition was met, "expected student nothing, ? exits 0".
def sign: if . == "&" then "|" else . end;
def amount($number):
  if .what == "memory" then "\($number / 1048576 | floor) MiB of memory"
  else "\($number) \(if $number == 1 then .what | {children: "child", zombies: "zombie", descriptors: "descriptor", threads: "thread"}[.] else .what end)" end;
def difference:
  "reason \(.reason)",
  (select(.expected != null)
   | "expected \(.terminal | who) \(if .sign == "?" and .received != null then "nothing, " else "" end)\(.sign | sign) \(.expected | one_line)"),
  (select(.received != null) | "received \(.terminal | who) | \(.received | one_line)"),
  ((.terminal | who) as $terminal | .counted // empty
   | "counted \($terminal) \(amount(.now))" + (if .before then ", \(amount(.before)) before" else "" end));

# What each program, or each of its threads, is doing: "now student thread 2 of 3 in recv on descriptor 4, connection
# with client".
def program:
  "now \(.terminal | who)"
  + (if .process then " process \(.process) of \(.processes)" else "" end)
  + (if .thread then " thread \(.thread) of \(.threads)" else "" end)
  + (if .children then " \(.children) children" else "" end)
  + (if .state == "exited" then " exits \(.status)"
     elif .state == "killed" then " is killed by \(.signal)"
     elif .call then
       " in \(.call)" + (if .descriptor then " on descriptor \(.descriptor)" else "" end)
       + (if .role then ", \(.role)" else "" end) + (if .peer then " with \(.peer | who)" else "" end)
     else " \(.state)" end);

# Whether the two plays differed at the same step, or by the same line. Where threads run at once, it may come a step
# earlier, or behind a prompt.
def ends_with($other): length > 0 and ($other | length > 0) and (endswith($other) or (. as $line | $other | endswith($line)));

# Why no line came.
def silence:
  .difference.terminal as $terminal
  | [.difference | .reason, .counted]
    + [if .difference.reason == "ended" then .programs[] | select(.terminal == $terminal) | .status, .signal else empty end];

# How the student's program has ended by itself, with an error; null if it hasn't. (CTRL-C is the session's.) Where threads
# run at once, one may show its line before the end, or not.
def failure:
  [.programs // [] | .[] | select(.terminal == $student)]
  | if length == 1 and (.[0] | .state == "exited" and .status != 0 or .state == "killed" and .signal != "SIGINT")
    then .[0] | [.status, .signal] else null end;

def alike:
  [$first, $second | .difference] as [$one, $other]
  | $one != null and $other != null and $one.terminal == $other.terminal
    and (([$one, $other] | map([.sign, .expected]) | .[0] == .[1])
         or ($one.received // "" | ends_with($other.received // ""))
         or ($one.received == null and $other.received == null and ($first | silence) == ($second | silence))
         or ($one.terminal == $student and ($first | failure) != null and ($first | failure) == ($second | failure)));

# Facts of the session: nobody types a line on the student's terminal; the student's program must end by itself.
(if try alike catch false then "alike" else "" end),
(select(any(.steps[]; .terminal == $student and .sign == "<") | not) | "student is not asked"),
(select(any(.steps[]; .terminal == $student and .sign == "?" and (.text | test("^(exits|fails)")))) | "student is to end"),
(if .difference then .difference | difference else "nothing differs" end),
(.terminals[] | select(.name == $student) | .output | rtrimstr("\\n") | split("\\n")[:200][] | "shown student: \(.)"),
(.programs // [] | .[] | program),
([.sockets[] | select(.state == "LISTEN")] as $all
 | .port as $port
 | ($all[] | "listens \(.address):\(.port)"),
   (select(all($all[]; .port != $port)) | $all[] | "listens elsewhere \(.address):\(.port)"))
