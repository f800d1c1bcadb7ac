#include "server.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "../contain/bounds.h"

// The lines that are typed: more than a crowd needs.
#define LINES (1 << 16)

// How long a program may take until it listens, in ms, while it computes or sleeps.
#define START_MS (5 * 1000)

// Makes the keyboard: our standard input, which the program inherits. Each line that it reads is
// there at once, so that only the server is measured, and not a person.
static bool open_keyboard(void)
{
    static const char line[] = "y\n";
    char *lines = must_allocate(LINES * (sizeof(line) - 1));
    for (size_t i = 0; i < LINES; i++) {
        memcpy(lines + i * (sizeof(line) - 1), line, sizeof(line) - 1);
    }
    int keyboard = memfd_create("keyboard", MFD_CLOEXEC);
    size_t length = LINES * (sizeof(line) - 1);
    bool typed = keyboard != -1 && write(keyboard, lines, length) == (ssize_t)length &&
                 lseek(keyboard, 0, SEEK_SET) == 0 && dup2(keyboard, 0) == 0;
    close(keyboard);
    free(lines);
    return typed;
}

static bool open_output(int ours[2], int programs[2])
{
    for (int i = 0; i < 2; i++) {
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == -1) {
            return false;
        }
        ours[i] = ends[0];
        programs[i] = ends[1];
    }
    return true;
}

static bool listens(struct server *server)
{
    sockets_read(&server->sockets, 1U << TCP_LISTEN);
    for (size_t i = 0; i < server->sockets.count; i++) {
        if (server->sockets.rows[i].local_port == server->isolation->port) {
            return true;
        }
    }
    return false;
}

// Waits until it listens, and is at rest.
static bool await_listening(struct server *server, struct text *why)
{
    for (int ms = 0; ms < START_MS && !server_is_gone(server, true); ms++) {
        server_hear(server);
        bool rests = server_is_at_rest(server);
        if (listens(server) && rests) {
            return true;
        }
        if (rests) {
            break;
        }
        nanosleep(&(struct timespec){.tv_nsec = 1000 * 1000}, NULL);
    }
    server_hear(server);
    text_print(why, "%s",
               server->program.ended ? "it ends before it listens" : "it does not listen");
    return false;
}

bool server_start(struct server *server, struct isolation *isolation, int binary, const char *name,
                  struct text *why, bool *is_programs)
{
    int ends[2] = {-1, -1};
    char *argv[] = {must_copy(name), NULL};
    struct launch launch = {
        .binary = binary, .terminal = -1, .output = ends, .argv = argv, .trace = -1};
    *server = (struct server){
        .isolation = isolation, .program = {.guard = -1, .report = -1}, .output = {-1, -1}};
    *is_programs = false;
    bool started = open_keyboard() && open_output(server->output, ends);
    if (!started) {
        text_print(why, "can't open the program's output: %s", strerror(errno));
    }
    started = started && program_start(&server->program, isolation, &launch, why);
    free(argv[0]);
    close(ends[0]);
    close(ends[1]);
    if (started) {
        *is_programs = await_listening(server, why) || server->program.trouble.length == 0;
        started = why->length == 0;
    }
    if (server->program.trouble.length > 0) {
        text_free(why);
        text_print(why, "can't start the program: %s", text_string(&server->program.trouble));
    }
    return started;
}

void server_end(struct server *server)
{
    program_end(&server->program, server->isolation);
    close(server->output[0]);
    close(server->output[1]);
    text_free(&server->said);
    look_free(&server->before);
    look_free(&server->now);
    sockets_free(&server->sockets);
}

void server_hear(struct server *server)
{
    char bytes[1 << 14];
    while (recv(server->output[0], bytes, sizeof(bytes), MSG_DONTWAIT) > 0) {
    }
    ssize_t count; // perror(3) writes a line at once
    while ((count = recv(server->output[1], bytes, sizeof(bytes), MSG_DONTWAIT)) > 0) {
        const char *end = memchr(bytes, '\n', (size_t)count);
        if (server->said.length == 0) {
            text_show(&server->said, bytes, end == NULL ? (size_t)count : (size_t)(end - bytes));
        }
    }
}

bool server_is_gone(struct server *server, bool is_thorough)
{
    program_news(&server->program);
    if (is_thorough) {
        look_at(&server->now, server->program.guard, false, false);
    }
    return server->program.ended || server->program.trouble.length > 0 ||
           (is_thorough && (look_memory(&server->now) > LIMIT_MEMORY ||
                            program_cpu_ms(&server->program) > 1000L * LIMIT_CPU));
}

bool server_is_at_rest(struct server *server)
{
    look_at(&server->before, server->program.guard, false, false);
    if (server->before.count == 0 || !look_is_blocked(&server->before)) {
        return false;
    }
    sockets_read(&server->sockets, ALL_STATES);
    if (sockets_in_flight(&server->sockets, 0)) {
        return false;
    }
    look_at(&server->now, server->program.guard, false, false);
    return look_is_same(&server->before, &server->now);
}

void server_count(struct server *server, size_t *accepted, size_t *queued)
{
    *accepted = *queued = 0;
    sockets_read(&server->sockets, 1U << TCP_ESTABLISHED | 1U << TCP_CLOSE_WAIT);
    for (size_t i = 0; i < server->sockets.count; i++) {
        const struct socket_row *row = &server->sockets.rows[i];
        if (row->local_port == server->isolation->port) {
            *(row->inode == 0 ? queued : accepted) += 1;
        }
    }
}

// The number, in bytes, behind `name` in a file of /proc; -1 if it can't be read.
static long kilobytes_of(pid_t process, const char *file, const char *name)
{
    char path[64], line[256];
    long kilobytes = -1;
    snprintf(path, sizeof(path), "/proc/%d/%s", (int)process, file);
    FILE *content = fopen(path, "re");
    while (content != NULL && kilobytes == -1 && fgets(line, sizeof(line), content) != NULL) {
        if (strncmp(line, name, strlen(name)) == 0) {
            kilobytes = strtol(line + strlen(name), NULL, 10);
        }
    }
    if (content != NULL) {
        fclose(content);
    }
    return kilobytes == -1 ? -1 : kilobytes * 1024;
}

void server_cost(struct server *server, struct cost *cost)
{
    *cost = (struct cost){0};
    look_at(&server->now, server->program.guard, false, false);
    cost->processes = 1 + look_count(&server->now, CHILDREN);
    cost->threads = look_count(&server->now, THREADS);
    for (size_t i = 0; i < server->now.count; i++) {
        if (!look_speaks(&server->now, i) ||
            look_is_zombie(&server->now, &server->now.threads[i])) {
            continue;
        }
        long pages = kilobytes_of(server->now.threads[i].pid, "smaps_rollup", "Pss:");
        long tables = kilobytes_of(server->now.threads[i].pid, "status", "VmPTE:");
        cost->pages = pages == -1 || cost->pages == -1 ? -1 : cost->pages + pages;
        cost->page_tables += tables == -1 ? 0 : tables;
    }
}
