#include "describe.h"

#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../look/calls.h"
#include "signals.h"

// The most listening sockets that are described one by one.
#define LISTENING_TOLD 4

void describe_name(struct text *text, const struct seat *seat)
{
    if (seat->is_students) {
        text_print(text, "Your %s", seat->name);
    } else if (strcmp(seat->name, SERVER) == 0 || strcmp(seat->name, CLIENT) == 0) {
        text_print(text, "The %s", seat->name);
    } else {
        text_print(text, "`%s`", seat->name);
    }
}

void describe_end(struct text *text, int status)
{
    if (WIFEXITED(status)) {
        text_print(text, "ended with status %d", WEXITSTATUS(status));
    } else {
        text_print(text, "was killed by %s", signal_name(WTERMSIG(status)));
    }
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV) {
        text_print(text, ", because it used memory that is not its own");
    }
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE) {
        text_print(text, ", because it wrote to a connection whose other side was closed");
    }
}

// The seat at the other end of the connection. NULL if no program has that end open any more.
static const struct seat *peer_of(const struct play *play, const struct socket_row *row)
{
    for (size_t i = 0; i < play->sockets.count; i++) {
        const struct socket_row *other = &play->sockets.rows[i];
        if (other->owner != NO_OWNER && other->state != TCP_LISTEN &&
            other->local_port == row->remote_port && other->remote_port == row->local_port) {
            return &play->seats[other->owner];
        }
    }
    return NULL;
}

// Whether the other end waits in a backlog: it is connected, but no program has it open.
static bool is_unaccepted(const struct play *play, const struct socket_row *row)
{
    for (size_t i = 0; i < play->sockets.count; i++) {
        const struct socket_row *other = &play->sockets.rows[i];
        if (other->inode == 0 && other->state == TCP_ESTABLISHED &&
            other->local_port == row->remote_port && other->remote_port == row->local_port) {
            return true;
        }
    }
    return false;
}

static bool is_terminal(const struct thread *thread, int descriptor)
{
    char target[64];
    return look_link(thread, descriptor, target, sizeof(target)) &&
           strncmp(target, "/dev/pts", 8) == 0;
}

static void find_role(struct doing *doing, const struct play *play, const struct thread *thread)
{
    const struct socket_row *row = sockets_of_descriptor(&play->sockets, thread, doing->descriptor);
    if (row == NULL) {
        doing->role = is_terminal(thread, doing->descriptor) ? "terminal" : "";
        return;
    }
    if (row->state == TCP_LISTEN) {
        doing->role = "listening socket";
        doing->port = row->local_port;
        return;
    }
    const struct seat *peer = peer_of(play, row);
    if (peer != NULL) {
        doing->role = "connection";
        doing->peer = peer->name;
    } else {
        doing->role = is_unaccepted(play, row) ? "unaccepted connection" : "closed connection";
    }
}

struct doing describe_doing(const struct play *play, const struct look *look,
                            const struct thread *thread)
{
    const struct call *call = call_find(thread->call);
    struct doing doing = {"waiting", "", -1, "", "", -1};
    if (thread->state == 'Z') {
        doing.state = "ended";
    } else if (thread->state == 'T') {
        doing.state = "stopped";
    } else if (call == NULL || (thread->state != 'S' && !look_waits_for_child(look, thread))) {
        doing.state = thread->state == 'S' ? "waiting" : "computing";
    } else if (call->kind == CALL_SLEEPS) {
        doing.state = "sleeping";
    } else {
        doing.call = call->name;
        if (call->kind == CALL_DESCRIPTOR) {
            doing.descriptor = (int)thread->arguments[0];
            find_role(&doing, play, thread);
        } else {
            doing.role =
                call->kind == CALL_MANY ? "any of several" : "another thread, process or signal";
        }
    }
    return doing;
}

// "`accept` on descriptor 3, its *listening* socket"
static void describe_waiting(struct text *text, const struct doing *doing)
{
    text_print(text, "`%s`", doing->call);
    if (doing->descriptor == -1) {
        text_print(text, ", for %s",
                   strcmp(doing->role, "any of several") == 0 ? "any of several descriptors"
                                                              : doing->role);
        return;
    }
    text_print(text, " on descriptor %d", doing->descriptor);
    if (strcmp(doing->role, "terminal") == 0) {
        text_print(text, ", its terminal%s",
                   strncmp(doing->call, "read", 4) == 0 ? ": it wants a line typed" : "");
    } else if (strcmp(doing->role, "listening socket") == 0) {
        text_print(text, ", its *listening* socket (port %d)", doing->port);
    } else if (strcmp(doing->role, "unaccepted connection") == 0) {
        text_print(text, ", a connection that the server has not accepted yet");
    } else if (strcmp(doing->role, "closed connection") == 0) {
        text_print(text, ", a connection whose other side is closed");
    } else if (strcmp(doing->role, "connection") == 0) {
        text_print(text, ", its connection with `%s`", doing->peer);
    }
}

void describe_zombies(struct text *text, size_t count)
{
    if (count == 1) {
        text_print(text, "1 child has ended, and nobody has waited for it");
    } else {
        text_print(text, "%zu children have ended, and nobody has waited for them", count);
    }
}

struct place describe_place(const struct look *look, size_t number)
{
    const struct thread *thread = &look->threads[number];
    struct place place = {0};
    for (size_t i = 0; i < look->count; i++) {
        const struct thread *other = &look->threads[i];
        if (look_begins(look, i) && !look_is_zombie(look, other)) {
            place.processes++;
            place.process += i <= number;
            place.parent = other->pid == thread->parent ? place.processes : place.parent;
        }
        place.threads += other->pid == thread->pid;
        place.thread += other->pid == thread->pid && i <= number;
    }
    return place;
}

// "Your server, process 2 of 3 (a child), thread 1 of 2,"
static void describe_who(struct text *text, const struct seat *seat, size_t number)
{
    struct place place = describe_place(&seat->now, number);
    describe_name(text, seat);
    if (place.processes > 1) {
        text_print(text, ", process %zu of %zu", place.process, place.processes);
    }
    if (place.process > 1 && place.parent < 2) {
        text_print(text, place.parent == 1 ? " (a child)" : " (a child whose parent has ended)");
    } else if (place.process > 1) {
        text_print(text, " (a child of process %zu)", place.parent);
    }
    if (place.threads > 1) {
        text_print(text, ", thread %zu of %zu", place.thread, place.threads);
    }
    text_print(text, place.processes > 1 || place.threads > 1 ? ", " : " ");
}

static void describe_thread(struct text *text, const struct doing *doing)
{
    if (strcmp(doing->state, "ended") == 0) {
        text_print(text, "has ended, the others go on");
    } else if (strcmp(doing->state, "stopped") == 0) {
        text_print(text, "has been stopped by a signal");
    } else if (strcmp(doing->state, "waiting") != 0 || doing->call[0] == '\0') {
        text_print(text, "is %s", doing->state);
    } else {
        text_print(text, "is waiting in ");
        describe_waiting(text, doing);
    }
}

// Listening sockets, except those on every address at the play's port.
static void describe_listening(struct text *text, const struct play *play, int number)
{
    const struct seat *seat = &play->seats[number];
    const struct socket_row *row = NULL;
    int told = 0;
    while (told <= LISTENING_TOLD &&
           (row = sockets_listening(&play->sockets, number, row)) != NULL) {
        char address[INET6_ADDRSTRLEN];
        bool any = address_is_any(&row->local_address);
        if (row->local_port == play->isolation.port && any) {
            continue;
        }
        describe_name(text, seat);
        if (told++ == LISTENING_TOLD) {
            text_print(text, " listens on more than these.\n");
        } else {
            text_print(text, " listens on %s, port %u.\n",
                       any ? "every address" : address_show(&row->local_address, address),
                       row->local_port);
        }
    }
}

void describe_seat(struct text *text, const struct play *play, int number)
{
    const struct seat *seat = &play->seats[number];
    if (!seat->started) {
        return;
    }
    if (seat->program.trouble.length > 0) {
        describe_name(text, seat);
        text_print(text, " could not be started.\n"); // any process still there is our own
        return;
    }
    if (seat->settled_end || seat->program.ended) {
        describe_name(text, seat);
        text_print(text, " ");
        describe_end(text, seat->program.status);
        text_print(text, ".\n");
        return;
    }
    size_t told = 0, zombies = look_count(&seat->now, ZOMBIES);
    for (size_t i = 0; i < seat->now.count && told < THREADS_TOLD; i++) {
        if (look_is_zombie(&seat->now, &seat->now.threads[i])) {
            continue;
        }
        told++;
        describe_who(text, seat, i);
        struct doing doing = describe_doing(play, &seat->now, &seat->now.threads[i]);
        describe_thread(text, &doing);
        text_print(text, ".\n");
    }
    if (zombies > 0) {
        describe_name(text, seat);
        text_print(text, ": ");
        describe_zombies(text, zombies);
        text_print(text, ".\n");
    }
    describe_listening(text, play, number);
}
