// Prints bytes that are no UTF-8: stray, overlong, cut off, half of a surrogate pair, beyond
// Unicode.
#include <stdio.h>

int main(void)
{
    printf("Server \xff\xfe socket created\n"
           "overlong \xc0\x80 \xe0\x80\xaf, stray \x80\xbf, surrogate \xed\xa0\x80\n"
           "beyond \xf4\x90\x80\x80 \xf8\x88\x80\x80\x80, a non-character \xef\xbf\xbf\n"
           "cut off \xe2\x82\n"
           "cut off at the end \xf0\x9f\x98");
    return 0;
}
