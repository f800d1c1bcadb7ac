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
    error(FNR, "expected <!-- transcript: SESSION TERMINAL name=value … -->")
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
    while (order != "")
        if (!next_value())
            return
    if (read_session("grader/exercises/" session ".session", terminal))
        show_steps()
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

# Keeps the steps of one terminal that a person sees, in sign[] and text[], 1 to `steps`.
# Returns 0 if there is no such session, or no such terminal in it.
function read_session(file, terminal,    line, where, got, number, words, from)
{
    steps = number = 0
    while ((got = (getline line < file)) > 0) {
        where = file ":" ++number
        sub(/^[ \t]+/, "", line)
        if (line ~ /^repeat [0-9]+$/) {
            split(line, words, " ")
            from = steps + 1
        } else if (line == "end") {
            repeat_steps(from, words[2])
        } else if (index(line, terminal " ") == 1) {
            line = substr(line, length(terminal) + 2)
            if (line ~ /^[$|&<^]/ && substr(line, 3) != "...")
                add_step(substr(line, 1, 1), fill(substr(line, 3), where))
        }
    }
    close(file)

    if (got < 0)
        error(wanted, "there is no session " file)
    else if (steps == 0)
        error(wanted, "nothing happens on a terminal '" terminal "' in " file)
    return got == 0 && steps > 0
}

function add_step(its_sign, its_text)
{
    sign[++steps] = its_sign
    text[steps] = its_text
}

# The steps since `first` are there once: adds them until they are there `times` times.
function repeat_steps(first, times,    last, step)
{
    last = steps
    while (--times > 0)
        for (step = first; step <= last; step++)
            add_step(sign[step], text[step])
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

# A prompt stays on its line until the answer has been typed.
function show_steps(    step, line)
{
    line = ""
    for (step = 1; step <= steps; step++) {
        if (sign[step] == "$")
            line = "$ " text[step]
        else if (sign[step] == "^")
            line = "^" text[step]
        else
            line = line text[step]

        if (sign[step] == "|" && step < steps && sign[step + 1] == "<")
            continue
        sub(/[ \t]+$/, "", line)
        print line
        line = ""
    }
}
