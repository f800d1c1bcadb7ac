# Whether two plays differed at the same turn, or by the same line: where threads run at once, the line may come a turn
# earlier, or behind a prompt.

def ends_with($other): length > 0 and ($other | length > 0) and (endswith($other) or (. as $line | $other | endswith($line)));

# Why no line came.
def silence:
  .difference.terminal as $terminal
  | [.difference | .reason, .counted]
    + [if .difference.reason == "ended" then .programs[] | select(.terminal == $terminal) | .status, .signal else empty end];

. as [$first, $second]
| [.[].difference] as [$one, $other]
| $one != null and $other != null and $one.terminal == $other.terminal
  and (([$one, $other] | map([.sign, .expected]) | .[0] == .[1])
       or ($one.received // "" | ends_with($other.received // ""))
       or ($one.received == null and $other.received == null and ($first | silence) == ($second | silence)))
