# own-lines.awk STARTER FILE...: the lines of each FILE, called KEY/NAME, that are no line of the starter.
#
# Lines are compared without indentation and comments, and whatever things are called: who has given new
# names to what the starter has named is not to be found by that. What is left of a file goes to OUT/KEY.c
# (-v OUT=), and how many lines of code that is to standard output: "KEY LINES".

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
