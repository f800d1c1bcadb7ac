// Prints what terminals and reports obey: clears the screen, sets the clipboard and the title,
// turns the direction of writing round, sends a NUL, and speaks the languages of TAP, XML, CSV and
// CI logs.
#include <stdio.h>

int main(void)
{
    const char text[] = "\033[2J\033[H\033]52;c;ZWNobyBoZWxsbwo=\a\033]0;graded: 100\a\n"
                        "\xe2\x80\xae detaerc tekcos revreS\n"
                        "Server\0socket\0created\b\b\b\r\n"
                        "ok 1 - Server socket created\nBail out!\n1..0 # SKIP\n"
                        "</pre></failure>]]><script>alert(1)</script>&lt;\n"
                        "=HYPERLINK(\"http://192.0.2.1/\")\t+1\t-1\t@SUM(1)\n"
                        "::error file=ex11_1.c::injected\n::set-output name=score::100\n"
                        "\033[?1049h\033[31m\x9b"
                        "5m\x7f\x01\x02\x1b";
    fwrite(text, 1, sizeof(text) - 1, stdout);
    printf("\nServer socket created\n\033[1;1Hgarbage\n");
    return 0;
}
