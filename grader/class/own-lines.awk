# own-lines.awk STARTER FILE...: finds the lines of each FILE, KEY/NAME, that are not in the starter.
#
# Compares lines without indentation, comments and names, so that renamed variables of the starter don't count as own
# lines. Writes the rest of a file to OUT/KEY.c (-v OUT=), and its number of lines of code to standard output: "KEY
# LINES".

BEGIN {
    split("break case char const continue default do double else for goto if int long return short signed " \
        "sizeof static struct switch typedef unsigned void while", words, " ")
    for (word in words) {
        keyword[words[word]] = 1
    }
}

function code(line,    done, name) {
    gsub(/\/\*[^*]*\*\//, "", line)
    sub(/\/\/.*/, "", line)
    gsub(/^[ \t]+|[ \t\r]+$/, "", line)
    done = ""
    while (match(line, /[A-Za-z_][A-Za-z_0-9]*/)) {
        name = substr(line, RSTART, RLENGTH)
        done = done substr(line, 1, RSTART - 1) (name in keyword ? name : "name")
        line = substr(line, RSTART + RLENGTH)
    }
    return done line
}

function finish() {
    if (key != "") {
        close(copy)
        print key, lines
    }
}

FILENAME == ARGV[1] {
    given[code($0)] = 1
    next
}

FNR == 1 {
    finish()
    key = FILENAME
    sub(/\/.*/, "", key)
    copy = OUT "/" key ".c"
    lines = 0
    printf "" >copy
}

!(code($0) in given) {
    print >copy
    lines++
}

END {
    finish()
}
