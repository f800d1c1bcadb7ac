# Where what a student's program has shown, and what a student or a file is called, is made harmless for
# whoever reads it: each kind of reader in one place. All of them take and give a string.

# For a person, on a terminal or in plain text: no control character but newline and tab, and nothing that
# ends a line or turns the direction of writing around unseen.
def safe:
  gsub("[\\x{0}-\\x{8}\\x{b}-\\x{1f}\\x{7f}-\\x{9f}]"; "?")
  | gsub("[\\x{200b}\\x{2028}-\\x{202e}\\x{2060}\\x{2066}-\\x{2069}\\x{feff}]"; "?");

# The same on one line.
def one_line: safe | gsub("[\\n\\t]+"; " ");

# In the text and the attributes of a page.
def html: safe | @html;

# In the text and the attributes of XML 1.0, which forbids some characters in any form.
def xml: safe | gsub("[\\x{fffe}\\x{ffff}]"; "?") | @html;

# A field of CSV (RFC 4180). What a spreadsheet would take for a formula begins with an apostrophe.
def csv:
  if type == "number" then tostring
  else (safe | if test("^[=+@\\t\\r-]") then "'" + . else . end | [.] | @csv) end;

# The text of a workflow command on GitHub; and a property of one, as in `::error file=...::`.
def github: safe | gsub("%"; "%25") | gsub("\\n"; "%0A");
def github_property: github | gsub(":"; "%3A") | gsub(","; "%2C");

# A description in TAP: one line, in which neither a directive nor an escape can begin.
def tap: one_line | gsub("[#\\\\]"; "?");
