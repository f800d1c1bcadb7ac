# Copies a page of the tutorial, and makes its transcripts anew from the sessions of grader/exercises. Called by
# docs/transcripts, from the top of the kit. Exit status 1: an error was reported.

# A page is plain text, blocks that are copied, and blocks that are replaced. `wanted` is the line of a transcript
# comment whose block has not come yet, `in_block` the line where a block has begun, and `fence` the number of its
# backticks, the same at its end.
BEGIN {
    TRANSCRIPT = "^<!-- transcript: .* -->$"
    FENCE = "^ *```+"
    ONLY_FROM_SESSIONS = "Server socket created|Enter message to send"
}

in_block && /^ *```+ *$/ && backticks() >= fence {
    in_block = replacing = 0
    print
    next
}

in_block {
    if (!replacing) {
        print
        if ($0 ~ ONLY_FROM_SESSIONS)
            error(FNR, "this transcript has no <!-- transcript: … --> comment above its block")
    }
    next
}

$0 ~ FENCE {
    in_block = FNR
    fence = backticks()
    print
    if (wanted) {
        replacing = 1
        transcript()
        wanted = 0
    }
    next
}

/^<!-- *transcript/ && $0 !~ TRANSCRIPT {
    error(FNR, "expected <!-- transcript: EXERCISE/SESSION TERMINAL name=value … -->")
}

wanted && NF {
    error(wanted, "no fenced block follows this transcript comment")
    wanted = 0
}

$0 ~ TRANSCRIPT {
    wanted = FNR
    order = $0
    sub(/^<!-- transcript: */, "", order)
    sub(/ *-->$/, "", order)
}

{ print }

END {
    if (wanted)
        error(wanted, "no fenced block follows this transcript comment")
    if (in_block)
        error(in_block, "this block has no end")
    exit failed
}

function error(line, text)
{
    printf "%s:%d: %s\n", FILENAME, line, text > "/dev/stderr"
    failed = 1
}

# Returns how many backticks the line begins with.
function backticks()
{
    match($0, /`+/)
    return RLENGTH
}

# Prints what a person at the ordered terminal sees.
function transcript(    session, terminal)
{
    split("", value)
    session = next_word()
    terminal = next_word()
    known_values(session)
    while (order != "")
        if (!next_value())
            return
    if (read_session("grader/exercises/" session ".session", terminal))
        show_turns()
}

# What an exercise's own sessions call {exercise} and {port}.
function known_values(session,    line, facts)
{
    value["exercise"] = session
    sub(/\/.*/, "", value["exercise"])
    facts = "grader/exercises/" value["exercise"] "/facts"
    while ((getline line < facts) > 0)
        if (sub(/^port: */, "", line))
            value["port"] = line
    close(facts)
}

# Takes the first word off the order, and returns it.
function next_word(    word)
{
    match(order, /^[^ ]*/)
    word = substr(order, 1, RLENGTH)
    order = substr(order, RLENGTH + 1)
    sub(/^ */, "", order)
    return word
}

# Takes the first name=value or name="two words" off the order. Returns 0 if it is neither.
function next_value(    pair, equals, text)
{
    if (!match(order, /^[A-Za-z_][A-Za-z0-9_]*=("[^"]*"|[^ "]*)/)) {
        error(wanted, "expected name=value or name=\"two words\" at: " order)
        return 0
    }
    pair = substr(order, 1, RLENGTH)
    order = substr(order, RLENGTH + 1)
    sub(/^ */, "", order)

    equals = index(pair, "=")
    text = substr(pair, equals + 1)
    if (text ~ /^"/)
        text = substr(text, 2, length(text) - 2)
    value[substr(pair, 1, equals - 1)] = text
    return 1
}

# Keeps the turns of one terminal that a person sees, in sign[] and text[], 1 to `turns`.
# Returns 0 if there is no such session, or no such terminal in it.
function read_session(file, terminal,    line, where, got, number, words, from)
{
    turns = number = 0
    while ((got = (getline line < file)) > 0) {
        where = file ":" ++number
        sub(/^[ \t]+/, "", line)
        if (line ~ /^repeat [0-9]+$/) {
            split(line, words, " ")
            from = turns + 1
        } else if (line == "end") {
            repeat_turns(from, words[2])
        } else if (index(line, terminal " ") == 1) {
            line = substr(line, length(terminal) + 2)
            if (line ~ /^[$|&<^]/ && substr(line, 3) != "...")
                add_turn(substr(line, 1, 1), fill(substr(line, 3), where))
        }
    }
    close(file)

    if (got < 0)
        error(wanted, "there is no session " file)
    else if (turns == 0)
        error(wanted, "nothing happens on a terminal '" terminal "' in " file)
    return got == 0 && turns > 0
}

function add_turn(its_sign, its_text)
{
    sign[++turns] = its_sign
    text[turns] = its_text
}

# The turns since `first` are there once: adds them until they are there `times` times.
function repeat_turns(first, times,    last, turn)
{
    last = turns
    while (--times > 0)
        for (turn = first; turn <= last; turn++)
            add_turn(sign[turn], text[turn])
}

# Returns the text with each {name} or {name:LENGTHS} replaced by its value.
function fill(from, where,    filled, name)
{
    while (match(from, /[{][A-Za-z_][A-Za-z0-9_]*(:[0-9 ]+)?[}]/)) {
        filled = filled substr(from, 1, RSTART - 1)
        name = substr(from, RSTART + 1, RLENGTH - 2)
        from = substr(from, RSTART + RLENGTH)
        sub(/:.*/, "", name)
        if (name in value)
            filled = filled value[name]
        else
            error(wanted, "{" name "} has no value, which " where " needs")
    }
    return filled from
}

# A prompt stays on its line until the answer has been typed. It ends in a blank; a line that a client of the system's
# shows before the next one is typed does not.
function show_turns(    turn, line)
{
    line = ""
    for (turn = 1; turn <= turns; turn++) {
        if (sign[turn] == "$")
            line = "$ " text[turn]
        else if (sign[turn] == "^")
            line = "^" text[turn]
        else
            line = line text[turn]

        if (sign[turn] == "|" && text[turn] ~ / $/ && turn < turns && sign[turn + 1] == "<")
            continue
        sub(/[ \t]+$/, "", line)
        print line
        line = ""
    }
}
