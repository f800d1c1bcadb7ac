#include "seen.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void see(struct seen *seen, const char *format, ...)
{
    char line[sizeof(seen->text)];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof(line), format, arguments);
    va_end(arguments);
    if (seen == NULL) {
        printf("%s\n", line);
        return;
    }
    size_t length = strlen(seen->text);
    snprintf(seen->text + length, sizeof(seen->text) - length, "%s%s", length > 0 ? ", " : "",
             line);
}

void show_bytes(char *shown, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if (isprint(byte)) {
            *shown++ = (char)byte;
        } else {
            shown += sprintf(shown, byte == '\0' ? "\\%x" : "\\x%02x", byte);
        }
    }
    *shown = '\0';
}
