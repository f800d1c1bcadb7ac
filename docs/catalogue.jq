# Makes sections of a page from the catalogue of mistakes (diagnose catalogue), by the steps of a server.

# Fills in the places of values.
def blanks:
  reduce ($values | to_entries[]) as $one (.; gsub("\\{\($one.key)\\}"; $one.value)) | gsub("\\{[a-z_]+\\}"; "…");

def entry:
  "\n### \(.title | blanks)\n\n\(.seen | blanks)\n\n<details><summary>Hints</summary>\n\n"
  + ([.hints | to_entries[] | "\(.key + 1). \(.value | blanks | gsub("\n"; "\n   "))\n"] | join(""))
  + "\nRead: [\(.read | split(".md")[0]) in the tutorial](\(.read))\n\n</details>\n";

.steps[] as $step
| [.entries[] | select(.step == $step.name) | entry]
| select(. != [])
| "\n## \(if $step.number > 0 then "\($step.number). " else "" end)\($step.title)\n" + join("")
