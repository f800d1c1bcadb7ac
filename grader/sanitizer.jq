# Words the finding of a sanitizer in a few lines: its kind, the lines of the student's $source.c that caused it, and
# the variable. Nothing if there is none.

def is_finding: test("ERROR: (Address|Thread)Sanitizer: |runtime error: |WARNING: ThreadSanitizer: |^ERROR: the program ");
# The lines on the origin of the memory and of the threads: too much to begin with.
def is_aside: test("^ *(Location is|Thread T|SUMMARY|Address 0x|0x[0-9a-f]+ is located|freed by|previously allocated|allocated by|Mutex )");
def without_addresses: gsub(" (at|on)( unknown)?( address)? 0x[0-9a-f]+"; "") | sub("( bp| sp| \\().*$"; "");

def access:
  if test("^ *(Previous )?(atomic )?(write|read) of size"; "i") then
    "  " + (sub("^ +"; "") | without_addresses | sub(":$"; ""))
  else
    capture("#[0-9]+ (0x[0-9a-f]+ in )?(?<where>[A-Za-z_0-9]+) .*/?(?<file>\($source)\\.c:[0-9]+)")
    | "    in \(.where), \(.file)"
  end;

.student as $student
| (.sanitizer // "" | split("\\n")) as $lines
| ([$lines[] | is_finding] | index(true)) as $at
| if $at == null and .sanitizer != null and (.sanitizer | test("Sanitizer") | not) then
    "What the sanitizer found:",
    "  words that are not its own: only the sanitizer writes to that descriptor.",
    ""
  elif $at == null and any(.terminals[]; .name == $student and .status == 86 * 256) then
    "What the sanitizer found:",
    "  something that it has ended the program for; where it writes that to, the program has closed.",
    ""
  elif $at == null then
    empty
  else
    $lines[$at + 1:] as $after
    | ([$after[] | is_aside] | index(true) // ($after | length)) as $until
    | "What the sanitizer found:",
      "  " + ($lines[$at] | sub("^=+"; "") | sub("^[0-9]+=*"; "") | without_addresses),
      ([$after[:$until][] | access][:6][]),
      ([$after[$until:][] | select(test("^ *Location is (global|stack|heap)"))
        | "  " + (sub("^ +"; "") | without_addresses)][:1][]),
      ""
  end
