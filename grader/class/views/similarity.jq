# Shows the pairs of a class's programs that are worth a look, from the output of pairs.awk. $manifest is a list with
# the manifest of the class, or an empty list.

include "escape";

# Fewer own lines than this say little: everybody who does the exercise writes most of them.
def few: 15;

# The most pairs of an exercise in the text; the CSV has all.
def most: 40;

def people: [$manifest[].students[]? | {key: .key, value: .}] | from_entries;

# {exercises: [{id, files, median, trouble, left_out, pairs: [{alike, first: {key, name, lines, part}, second}]}]}
def facts:
  def student($people; $key; $lines; $part):
    {key: $key, name: ($people[$key].name // "" | tostring), lines: ($lines | tonumber), part: ($part | tonumber)};
  people as $people
  | {threshold: $threshold,
     exercises: ([inputs | split(" ")] | group_by(.[1]) | map(
       {id: .[0][1],
        files: (map(select(.[0] == "class") | .[2] | tonumber) | add),
        median: (map(select(.[0] == "class") | .[3] | tonumber) | add),
        trouble: (map(select(.[0] == "trouble") | .[2]) | first // ""),
        left_out: map(select(.[0] == "left-out") | .[2]),
        pairs: (map(select(.[0] == "pair")
                    | [student($people; .[2]; .[3]; .[4]), student($people; .[5]; .[6]; .[7])] | sort_by(.key)
                    | {alike: ((.[0].part + .[1].part) / 2), first: .[0], second: .[1],
                       few: (map(.lines) | min < few)})
                | sort_by(-.alike, .first.key, .second.key))}))};

def as_csv:
  ["exercise", "alike", "first", "first name", "first lines", "first in second", "second", "second name",
   "second lines", "second in first", "few lines"] as $head
  | ($head, (.exercises[] | .id as $id | .pairs[]
             | [$id, .alike, .first.key, .first.name, .first.lines, .first.part, .second.key, .second.name,
                .second.lines, .second.part, if .few then "yes" else "" end]))
  | map(csv) | join(",");

def as_txt:
  def right($width): tostring | " " * ([$width - length, 0] | max) + .;
  def left($width): . + " " * ([$width - length, 0] | max);
  def called: .key + if .name == "" or .name == .key then "" else " (" + (.name | one_line) + ")" end;
  def number($count; $one): "\($count) \($one)\(if $count == 1 then "" else "s" end)";
  def shown:
    "  \(.alike | floor | right(3)) %  \(.first | called)\n         \(.second | called)\n"
    + "         \(.first.lines) and \(.second.lines) lines; \(.first.part) % of the one is in the other,"
    + " \(.second.part) % the other way round\(if .few then "; few lines" else "" end)\n";
  "Pairs of programs to look at\n",
  "Lines of the starter are left out, and so are names, comments and layout. The lab is small: right programs",
  "are alike even if nobody has copied. So a pair in this list is a reason to read both programs and to ask",
  "both students, and never a verdict. Where less than \(few) lines are left it says little (\"few lines\").\n",
  (.threshold as $threshold | .exercises[]
   | "\(.id): \(number(.files; "program")), \(number(.pairs | length; "pair")) of them alike at \($threshold) % or more"
     + if .files < 3 then "" else "; half of all pairs reach \(.median) %" end + "\n",
     (if .trouble == "" then empty
      elif .trouble == "124" then "  sim_c was not done in time: there may be more pairs.\n"
      else "  sim_c has failed (exit status \(.trouble)): there may be more pairs.\n" end),
     (.left_out[] | "  \(.): larger than any program of this lab, not looked at.\n"),
     (.pairs[:most][] | shown),
     (if (.pairs | length) > most then "  \((.pairs | length) - most) more are in similarity.csv.\n" else empty end));

# The list for Dolos, from lines "SECONDS KEY/NAME".
def listed_for_dolos:
  people as $people
  | (["filename", "full_name", "label", "created_at"] | join(",")),
    (inputs | capture("^(?<seconds>[0-9]+)[^ ]* (?<file>(?<key>[^/]+)/.*)$")
     | [("students/" + .file), ($people[.key].name // .key | tostring),
        (if $people[.key].late == true then "late" else "in time" end),
        (.seconds | tonumber | strftime("%Y-%m-%d %H:%M:%S +0000"))]
     | map(csv) | join(","));
