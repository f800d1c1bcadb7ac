# Where what a student's program has shown, and what a student or a file is called, is made harmless for
# whoever reads it: each kind of reader in one place. All of them take and give a string, and take a time
# that grows with its length alone, whatever stands in it (gsub would not).

def instead($what; $word): split($what) | join($word);

# Letter by letter, as numbers; most texts have none of the letters in question.
def letters($question; f): if test("[" + $question + "]") then [explode[] | f] | implode else . end;

# Where the file of an exercise lies in exercises/. (Records of before do not tell.)
def file: .file // "\(.id).c";

# For a person, on a terminal or in plain text: no control character but newline and tab, and nothing that
# ends a line, or turns the direction of letters around that have one. (The marks that only stand between
# letters, U+200E, U+200F and U+061C, belong to names that are written from right to left.)
def safe:
  letters("\\x{0}-\\x{8}\\x{b}-\\x{1f}\\x{7f}-\\x{9f}\\x{200b}\\x{2028}-\\x{202e}\\x{2060}\\x{2066}-\\x{2069}\\x{feff}";
    if . < 32 then (if . == 9 or . == 10 then . else 63 end)
    elif . < 127 then .
    elif . < 160 then 63
    elif . < 8203 then .
    elif . == 8203 or (. >= 8232 and . <= 8238) or . == 8288 or (. >= 8294 and . <= 8297) or . == 65279 then 63
    else . end);

# The same on one line.
def one_line: safe | letters("\\t\\n"; if . == 9 or . == 10 then 32 else . end);

# In the text and the attributes of a page. (Releases of jq differ in how they write an apostrophe.)
def html: safe | @html | instead("&apos;"; "&#39;");

# A step of an address in a page.
def address: @uri | html;

# In the text and the attributes of XML 1.0, which forbids some characters in any form.
def xml: letters("\\x{fffe}\\x{ffff}"; if . == 65534 or . == 65535 then 63 else . end) | html;

# A field of CSV (RFC 4180), from a number or a string. What a spreadsheet would take for a formula gets an
# apostrophe in front; a dash alone, which says that there is nothing, is none. Behind a semicolon, too:
# in half of Europe a spreadsheet begins another field there.
def csv:
  if type == "number" then tostring
  else safe
    | if test("^[=+@\\t-]") and . != "-" then "'" + . else . end
    | reduce ("=", "+", "-", "@") as $sign (.; instead(";" + $sign; ";'" + $sign))
    | [.] | @csv
  end;

# A path in mtree(5): what is more than letters and digits, in octal.
def octal:
  explode | map(if . > 64 then . - 55 else . - 48 end) | .[0] * 16 + .[1]
  | "\(. / 64 | floor)\((. / 8 | floor) % 8)\(. % 8)";
def mtree: @uri | gsub("%2F"; "/") | gsub("%(?<code>[0-9A-F]{2})"; "\\\(.code | octal)");

# The text of a workflow command on GitHub; and a property of one, as in `::error file=...::`. The older
# form of a command, `##[error]`, counts wherever it stands in a line.
def github: safe | instead("##["; "## [") | instead("%"; "%25") | instead("\n"; "%0A");
def github_property: github | instead(":"; "%3A") | instead(","; "%2C");

# A description in TAP: one line, in which neither a directive nor an escape can begin. And lines of
# diagnostics, none of which is taken for a result.
def tap: one_line | letters("#\\\\"; if . == 35 or . == 92 then 63 else . end);
def tap_comment: safe | split("\n") | map(if . == "" then "#" else "# " + . end) | join("\n");

# Within a line of Markdown. A character that is written as a number never begins or ends anything; letters,
# digits, blanks, and the three that mean nothing there, can stand as they are: ' , /
def markdown:
  one_line
  | [explode[]
     | if . == 32 or . == 39 or . == 44 or (. >= 47 and . <= 57) or (. >= 65 and . <= 90) or (. >= 97 and . <= 122) or . > 127
       then [.] | implode else "&#\(.);" end]
  | join("");

# A comment of Moodle's VPL: each line says that it is one, so none can be taken for a grade; and the marks
# of such lines are broken, wherever they stand.
def vpl:
  safe | instead(":=>>"; ": =>>") | instead("<|--"; "< |--") | instead("--|>"; "--| >")
  | split("\n") | map("Comment :=>>" + .) | join("\n");
