# The feedback of a class as mtree(5), for bsdtar to pack: a text and a page for each student, under a name by
# which the place that the class comes from takes them back. No file has such a name here, which may be longer
# than that of a file may be. Who is not certain gets none; a group's members, who are one there, get one.
# Reads class.jsonl (with --null-input).

include "escape";

# In `collect`'s list a % that could begin such a code is one.
def encoded:
  gsub("%25(?<code>[0-9A-F]{2})"; "%\(.code)") | mtree;

"#mtree",
([inputs | select(.feedback != "") | {key: .feedback, value: .key}] | from_entries | to_entries[]
 | (.key | encoded) as $name | "\(.value)" as $key | ("html", "txt")
 | "\($name)feedback.\(.) type=file mode=0644 contents=\($key)/feedback.\(.)")
