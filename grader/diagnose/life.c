#include "life.h"

#include <string.h>

static const struct {
    const char *name;
    const char *title;
} steps[LIFE_STEPS] = {
    {"build", "Before it runs"},          {"address", "Figure out the address"},
    {"socket", "Create a socket"},        {"bind", "Bind it to the address"},
    {"listen", "Make it listen"},         {"accept", "Accept a connection"},
    {"talk", "Read and write"},           {"close", "Close it"},
    {"loop", "One client after another"}, {"thread", "A thread per connection"},
};

const char *life_name(int step)
{
    return steps[step].name;
}

const char *life_title(int step)
{
    return steps[step].title;
}

int life_step(const char *name)
{
    for (int i = 0; i < LIFE_STEPS; i++) {
        if (strcmp(name, steps[i].name) == 0) {
            return i;
        }
    }
    return -1;
}
