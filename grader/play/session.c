#include "session.h"

#include <string.h>

#include "../text/text.h"

void values_set(struct values *values, const char *name, const char *value)
{
    values->items = must_grow(values->items, values->count, sizeof(*values->items));
    values->items[values->count++] = (struct value){must_copy(name), must_copy(value)};
}

const char *values_get(const struct values *values, const char *name)
{
    for (size_t i = values->count; i > 0; i--) {
        if (strcmp(values->items[i - 1].name, name) == 0) {
            return values->items[i - 1].value;
        }
    }
    return NULL;
}

int session_terminal(const struct session *session, const char *name)
{
    for (int i = 0; i < session->terminal_count; i++) {
        if (strcmp(session->terminals[i], name) == 0) {
            return i;
        }
    }
    return -1;
}

bool is_of_system(const char *command)
{
    return strncmp(command, "./", 2) != 0;
}
