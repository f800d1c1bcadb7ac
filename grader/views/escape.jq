# Makes the output of students' programs, and the names of students and files, harmless for each kind of reader. All
# functions take and give a string, in a time that grows only with its length, whatever stands in it (gsub would not).

def instead($what; $word): split($what) | join($word);

# Replaces letters one by one, as numbers; most texts have none of those in question.
def letters($question; f): if test("[" + $question + "]") then [explode[] | f] | implode else . end;

# The path of an exercise's file in exercises/. (Older records lack it.)
def file: .file // "\(.id).c";

# For a person, on a terminal or in plain text: no control character but newline and tab, no other sign that ends a
# line, and none that reverses the direction of letters. (The marks U+200E, U+200F and U+061C may stay: they belong to
# names that are written from right to left.)
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

# For the text and the attributes of a page. (Releases of jq write an apostrophe differently.)
def html: safe | @html | instead("&apos;"; "&#39;");

# For one part of a URL's path in a page.
def address: @uri | html;

# For the text and the attributes of XML 1.0, which forbids some characters in any form.
def xml: letters("\\x{fffe}\\x{ffff}"; if . == 65534 or . == 65535 then 63 else . end) | html;

# A field of CSV (RFC 4180), from a number or a string. A text that a spreadsheet would take for a formula gets an
# apostrophe in front (a single dash is no formula). So does text behind a semicolon: in half of Europe a spreadsheet
# begins another field there.
def csv:
  if type == "number" then tostring
  else safe
    | if test("^[=+@\\t-]") and . != "-" then "'" + . else . end
    | reduce ("=", "+", "-", "@") as $sign (.; instead(";" + $sign; ";'" + $sign))
    | [.] | @csv
  end;

# A path in mtree(5): everything but letters and digits in octal.
def octal:
  explode | map(if . > 64 then . - 55 else . - 48 end) | .[0] * 16 + .[1]
  | "\(. / 64 | floor)\((. / 8 | floor) % 8)\(. % 8)";
def mtree: @uri | gsub("%2F"; "/") | gsub("%(?<code>[0-9A-F]{2})"; "\\\(.code | octal)");

# For the text of a workflow command on GitHub; and for a property of one, as in `::error file=...::`. The older form of
# a command, `##[error]`, works anywhere in a line.
def github: safe | instead("##["; "## [") | instead("%"; "%25") | instead("\n"; "%0A");
def github_property: github | instead(":"; "%3A") | instead(","; "%2C");

# For a description in TAP: one line, without the signs that begin a directive or an escape. And for lines of
# diagnostics, so that none looks like a result.
def tap: one_line | letters("#\\\\"; if . == 35 or . == 92 then 63 else . end);
def tap_comment: safe | split("\n") | map(if . == "" then "#" else "# " + . end) | join("\n");

# For text within a line of Markdown. A character that is written as a number has no meaning; letters, digits, blanks,
# and three signs without a meaning, ' , / stay as they are.
def markdown:
  one_line
  | [explode[]
     | if . == 32 or . == 39 or . == 44 or (. >= 47 and . <= 57) or (. >= 65 and . <= 90) or (. >= 97 and . <= 122) or . > 127
       then [.] | implode else "&#\(.);" end]
  | join("");

# For a comment of Moodle's VPL: marks each line as a comment, so that none looks like a grade; and breaks up such marks
# inside of it.
def vpl:
  safe | instead(":=>>"; ": =>>") | instead("<|--"; "< |--") | instead("--|>"; "--| >")
  | split("\n") | map("Comment :=>>" + .) | join("\n");
