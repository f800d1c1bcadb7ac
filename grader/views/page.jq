# The parts that the pages share: the frame with its style sheet, and small pieces.
#
# A page stands alone: no script, no font, no picture, nothing from elsewhere. The policy in its head forbids them, in
# case a name or an output gets through the escaping. It is also well-formed XML, so all text from outside is escaped
# with `xml`, which does the same as `html` and also replaces the two characters that XML can't write.

include "escape";

# `text` is on one line, for running text and attributes; `shown` keeps lines, for <pre>.
def text: one_line | xml;
def shown: xml;

# A name may be written from right to left: <bdi> keeps the text beside it in place.
def name: "<bdi>\(text)</bdi>";

def plural($one; $many): "\(.) \(if . == 1 then $one else $many end)";
def plural($word): plural($word; $word + "s");

def number_word: . as $number | "no one two three four five six seven eight nine ten" | split(" ")[$number] // "\($number)";

# The share of a sum, in whole percent.
def percent($sum): if $sum == 0 then 0 else 100 * . / $sum + 0.5 | floor end;

# Text for screen readers only; and text for the screen only.
def heard: "<span class=\"heard\">\(.)</span>";
def seen: "<span aria-hidden=\"true\">\(.)</span>";

# The name of an exercise; a narrow screen shows only the part behind the last _.
def exercise_head:
  ((rindex("_") // -1) + 1) as $at
  | "<span class=\"prefix\">\(.[:$at] | text)</span>\(.[$at:] | text)";

def state_class: {"pass": "pass", "fail": "fail", "not started": "idle", "error": "error"}[.] // "error";
def state_words: {"pass": "passed", "fail": "failed", "not started": "not started", "error": "could not be graded"}[.] // .;
def state_mark: {"pass": "✓", "fail": "✗", "not started": "–", "error": "?"}[.] // "?";

# Makes `code` of the catalogue's Markdown into HTML.
def prose: text | gsub("`(?<code>[^`]+)`"; "<code>\(.code)</code>");

# Fills the places of values in a text of the catalogue.
def blanks:
  reduce ($ARGS.named.catalogue[0].values // {} | to_entries[]) as $one (.; split("{\($one.key)}") | join($one.value))
  | gsub("\\{[A-Za-z_]+\\}"; "…");

# A table that scrolls within its own region if the screen is too narrow. With the class "long" it may be printed on
# several pages.
def table($id; $caption; $class; $head; $body):
  "<div class=\"scroll \($class)\" role=\"region\" aria-labelledby=\"\($id)-caption\" tabindex=\"0\">",
  "<table id=\"\($id)\">",
  "<caption id=\"\($id)-caption\">\($caption)</caption>",
  "<thead><tr>", $head[], "</tr></thead>",
  "<tbody>", $body[], "</tbody>",
  "</table>",
  "</div>";

def head_cell($class): "<th scope=\"col\" class=\"\($class)\">\(.)</th>";
def row_head: "<th scope=\"row\">\(.)</th>";
def cell($class): "<td class=\"\($class)\">\(.)</td>";

# The catalogue (diagnose/catalogue) is passed with --slurpfile; without it a mistake has only its name.
def catalogue: $ARGS.named.catalogue[0].entries // {};

def style: "
:root {
  color-scheme: light dark;
  --paper: #ffffff; --wash: #f3f6f9; --ink: #24292f; --soft: #57606a; --line: #d0d7de;
  --link: #08653a; --accent: #00aa55;
  --pass: #08703a; --fail: #b3400a; --idle: #57606a; --error: #7a2fb8;
  --pass-bar: #2da866; --fail-bar: #e8843c; --idle-bar: #b8c0c8; --error-bar: #a06cd5;
  --heat1: #fdeedd; --heat2: #fbd3a6; --heat3: #f5aa62; --heat4: #b8480a; --heat5: #762804;
  --on1: #24292f; --on2: #24292f; --on3: #24292f; --on4: #ffffff; --on5: #ffffff;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --wash: #1e242b; --ink: #e4e8ec; --soft: #a3adb8; --line: #38414b;
    --link: #5fd49a; --accent: #00aa55;
    --pass: #5fd49a; --fail: #f5a062; --idle: #a3adb8; --error: #c9a0f0;
    --pass-bar: #2f9e63; --fail-bar: #cf6f2a; --idle-bar: #56616d; --error-bar: #9160c8;
    --heat1: #43301f; --heat2: #633b17; --heat3: #844611; --heat4: #e3893a; --heat5: #ffcf9c;
    --on1: #e4e8ec; --on2: #ffffff; --on3: #ffffff; --on4: #14181d; --on5: #14181d;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 1rem 1rem 3rem; max-width: 64rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif;
  overflow-wrap: anywhere;
}
code, pre, kbd { font-family: ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; font-size: 0.875em; }
a { color: var(--link); text-underline-offset: 0.15em; }
a:focus-visible, .scroll:focus-visible, summary:focus-visible, pre:focus-visible {
  outline: 3px solid var(--accent); outline-offset: 2px;
}
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 0.5rem; padding: 0.5rem 1rem; background: var(--paper); z-index: 2; }
.heard {
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap;
}
header { border-top: 4px solid var(--accent); padding-top: 0.75rem; }
.over { margin: 0; color: var(--soft); }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 0.5rem; }
h2 { font-size: 1.35rem; line-height: 1.25; margin: 2.75rem 0 0.5rem; }
h3 { font-size: 1.05rem; line-height: 1.35; margin: 1.5rem 0 0.25rem; }
p, ol, ul, dl { margin: 0.5rem 0; }
p, li { max-width: 46rem; }
.soft, footer { color: var(--soft); }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 0.5rem; font-size: 0.9rem; }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; }
nav.jumps ul { gap: 0.25rem 0.75rem; }
nav a { display: inline-block; padding: 0.25rem 0; }

.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 0.75rem; margin: 1rem 0; }
.tiles div { background: var(--wash); border-radius: 5px; padding: 0.6rem 0.9rem; display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.tiles dt { color: var(--soft); font-size: 0.9rem; line-height: 1.3; }
.tiles dd { margin: 0; font-size: 1.9rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tiles dd small { font-size: 1rem; color: var(--soft); }

figure { margin: 0; }
.bars { display: flex; list-style: none; padding: 0; margin: 1rem 0 0; gap: 3px; max-width: 46rem; align-items: flex-end; }
.bars li { flex: 1 1 0; min-width: 0; text-align: center; font-variant-numeric: tabular-nums; }
.bars .bar { display: block; background: var(--accent); border-radius: 3px 3px 0 0; min-height: 1px; }
.bars .none { background: var(--line); }
.bars .range { display: block; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.75rem; line-height: 1.2; padding-top: 0.25rem; overflow-wrap: normal; }

.scroll { overflow-x: auto; margin: 0.75rem 0; position: relative; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; line-height: 1.35; }
caption { text-align: left; color: var(--soft); padding: 0 0 0.5rem; max-width: min(46rem, 100vw - 1.5rem); }
th, td { overflow-wrap: break-word; padding: 0.4rem 0.6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { font-weight: 600; vertical-align: bottom; font-size: 0.9rem; line-height: 1.25; overflow-wrap: normal; border-bottom-color: var(--soft); }
tbody th { font-weight: 400; min-width: 9rem; overflow-wrap: anywhere; }
td ul { min-width: 8rem; overflow-wrap: anywhere; }
.number { text-align: right; }
td.number { white-space: nowrap; }
td ul { margin: 0; padding: 0; list-style: none; }
td li + li { margin-top: 0.2rem; }
.pass { color: var(--pass); } .fail { color: var(--fail); } .idle { color: var(--idle); } .error { color: var(--error); }
tr:target, section:target { outline: 2px solid var(--accent); outline-offset: -2px; }

.together { white-space: nowrap; }
.swatch { display: inline-block; width: 0.7em; height: 0.7em; border-radius: 2px; margin-right: 0.3em; }
.stack { display: flex; height: 0.6rem; border-radius: 3px; overflow: hidden; margin-top: 0.35rem; max-width: 20rem; background: var(--line); }
.pass-bar { background: var(--pass-bar); } .fail-bar { background: var(--fail-bar); }
.idle-bar { background: var(--idle-bar); } .error-bar { background: var(--error-bar); }

#mistakes td, #mistakes thead th + th { text-align: center; }
#mistakes td { border-left: 1px solid var(--paper); vertical-align: middle; min-width: 2rem; }
#mistakes td.total { font-weight: 600; }
#mistakes .heat0 { color: var(--soft); }
.heat1 { background: var(--heat1); color: var(--on1); } .heat2 { background: var(--heat2); color: var(--on2); }
.heat3 { background: var(--heat3); color: var(--on3); } .heat4 { background: var(--heat4); color: var(--on4); }
.heat5 { background: var(--heat5); color: var(--on5); }
#mistakes .unnamed th, #mistakes .unnamed td { border-top: 1px solid var(--soft); }
#everybody td.number { min-width: 3.2rem; }
.tag { display: inline-block; border: 1px solid var(--line); border-radius: 3px; padding: 0 0.35rem; font-size: 0.85rem; }

.entry { border-top: 1px solid var(--line); margin-top: 1rem; padding-top: 0.25rem; }
.entry h3 { margin-top: 0.5rem; }
summary { cursor: pointer; color: var(--link); }
.who { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.1rem 1rem; }

.score { font-size: 1.35rem; margin: 1rem 0 0.25rem; }
.score strong { font-size: 2.4rem; line-height: 1; }
.next { background: var(--wash); border-left: 4px solid var(--accent); border-radius: 0 5px 5px 0; padding: 0.6rem 1rem; margin: 1rem 0; }
.next h2 { margin: 0; font-size: 1.1rem; }
.checks { list-style: none; padding: 0; }
.checks li { padding-left: 1.6rem; text-indent: -1.6rem; }
.checks .mark { display: inline-block; width: 1.6rem; text-indent: 0; }
pre {
  background: var(--wash); border-radius: 5px; padding: 0.75rem 1rem; margin: 0.75rem 0; overflow-x: auto;
  line-height: 1.4; direction: ltr; unicode-bidi: bidi-override; overflow-wrap: normal;
}
.mistake { border: 1px solid var(--line); border-radius: 5px; padding: 0.25rem 1rem; margin: 0.75rem 0; }
.mistake h3 { margin-top: 0.5rem; }

@media (max-width: 40rem) {
  body { padding: 0.75rem 0.75rem 2rem; }
  h1 { font-size: 1.55rem; }
  th, td { padding: 0.4rem 0.35rem; }
  .tiles { grid-template-columns: repeat(2, 1fr); }
  .prefix { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  #mistakes th, #mistakes td { padding: 0.4rem 0.25rem; min-width: 1.6rem; }
  #mistakes tbody th { min-width: 8.5rem; }
  #everybody td.number { min-width: 2.6rem; }
  .scroll th:first-child { position: sticky; left: 0; background: var(--paper); }
  .bars .range { min-height: calc(2.4em + 0.25rem + 1px); }
  pre { font-size: 0.8125rem; padding: 0.6rem 0.75rem; }
}
@media print {
  @page { size: A4; margin: 15mm; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, .skip { display: none; }
  h2, h3, h2 + p, h3 + p, caption { break-after: avoid; }
  tr, li, pre, figure, .entry, .tiles div, .mistake, .next, .scroll:not(.long) { break-inside: avoid; }
  .tiles { grid-template-columns: repeat(5, 1fr); gap: 0.5rem; }
  .tiles dd { font-size: 1.4rem; }
  details::details-content { content-visibility: visible; block-size: auto; }
  summary { list-style: none; color: inherit; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 8.5pt; }
  a { color: inherit; }
}
";

# The whole page: `.` are the lines of its body.
def page($title):
  ["<!DOCTYPE html>",
   "<html lang=\"en\" xml:lang=\"en\">",
   "<head>",
   "<meta charset=\"utf-8\" />",
   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\" />",
   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />",
   "<meta name=\"color-scheme\" content=\"light dark\" />",
   "<meta name=\"robots\" content=\"noindex\" />",
   "<title>\($title | text)</title>",
   "<style>\(style)</style>",
   "</head>",
   "<body>",
   "<a class=\"skip\" href=\"#main\">To the content</a>",
   .[],
   "</body>",
   "</html>"]
  | join("\n");
