# The catalogue of mistakes: each entry is whole, and has a plant (what is planted is in mistakes.bats).

load kit

@test "each entry is whole: a plant, and none where it is no mistake, one to three hints, a section of the tutorial" {
    local entries=("$TOP"/grader/mistakes/*.md)
    ((${#entries[@]} >= 65))
    same '' "$(awk '
        function ends_entry() {
            if (entry == "") return
            if (!planted[entry]) print entry ": no plant"
            if (hints < 1 || hints > 3) print entry ": 1 to 3 hints"
            if (!(section in sections)) print entry ": there is no section " section
        }
        FNR == 1 { file = FILENAME; sub(/.*\//, "", file); name = file; sub(/\.[a-z]*$/, "", name) }
        FILENAME ~ /\/docs\// {
            if (!sub(/^#+ /, "")) next
            $0 = tolower($0); gsub(/ /, "-"); gsub(/[^a-z0-9_-]/, ""); sections[file "#" $0]
            next
        }
        FILENAME ~ /\.plant$/ { if (/^ex/) { planted[name] = 1; for (i = 1; i <= NF; i++) fits[name, $i] }; next }
        FNR == 1 { ends_entry(); entry = name; hints = 0; section = "" }
        /^not: / { for (i = 2; i <= NF; i++) if ((entry, $i) in fits) print entry ": a plant for " $i ", where it is none" }
        /^read: / { section = substr($0, 7) }
        /^[0-9]\. / { hints += /^[1-3]/ ? 1 : 4 }
        END { ends_entry() }' "$TOP"/docs/*.md "$KIT"/plants/*.plant "${entries[@]}")"
}

@test "each plant belongs to an entry" {
    local plant wrong=()
    for plant in "$KIT"/plants/*.plant; do
        plant=${plant##*/}
        [[ -e $TOP/grader/mistakes/${plant%.plant}.md ]] || wrong+=("$plant")
    done
    none "${wrong[@]}"
}

@test "what an entry tells is found by each of its signs" {
    same '' "$(awk '
        FNR == 1 { part = "head"; split("", told); split("", found) }
        part == "head" && /^# / { part = "title"; next }
        part == "title" && /./ { part = "seen" }
        part == "seen" && !/./ { part = "hints" }
        part == "seen" { for (rest = $0; match(rest, /[{][a-z_]*[}]/); rest = substr(rest, RSTART + RLENGTH)) told[substr(rest, RSTART, RLENGTH)] }
        part == "sign" && /^(or|```)$/ {
            for (name in told) if (!(name in found)) print FILENAME ": a sign does not find " name
            split("", found)
        }
        part == "sign" { for (name in told) if (index($0, name)) found[name] }
        /^```/ { part = $0 == "```sign" ? "sign" : "" }' "$TOP"/grader/mistakes/*.md)"
}

@test "an entry that is not one is told by its file and line" {
    local folder=$BATS_TEST_TMPDIR/catalogue
    mkdir "$folder"
    : >"$BATS_TEST_TMPDIR/facts"
    refused() {
        printf '%s\n' "${@:2}" >"$folder/x.md"
        run clean "$BIN/diagnose" mistake "$folder" ex11_1 "$BATS_TEST_TMPDIR/facts"
        same "2 diagnose: $folder/x.md:$1" "$status $output"
    }
    refused "2: expected 'step: ', 'read: ' or 'not: '" '---' 'exercises: ex11_1' '---'
    refused "4: expected a known 'step:' at the beginning" '---' 'step: somewhere' '---' '# Title'
    refused "3: expected a title, '# ...', and what was seen" '---' 'step: bind' '---'
    refused "6: expected a sign, in a block \`\`\`sign" '---' 'step: bind' '---' '# Title' '' 'Seen.'
    refused "8: expected 'sees PATTERN', 'never PATTERN' or 'or'" '---' 'step: bind' '---' '# Title' \
        '' 'Seen.' "\`\`\`sign" 'looks like this'
    refused "8: a choice can't hold another one, nor a name" '---' 'step: bind' '---' '# Title' \
        '' 'Seen.' "\`\`\`sign" 'sees {one|two {PORT}}'
}
