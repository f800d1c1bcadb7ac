# Makes sections of a page from the entries of the catalogue of mistakes, by the steps of a server.

function end_entry() {
    if (title == "") return
    gsub(/\{[a-z_]+\}/, "…", seen)
    gsub(/\{[a-z_]+\}/, "…", hints)
    sub(/ $/, "", seen)
    exercise_words = exercises
    gsub(/ /, ", ", exercise_words)
    entry = "\n### " title "\n\n" seen "\n\n<details><summary>Hints (" exercise_words ")</summary>\n\n" hints \
        "\nRead: [" page " in the tutorial](" read ")\n\n</details>\n"
    sections[step] = sections[step] entry
    title = seen = hints = ""
}

BEGIN {
    count = split("build address socket bind listen accept talk close loop thread", order, " ")
    split("Before it runs|1. Figure out the address|2. Create a socket|3. Bind it|4. Make it listen|" \
        "5. Accept a connection|6. Read and write|7. Close it|One client after another|" \
        "A thread per connection", headings, "|")
}

FNR == 1 { end_entry(); front = 1; in_sign = in_hints = done = 0; next }
front && /^---$/ { front = 0; next }
front && /^exercises: / { exercises = substr($0, 12) }
front && /^step: / { step = substr($0, 7) }
front && /^read: / { read = substr($0, 7); page = substr(read, 1, index(read, ".md") - 1) }
front { next }
/^```/ { in_sign = !in_sign; next }
in_sign { next }
/^# / { title = substr($0, 3); next }
/^[0-9]+\. / { in_hints = 1 }
in_hints && NF { hints = hints $0 "\n"; next }
!in_hints && NF { seen = seen $0 " " }

END {
    end_entry()
    for (i = 1; i <= count; i++) {
        if (order[i] in sections) printf "\n## %s\n%s", headings[i], sections[order[i]]
    }
}
