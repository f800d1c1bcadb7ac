# pairs.awk: reads the number of own lines of each file (own-lines.awk), then sim_c's output on them.
#
#   ada 24
#   ada.c consists for 97 % of bob.c material
#
# The similarity of two programs is the mean of both directions. Prints the pairs that reach THRESHOLD (-v),
#
#   pair EXERCISE FIRST LINES PERCENT SECOND LINES PERCENT
#
# and "class EXERCISE FILES MEDIAN": the number of files with own lines, and the percent that half of all their pairs
# reach.

NF == 2 && $2 ~ /^[0-9]+$/ {
    lines[$1] = $2
    files += $2 > 0
}

$2 == "consists" && $5 == "%" {
    one = substr($1, 1, length($1) - 2)
    other = substr($7, 1, length($7) - 2)
    part[one, other] = $4
    if ((other, one) in part) {
        known[one, other] = 1
        delete known[other, one]
    } else {
        known[one, other] = 1
    }
}

END {
    pairs = files * (files - 1) / 2
    for (pair in known) {
        split(pair, of, SUBSEP)
        there = part[of[1], of[2]] + 0
        back = part[of[2], of[1]] + 0
        alike = (there + back) / 2
        reached[int(alike)]++
        if (alike >= THRESHOLD) {
            print "pair", EXERCISE, of[1], lines[of[1]], there, of[2], lines[of[2]], back
        }
    }
    for (median = 100; median > 0; median--) {
        above += reached[median]
        if (above > 0 && 2 * above >= pairs) {
            break
        }
    }
    print "class", EXERCISE, files + 0, median
}
