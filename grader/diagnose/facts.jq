# The lines of evidence of a play that differed, which the signs of mistakes are patterns over
# (grader/mistakes). What the program called follows behind them: diagnose lifecycle.

# First come the words of the conversation, "word NAME=VALUE", with which it is played again.

def one_line: split("\n") | map(select(. != "")) | join(" ");

.terminals as $terminals
| (.values | to_entries[] | "word \(.key)=\(.value)"),
  (.difference // empty
   | "reason \(.reason)",
     "expected \(.terminal): \(.expected | one_line)",
     "received \(.terminal): \(.received | one_line)"),
  ($terminals[] | select(.name == "server") | .output | rtrimstr("\\n") | split("\\n")[:200][] | "shown server: \(.)"),
  ($terminals[].now | split("\n")[] | select(. != "") | "now: \(.)"),
  (.sockets[] | select(.state == "LISTEN") | "listens \(.address):\(.port)")
