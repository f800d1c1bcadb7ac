# Tells what a page needs of the catalogue: for each entry, in fields separated by the byte 0x1f, its name,
# title, what was seen, first hint, number of hints, and which section of the tutorial explains it: page
# and heading. Reads the pages of the tutorial first, then the entries.

function end_entry() {
    if (title == "") return
    sub(/ $/, "", seen)
    sub(/ $/, "", hint)
    page = read
    sub(/#.*/, "", page)
    print name FS title FS seen FS hint FS hints FS page FS headings[read]
    title = ""
}

# The anchor of a heading, as the tutorial's links name it.
function anchor(heading) {
    heading = tolower(heading)
    gsub(/[^a-z0-9_ -]/, "", heading)
    gsub(/ /, "-", heading)
    return heading
}

BEGIN { FS = "\037" }

FNR == 1 {
    end_entry()
    file = FILENAME
    sub(/.*\//, "", file)
    is_entry = /^---$/
    front = is_entry
    in_code = hints = 0
    name = substr(file, 1, length(file) - 3)
    seen = hint = read = ""
    if (is_entry) next
}
/^```/ { in_code = !in_code }
in_code || /^```/ { next }
!is_entry && /^#+ / {
    heading = $0
    sub(/^#+ /, "", heading)
    headings[file "#" anchor(heading)] = heading
}
!is_entry { next }
front && /^---$/ { front = 0; next }
front && /^read: / { read = substr($0, 7) }
front { next }
/^# / { title = substr($0, 3); next }
/^[0-9]+\. / { hints++; sub(/^[0-9]+\. +/, "") }
/[^ ]/ {
    sub(/^ +/, "")
    if (hints == 0) seen = seen $0 " "
    if (hints == 1) hint = hint $0 " "
}

END { end_entry() }
