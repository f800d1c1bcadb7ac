# Shows the figures of make crowd in one of three forms, $form: "terminal", "page" (a table of Markdown) and "picture"
# (SVG). All three get each figure from the same function, as the same text.

# 12345 -> "12,345"
def grouped: tostring | if length > 3 then (.[:-3] | grouped) + "," + .[-3:] else . end;

def duration: if . < 1000 then "\(. + 0.5 | floor) ms" else "\(. / 100 + 0.5 | floor | . / 10) s" end;

# Bytes, with two digits that count: "130 bytes", "4.2 KiB", "79 KiB".
def size:
  if . < 1000 then "\(. + 0.5 | floor) bytes"
  elif . < 10 * 1024 then "\(. * 10 / 1024 + 0.5 | floor | . / 10) KiB"
  else "\(. / 1024 + 0.5 | floor) KiB" end;

# Short visits: those answered in a second, and when the last one was.
def a_second: if .visits.last_ms > 0 then .visits | .answered * 1000 / .last_ms + 0.5 | floor else 0 end;

def waiting: .accepted + .queued + .outside;

# Of a crowd that stays: the server parts with everybody.
def parts: .held == 0 and .answered > 0;

# Bytes for each connection that the program holds in the end; null: it holds none, or it is hidden.
def memory_each:
  .stay | if .held > 0 and .memory then
    . as {$held, memory: {$after, $before}}
    | ([$after.pages + $after.page_tables - $before.pages - $before.page_tables, 0] | max) / $held
  else null end;

# One server's figures as texts.
def figures:
  {
    name: .design, exercise,
    answered: (.visits.answered | grouped), rate: (a_second | grouped), last: (.visits.last_ms | duration),
    beside: (.silent.answered | grouped),
    stay: (.stay.answered | grouped), away: (.stay.turned_away | grouped), wait: (.stay | waiting | grouped),
    memory: (memory_each | if . == null then "-" else size end)
  };

def pad($width): . + (" " * ([$width - length, 0] | max) // "");
def pad_left($width): (" " * ([$width - length, 0] | max) // "") + .;

# For the text of SVG, and for a terminal: what a program has said is safe already (text_show).
def escaped: @html;

# What has to be said below the table.
def notes:
  (.servers[] | select(.trouble == null)
   | (select(.stay | parts) | "\(.design): it parts with each client after one answer, and so nobody stays."),
     (select(.stay.said != "") | "\(.design): \"\(.stay.said)\""),
     (select([.visits, .silent, .stay | .ended] | any)
      | "\(.design): the program has ended, or has used up its processor time or memory.")),
  (.servers[] | select(.trouble) | "\(.design): \(.trouble) (\(.exercise))");

def limits:
  .limits // empty | "A program may have \(.processes) processes and threads, and \(.descriptors) descriptors.";

def machine: "\(.processors) processors, \(.system)";

def terminal:
  def row: [., [9, 10, 10, 10, 12, 10, 8, 9, 10]] | transpose
    | (.[0] | .[1] as $width | .[0] | pad($width)) + ([.[1:][] | .[1] as $width | .[0] | pad_left($width)] | add);
  "\(.clients | grouped) clients at once; \(machine)",
  limits,
  "",
  (if [.servers[] | select(.trouble == null)] == [] then empty else
   (["", "short", "visits", "the last", "behind one", "who stay", "turned", "", "memory"] | row),
   (["", "answered", "a second", "after", "silent one", "answered", "away", "waiting", "for each"] | row),
   (.servers[] | select(.trouble == null) | figures
    | [.name, .answered, .rate, .last, .beside, .stay, .away, .wait, .memory] | row),
  "" end),
  notes;

def page:
  "| | visits a second | the last after | behind a silent one: answered | who stay: answered | turned away "
    + "| waiting | memory for each |",
  "| --- | --- | --- | --- | --- | --- | --- | --- |",
  (.servers[] | select(.trouble == null) | figures
   | ["[\(.name)](\(.exercise).md)", .rate, .last, .beside, .stay, .away, .wait, .memory] | "| \(join(" | ")) |");

# ---- the picture ----

# A crowd of 1,000 dots, 20 in a column: one for each client or, of another crowd, for each thousandth of it. From the
# left: who is answered, who is turned away, who waits. (Each lies on top of the next.)
def crowd($x; $y; $clients):
  def rect($class; $from; $width; $height):
    if $width > 0 and $height > 0 then
      "<rect class=\"\($class)\" x=\"\($x + $from)\" y=\"\($y)\" width=\"\($width)\" height=\"\($height)\"/>"
    else empty end;
  def first($class):
    if . == 0 then empty else ([. * 1000 / $clients + 0.5 | floor, 1] | max)
      | (. % 20) as $rest | ((. - $rest) / 5) as $width
      | rect($class; 0; $width; 80), rect($class; $width; 4; 4 * $rest) end;
  (select(waiting > 0) | $clients | first("wait")),
  (select(.turned_away > 0) | .answered + .turned_away | first("away")),
  (.answered | first("answered")),
  rect("net"; 0; 200; 80);

def text($x; $y; $class; $words): "<text class=\"\($class)\" x=\"\($x)\" y=\"\($y)\">\($words | escaped)</text>";

# "127 answered, 873 turned away"
def fates:
  [(.answered | select(. > 0) | "\(grouped) answered"), (.turned_away | select(. > 0) | "\(grouped) turned away"),
   (waiting | select(. > 0) | "\(grouped) wait"), (select(parts) | "none stays")] | join(", ");

def picture:
  .clients as $clients
  | [.servers[] | select(.trouble == null)] as $servers
  | (100 + 120 * ($servers | length)) as $height
  | ([1, ($servers[] | a_second)] | max) as $most
  | "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 960 \($height)\" width=\"960\" "
      + "height=\"\($height)\" role=\"img\">",
    "<title>\($clients | grouped) clients come to each kind of server</title>",
    "<style>",
    "text { font: 12px ui-monospace, 'DejaVu Sans Mono', monospace; fill: #24292f; }",
    ".name { font-weight: bold; }",
    ".small { font-size: 11px; fill: #57606a; }",
    ".paper { fill: #ffffff; }",
    ".answered { fill: #1a7f37; }",
    ".away { fill: #bf6a02; }",
    ".wait { fill: #a9b1ba; }",
    ".bar { fill: #4078c0; }",
    ".net { fill: url(#net); }",
    ".thread { stroke: #ffffff; }",
    "@media (prefers-color-scheme: dark) {",
    "text { fill: #e6edf3; }",
    ".small { fill: #9198a1; }",
    ".paper { fill: #0d1117; }",
    ".answered { fill: #3fb950; }",
    ".away { fill: #e3953a; }",
    ".wait { fill: #666f7a; }",
    ".bar { fill: #589bf0; }",
    ".thread { stroke: #0d1117; }",
    "}",
    "</style>",
    "<defs><pattern id=\"net\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\">"
      + "<path class=\"thread\" d=\"M0,0 H4 M0,0 V4\" stroke-width=\"2\" fill=\"none\"/></pattern></defs>",
    "<rect class=\"paper\" width=\"960\" height=\"\($height)\"/>",
    text(120; 24; "name"; "One client is silent"), text(120; 40; "small"; "\($clients | grouped) come behind it"),
    text(376; 24; "name"; "\($clients | grouped) come, and stay"), text(376; 40; "small"; "each says a line"),
    text(632; 24; "name"; "Short visits"), text(632; 40; "small"; "a second; the last after"),
    text(828; 24; "name"; "Memory"), text(828; 40; "small"; "for each who stays"),
    ($servers | to_entries[] | (56 + 120 * .key) as $y | .value | figures as $told
     | text(16; $y + 38; "name"; .design), text(16; $y + 54; "small"; $told.exercise),
       (.silent | crowd(120; $y; $clients), text(120; $y + 96; "small"; fates)),
       (.stay | crowd(376; $y; $clients), text(376; $y + 96; "small"; fates)),
       "<rect class=\"bar\" x=\"632\" y=\"\($y + 26)\" width=\"\(a_second / $most * 160 | floor)\" height=\"28\"/>",
       text(632; $y + 70; "small"; "\($told.rate); \($told.last)"),
       text(828; $y + 44; ""; $told.memory)),
    (["answered", "turned away", "waits"] | to_entries[]
     | "<rect class=\"\(.value | {"answered": "answered", "turned away": "away", "waits": "wait"}[.])\""
         + " x=\"\(120 + 120 * .key)\" y=\"\($height - 26)\" width=\"10\" height=\"10\"/>",
       text(136 + 120 * .key; $height - 17; "small"; .value)),
    "</svg>";

if $form == "terminal" then terminal elif $form == "page" then page else picture end
