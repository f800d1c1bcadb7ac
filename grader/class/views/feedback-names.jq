# The feedback of a class as mtree(5), for bsdtar to pack: a text and a page for each student, under the name by which
# the LMS takes them back. These names exist only in the archive: they may be too long for a file. A student whose
# identity is uncertain gets none; the members of a group, one entry there, get one. Reads class.jsonl (with
# --null-input).

include "escape";

# Undoes the %25 of `collect`'s list.
def encoded:
  gsub("%25(?<code>[0-9A-F]{2})"; "%\(.code)") | mtree;

"#mtree",
([inputs | select(.feedback != "") | {key: .feedback, value: .key}] | from_entries | to_entries[]
 | (.key | encoded) as $name | "\(.value)" as $key | ("html", "txt")
 | "\($name)feedback.\(.) type=file mode=0644 contents=\($key)/feedback.\(.)")
