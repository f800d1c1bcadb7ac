# The finding of a sanitizer in the output of a program, in a few lines: what it is, and the lines of
# the student's source that are involved. Nothing if there is none.
[.terminals[].output | split("\\n")[]] as $lines
| [$lines[] | select(test("ERROR: AddressSanitizer|runtime error:|WARNING: ThreadSanitizer"))][0] as $finding
| if $finding == null then
    empty
  else
    "What the sanitizer found:",
    "  " + ($finding | sub("^=+"; "") | sub("^[0-9]+=*"; "") | sub(" on (unknown )?address.*$"; "")),
    ([$lines[] | capture("#[0-9]+ (0x[0-9a-f]+ in )?(?<where>[a-z_]+) .*/?(?<file>ex11_[1-5]\\.c:[0-9]+)")
      | "  in \(.where), \(.file)"] | unique[0:4][]),
    ""
  end
