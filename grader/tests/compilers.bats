# The same program gets the same points with each C compiler: gcc 12 and newer, clang 14 and newer.

load kit

# compilers: those of this machine, each once.
compilers() {
    local compiler path
    for compiler in gcc gcc-{12..16} clang clang-{14..22}; do
        path=$(command -v "$compiler") && printf '%s %s\n' "$(readlink --canonicalize "$path")" "$compiler"
    done | sort --unique --key=1,1 | cut --delimiter=' ' --fields=2
}

# Edits of the solutions, as NAME@EXERCISE@CHECKS@SED: the first ones are errors only to the newest compilers, the last
# ones to all.
PROGRAMS='no cast@ex11_1@compiles@s/(struct sockaddr \*)&server/\&server/
no unistd@ex11_3@compiles@/unistd.h/d
no string@ex11_3@compiles@/string.h/d
no type@ex11_1@compiles@s/^int main(void)/main()/
no value@ex11_1@compiles@s/^int main(void)/int nothing(void) { return; }\n&/
a value@ex11_1@compiles@s/^int main(void)/void nothing(void) { return 1; }\n&/
old style@ex11_1@compiles@s/^int main(void)/int add(a) int a; { return a; }\n&/
main of void@ex11_2@compiles@s/^int main(void)/void main(void)/
a pointer for a number@ex11_1@compiles@s/^int main(void)/int number(char *text) { return text; }\n&/
a number for a pointer@ex11_5@compiles@s/(void \*)(intptr_t)new_socket/new_socket/
a number from a pointer@ex11_5@compiles@s/(int)(intptr_t)argument/argument/
a handler of int@ex11_5@compiles@s/^static void \*handle_connection/static int handle_connection/; s/return NULL;/return 0;/
int for socklen_t@ex11_2@compiles@s/socklen_t size/int size/
bool of its own@ex11_1@compiles@s/^int main(void)/typedef enum { false, true } bool;\n&/
no prototype@ex11_1@compiles@s/^int main(void)/int one();\nint two(void) { return one(1); }\nint one(int a) { return a; }\n&/
nobody has it@ex11_1@fails@s/bind(/bnid(/
a semicolon less@ex11_1@fails@s/int status = -1;/int status = -1/
a structure for a number@ex11_1@fails@s/s_addr = /s_addr = server + /'

@test "each program compiles, or does not, with each compiler that is here" {
    local compiler name exercise expected change got wrong=() mine=$BATS_TEST_TMPDIR/mine
    mkdir "$mine"
    while IFS=@ read -r name exercise expected change; do
        sed --expression "$change" "$TOP/solutions/$exercise.c" >"$mine/$exercise.c"
        ! cmp --silent "$mine/$exercise.c" "$TOP/solutions/$exercise.c" || wrong+=("$name is the solution")
        for compiler in $(compilers); do
            run clean env "CC=$compiler" "$TOP/grader/compile" "$mine/$exercise.c" "$mine/program" plain "$mine/said"
            got=$([[ $status != 0 ]] && echo fails || echo compiles)
            [[ $status == [01] && $got == "$expected" ]] || wrong+=("$name, $compiler: $status" "$(<"$mine/said")")
        done
    done <<<"$PROGRAMS"
    none "${wrong[@]}"
}

@test "what is a warning to the one and an error to the other costs no points with either" {
    local compiler exercise change wrong=() mine=$BATS_TEST_TMPDIR/mine
    mkdir "$mine"
    while IFS=@ read -r exercise change; do
        sed --expression "$change" "$TOP/solutions/$exercise.c" >"$mine/$exercise.c"
        for compiler in $(compilers); do
            sanitizes "$compiler" || continue
            run clean env "CC=$compiler" "SUBMISSION=$mine" "EX=$exercise" "RESULTS=$RESULTS" "$TOP/grader/grade"
            [[ $(record '"\(.score) of \(.max_score)"') == @('10 of 10'|'25 of 25'|'30 of 30') ]] || wrong+=("$exercise, $compiler:" "$output")
        done
    done <<'END'
ex11_1@s/(struct sockaddr \*)&server/\&server/
ex11_3@/unistd.h/d; /string.h/d
ex11_5@s/(void \*)(intptr_t)new_socket/new_socket/; s/(int)(intptr_t)argument/argument/
END
    none "${wrong[@]}"
}

@test "what is no error is shown as advice" {
    mkdir "$BATS_TEST_TMPDIR/mine"
    sed 's/(struct sockaddr \*)&server/\&server/' "$TOP/solutions/ex11_1.c" >"$BATS_TEST_TMPDIR/mine/ex11_1.c"
    grade "$BATS_TEST_TMPDIR/mine" EX=ex11_1
    [[ $output == *"The compiler's advice on ex11_1, which costs no points:"*'incompatible pointer type'* ]] || fail "$output"
}
