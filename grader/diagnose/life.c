#include "life.h"

#include <stddef.h>
#include <string.h>

static const struct {
    const char *name;
    const char *title;
} steps[LIFE_STEPS] = {
    [LIFE_BUILD] = {"build", "Before it runs"},
    [LIFE_ADDRESS] = {"address", "Figure out the address"},
    [LIFE_SOCKET] = {"socket", "Create a socket"},
    [LIFE_BIND] = {"bind", "Bind it to the address"},
    [LIFE_LISTEN] = {"listen", "Make it listen"},
    [LIFE_ACCEPT] = {"accept", "Accept a connection"},
    [LIFE_CONNECT] = {"connect", "Connect it"},
    [LIFE_TALK] = {"talk", "Read and write"},
    [LIFE_CLOSE] = {"close", "Close it"},
    [LIFE_LOOP] = {"loop", "One client after another"},
    [LIFE_THREAD] = {"thread", "A thread per connection"},
};

static const struct course server = {
    .title = "seven steps of a server",
    .own = "your server",
    .other = "client",
    .meets = LIFE_ACCEPT,
    .count = 7,
    .steps = {LIFE_ADDRESS, LIFE_SOCKET, LIFE_BIND, LIFE_LISTEN, LIFE_ACCEPT, LIFE_TALK,
              LIFE_CLOSE},
};

static const struct course client = {
    .title = "five steps of a client",
    .own = "your client",
    .other = "server",
    .is_clients = true,
    .meets = LIFE_CONNECT,
    .count = 5,
    .steps = {LIFE_ADDRESS, LIFE_SOCKET, LIFE_CONNECT, LIFE_TALK, LIFE_CLOSE},
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

const struct course *life_course(const char *role)
{
    return strcmp(role, "server") == 0 ? &server : strcmp(role, "client") == 0 ? &client : NULL;
}

int life_number(const struct course *course, int step)
{
    for (int i = 0; i < course->count; i++) {
        if (course->steps[i] == step) {
            return i + 1;
        }
    }
    return 0;
}

bool life_has(const struct course *course, int step)
{
    return step == LIFE_BUILD || life_number(course, step) > 0 ||
           (!course->is_clients && (step == LIFE_LOOP || step == LIFE_THREAD));
}
