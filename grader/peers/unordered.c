// Linked to a program that is built with ThreadSanitizer (grader/compile, `unordered`): what one
// thread receives from a socket is not taken to come after what another one has sent through any
// socket. Usually the sanitizer takes it so, and then finds hardly any race between threads that
// each talk with a client of their own. See its flag io_sync.

const char *__tsan_default_options(void);

const char *__tsan_default_options(void)
{
    return "io_sync=0";
}
