# Of the evidence of two plays: whether they differed at the same step, or by the same line. Where threads run
# at once, it may come a step earlier, or behind a prompt.

def ends_with($other): length > 0 and ($other | length > 0) and (endswith($other) or (. as $line | $other | endswith($line)));

[.[].difference] as [$one, $other]
| $one != null and $other != null and $one.terminal == $other.terminal
  and ($one.expected == $other.expected or ($one.received // "" | ends_with($other.received // "")))
