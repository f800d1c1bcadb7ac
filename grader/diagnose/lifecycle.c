#include "lifecycle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../text/text.h"

#define DESCRIPTORS 1024

// The most bytes that are kept of what several calls have received together.
#define DATA_KEPT 400

// The role of a descriptor.
struct role {
    enum {
        UNKNOWN,
        KEYBOARD,
        SCREEN,
        SERVER,
        CONNECTION,
        OUTGOING,
        LIBRARYS, // the C library looks a name up with it
    } kind;
    int number; // of its kind
    bool closed;
};

// Descriptors belong to a process, and are shared by its threads: clone(2), CLONE_FILES.
struct process {
    struct role roles[DESCRIPTORS];
    struct role before[DESCRIPTORS]; // the roles that copies of the terminal have replaced
    bool ended;
};

struct actor {
    int tid;
    size_t process;
    const char *name;
    struct text *line; // shown, without its newline yet
};

struct teller {
    struct lifecycle *life;
    struct process *processes;
    size_t process_count;
    struct actor *actors;
    size_t actor_count;
    int servers, connections, threads, children;
};

// ---- Who ------------------------------------------------------------------------------------

static size_t add_process(struct teller *teller, const struct process *parent)
{
    struct process process = {0};
    if (parent != NULL) {
        memcpy(process.roles, parent->roles, sizeof(process.roles));
    } else {
        process.roles[0].kind = KEYBOARD;
        process.roles[1].kind = process.roles[2].kind = SCREEN;
    }
    teller->processes =
        must_grow(teller->processes, teller->process_count, sizeof(*teller->processes));
    teller->processes[teller->process_count] = process;
    return teller->process_count++;
}

static struct actor *add_actor(struct teller *teller, int tid, size_t process, const char *name)
{
    teller->actors = must_grow(teller->actors, teller->actor_count, sizeof(*teller->actors));
    struct text *line = must_allocate(sizeof(*line));
    teller->actors[teller->actor_count] = (struct actor){tid, process, name, line};
    return &teller->actors[teller->actor_count++];
}

static struct actor *find_actor(struct teller *teller, int tid)
{
    for (size_t i = 0; i < teller->actor_count; i++) {
        if (teller->actors[i].tid == tid) {
            return &teller->actors[i];
        }
    }
    return NULL;
}

static const char *keep_name(struct lifecycle *life, const char *kind, int number)
{
    struct text name = {0};
    text_print(&name, "%s %d", kind, number);
    life->names = must_grow(life->names, life->name_count, sizeof(*life->names));
    life->names[life->name_count] = text_take(&name);
    return life->names[life->name_count++];
}

// ---- Roles ----------------------------------------------------------------------------------

static struct role *role_at(struct process *process, const char *argument)
{
    char *end = NULL;
    long descriptor = strtol(argument, &end, 10);
    bool is_known = end != argument && *end == '\0' && descriptor >= 0 && descriptor < DESCRIPTORS;
    return is_known ? &process->roles[descriptor] : NULL;
}

static char *role_name(const struct role *role, const char *argument)
{
    static const char *const kinds[] = {[KEYBOARD] = "keyboard",
                                        [SCREEN] = "screen",
                                        [SERVER] = "server",
                                        [CONNECTION] = "connection",
                                        [OUTGOING] = "connection"};
    struct text name = {0};
    if (role == NULL || role->kind == UNKNOWN) {
        text_print(&name, "%s", argument);
        return text_take(&name);
    }
    text_print(&name, "%s%s", role->closed ? "closed " : "", kinds[role->kind]);
    if (role->kind == CONNECTION || (role->kind == SERVER && role->number > 1)) {
        text_print(&name, " %d", role->number);
    }
    return text_take(&name);
}

// ---- Deeds ----------------------------------------------------------------------------------

static struct deed *add_deed(struct teller *teller, const struct actor *actor, enum verb verb,
                             const struct traced *call)
{
    struct lifecycle *life = teller->life;
    life->deeds = must_grow(life->deeds, life->count, sizeof(*life->deeds));
    struct deed *deed = &life->deeds[life->count++];
    bool may_wait = verb == ACCEPT || verb == RECEIVE || verb == TYPE;
    double time = may_wait ? call->until : call->time;
    *deed = (struct deed){.verb = verb, .time = time, .who = actor->name};
    deed->name = must_copy(call->name);
    deed->role = must_copy("");
    deed->text = must_copy("");
    deed->data = must_copy("");
    deed->error = must_copy(call->error);
    deed->waits = call->kind == BEGUN || call->kind == WAITS;
    deed->peer = "";
    return deed;
}

static void set(char **field, char *value)
{
    free(*field);
    *field = value;
}

static bool has_failed(const struct traced *call)
{
    return call->error[0] != '\0';
}

// " = 0", " = EINVAL" or " waits"
static void add_result(struct text *text, const struct traced *call, const char *result)
{
    if (call->kind != CALLED) {
        text_print(text, " waits");
    } else {
        text_print(text, " = %s", has_failed(call) ? call->error : result);
    }
}

// The text between the first pair of quotation marks from `from` on; "" if there is none.
static char *quoted(const char *from)
{
    struct text text = {0};
    const char *start = strchr(from, '"');
    if (start != NULL) {
        const char *end = start + 1;
        while (*end != '\0' && *end != '"') {
            end += *end == '\\' && end[1] != '\0' ? 2 : 1;
        }
        text_add(&text, start + 1, (size_t)(end - start - 1));
    }
    return text_take(&text);
}

// Tells the line that was shown, and begins the next.
static void tell_line(struct teller *teller, const struct actor *actor, const struct traced *call,
                      const char *end)
{
    struct deed *deed = add_deed(teller, actor, SHOW, call);
    struct text text = {0};
    text_print(&text, "show \"%s\"%s", text_string(actor->line), end);
    set(&deed->text, text_take(&text));
    set(&deed->data, text_take(actor->line));
    set(&deed->error, must_copy("")); // the call may be a later one
    deed->waits = false;
}

// Tells an unfinished line as soon as its thread does something else.
static void end_line(struct teller *teller, const struct actor *actor, const struct traced *call)
{
    if (actor->line->length > 0) {
        tell_line(teller, actor, call, " without newline");
    }
}

// Tells text for the terminal: a deed for each line.
static void tell_show(struct teller *teller, const struct actor *actor, const struct traced *call)
{
    char *data = quoted(call->text);
    for (const char *at = data; *at != '\0';) {
        size_t size = *at == '\\' && at[1] != '\0' ? 2 : 1;
        if (strncmp(at, "\\n", 2) == 0) {
            tell_line(teller, actor, call, "");
        } else {
            text_add(actor->line, at, size);
        }
        at += size;
    }
    free(data);
}

static void tell_type(struct teller *teller, const struct actor *actor, const struct traced *call)
{
    struct deed *deed = add_deed(teller, actor, TYPE, call);
    struct text text = {0};
    char *data = call->kind == CALLED && !has_failed(call) ? quoted(call->text) : must_copy("");
    if (data[0] != '\0') {
        text_print(&text, "type \"%s\"", data);
    } else {
        text_print(&text, "type");
        add_result(&text, call, call->result);
    }
    set(&deed->text, text_take(&text));
    set(&deed->data, data);
}

// The number of bytes asked for: the third argument, or iov_len.
static long asked_of(const struct traced *call)
{
    const char *length = strstr(call->text, "iov_len=");
    return length != NULL ? strtol(length + 8, NULL, 10) : strtol(call->arguments[2], NULL, 10);
}

// The last deed of this thread, if it received bytes by the same call on the same descriptor; else
// NULL.
static struct deed *same_before(struct lifecycle *life, const struct actor *actor, const char *role,
                                long asked)
{
    size_t i = life->count;
    while (i > 0 && life->deeds[i - 1].who != actor->name) {
        i--;
    }
    struct deed *last = i == 0 ? NULL : &life->deeds[i - 1];
    bool same = last != NULL && last->verb == RECEIVE && last->amount > 0 && last->asked == asked &&
                strcmp(last->role, role) == 0;
    return same ? last : NULL;
}

static void tell_receive(struct teller *teller, const struct actor *actor,
                         const struct traced *call, const char *role)
{
    bool came = call->kind == CALLED && !has_failed(call);
    long amount = came ? strtol(call->result, NULL, 10) : 0;
    long asked = asked_of(call);
    struct deed *deed = amount > 0 ? same_before(teller->life, actor, role, asked) : NULL;
    struct text text = {0}, data = {0};
    if (deed == NULL) {
        deed = add_deed(teller, actor, RECEIVE, call);
        set(&deed->role, must_copy(role));
        deed->asked = asked;
    }
    char *piece = amount > 0 ? quoted(call->text) : must_copy("");
    deed->amount += amount;
    deed->time = call->until;
    text_print(&data, "%s%s", deed->data, strlen(deed->data) < DATA_KEPT ? piece : "");
    free(piece);
    set(&deed->data, text_take(&data));
    if (call->kind == CALLED) {
        text_print(&text, "recv(%s, %ld)", role, asked);
    } else {
        text_print(&text, "recv(%s, ?)", role); // asked_of is known when it returns
    }
    if (amount > 0) {
        text_print(&text, " = %ld \"%s\"", deed->amount, deed->data);
    } else {
        add_result(&text, call, call->result);
    }
    set(&deed->text, text_take(&text));
}

static void tell_send(struct teller *teller, const struct actor *actor, const struct traced *call,
                      const char *role)
{
    struct deed *deed = add_deed(teller, actor, SEND, call);
    struct text text = {0};
    set(&deed->role, must_copy(role));
    set(&deed->data, quoted(call->text));
    deed->asked = asked_of(call);
    deed->amount = has_failed(call) ? 0 : strtol(call->result, NULL, 10);
    text_print(&text, "send(%s, %ld, \"%s\")", role, deed->asked, deed->data);
    add_result(&text, call, call->result);
    set(&deed->text, text_take(&text));
}

// Tells read, write and their like: the role of the descriptor decides what they do.
static void tell_transfer(struct teller *teller, const struct actor *actor,
                          const struct traced *call, bool is_send)
{
    struct role *role = role_at(&teller->processes[actor->process], call->arguments[0]);
    bool is_network = strncmp(call->name, "recv", 4) == 0 || strncmp(call->name, "send", 4) == 0;
    bool is_ours = role != NULL && role->kind != UNKNOWN;
    if (!is_network && is_ours && role->kind == SCREEN && is_send && !has_failed(call)) {
        tell_show(teller, actor, call);
    } else if (!is_network && is_ours && !role->closed && !is_send &&
               (role->kind == KEYBOARD || role->kind == SCREEN)) {
        end_line(teller, actor, call);
        tell_type(teller, actor, call);
    } else if (is_network || is_ours || has_failed(call)) {
        char *name = role_name(role, call->arguments[0]);
        end_line(teller, actor, call);
        (is_send ? tell_send : tell_receive)(teller, actor, call, name);
        free(name);
    }
}

// "[::1]:80"
static bool add_address_of_ipv6(struct text *text, const char *argument)
{
    const char *port = strstr(argument, "sin6_port=htons(");
    const char *address = strstr(argument, "inet_pton(AF_INET6, \"");
    if (port == NULL || address == NULL) {
        return false;
    }
    address += strlen("inet_pton(AF_INET6, \"");
    text_print(text, "[%.*s]:%ld", (int)strcspn(address, "\""), address,
               strtol(port + strlen("sin6_port=htons("), NULL, 10));
    return true;
}

// "0.0.0.0:80", or the family of another address.
static void add_address(struct text *text, const char *argument)
{
    const char *port = strstr(argument, "sin_port=htons(");
    const char *address = strstr(argument, "inet_addr(\"");
    const char *family = strstr(argument, "sa_family=");
    if (port != NULL && address != NULL) {
        address += strlen("inet_addr(\"");
        text_print(text, "%.*s:%ld", (int)strcspn(address, "\""), address,
                   strtol(port + strlen("sin_port=htons("), NULL, 10));
    } else if (family != NULL) {
        family += strlen("sa_family=");
        text_print(text, "%.*s", (int)strcspn(family, ",}"), family);
    } else {
        text_print(text, "%s", argument);
    }
}

// The length that accept was given, from "[16]" or "[128 => 16]".
static void add_length(struct text *text, const struct traced *call)
{
    const char *length = call->arguments[2];
    if (length[0] == '[') {
        text_print(text, ", %ld", strtol(length + 1, NULL, 10));
    } else if (length[0] != '\0' &&
               (strcmp(length, "NULL") != 0 || strcmp(call->arguments[1], "NULL") != 0)) {
        text_print(text, ", %s", length);
    }
}

static void give_role(struct teller *teller, const struct actor *actor, const char *descriptor,
                      struct role role)
{
    struct role *place = role_at(&teller->processes[actor->process], descriptor);
    if (place != NULL) {
        *place = role;
    }
}

static void tell_accept(struct teller *teller, const struct actor *actor, const struct traced *call,
                        const char *name)
{
    struct deed *deed = add_deed(teller, actor, ACCEPT, call);
    struct text text = {0};
    char *result = must_copy(call->result);
    if (call->kind == CALLED && !has_failed(call)) {
        struct role role = {CONNECTION, ++teller->connections, false};
        give_role(teller, actor, call->result, role);
        set(&result, role_name(&role, ""));
    }
    set(&deed->role, must_copy(name));
    text_print(&text, "accept(%s", name);
    add_length(&text, call);
    text_print(&text, ")");
    add_result(&text, call, result);
    set(&deed->text, text_take(&text));
    free(result);
}

// Whether the C library makes this socket to look up a name: getaddrinfo(3).
static bool is_librarys(const struct traced *call)
{
    return strstr(call->arguments[1], "SOCK_CLOEXEC") != NULL &&
           (strstr(call->arguments[1], "SOCK_DGRAM") != NULL ||
            strcmp(call->arguments[0], "AF_UNIX") == 0 ||
            strcmp(call->arguments[0], "AF_NETLINK") == 0);
}

// Whether the call is about such a socket, which is not part of the program's life. Closing it ends
// that.
static bool is_about_librarys(struct teller *teller, const struct actor *actor,
                              const struct traced *call, enum verb verb)
{
    if (verb == SOCKET) {
        if (is_librarys(call) && !has_failed(call)) {
            give_role(teller, actor, call->result, (struct role){LIBRARYS, 0, false});
        }
        return is_librarys(call);
    }
    struct role *role = role_at(&teller->processes[actor->process], call->arguments[0]);
    bool is_about = role != NULL && role->kind == LIBRARYS;
    if (is_about && verb == CLOSE) {
        role->kind = UNKNOWN;
    }
    return is_about;
}

static void tell_socket(struct teller *teller, const struct actor *actor, const struct traced *call)
{
    struct deed *deed = add_deed(teller, actor, SOCKET, call);
    struct text text = {0};
    char *result = must_copy(call->result);
    if (!has_failed(call)) {
        struct role role = {SERVER, ++teller->servers, false};
        give_role(teller, actor, call->result, role);
        set(&result, role_name(&role, ""));
    }
    const char *protocol = strcmp(call->arguments[2], "IPPROTO_IP") == 0 ? "0" : call->arguments[2];
    text_print(&text, "socket(%s, %s, %s)", call->arguments[0], call->arguments[1], protocol);
    add_result(&text, call, result);
    set(&deed->role, result);
    set(&deed->text, text_take(&text));
}

// Tells a call whose first argument is a socket, and that needs only a line.
static void tell_call(struct teller *teller, const struct actor *actor, const struct traced *call,
                      enum verb verb, char *name)
{
    struct deed *deed = add_deed(teller, actor, verb, call);
    struct text text = {0};
    text_print(&text, "%s(%s", call->name, name);
    if (verb == BIND || verb == CONNECT) {
        text_print(&text, ", ");
        if (verb == BIND || !add_address_of_ipv6(&text, call->arguments[1])) {
            add_address(&text, call->arguments[1]);
        }
        text_print(&text, ", %s", call->arguments[2]);
    } else if (verb == SET_OPTION) {
        const char *value = call->arguments[3];
        text_print(&text, ", %s, %.*s", call->arguments[2],
                   (int)strcspn(value + (value[0] == '['), "]"), value + (value[0] == '['));
    } else if (call->arguments[1][0] != '\0') {
        text_print(&text, ", %s", call->arguments[1]);
    }
    text_print(&text, ")");
    add_result(&text, call, call->result);
    set(&deed->role, must_copy(name));
    set(&deed->text, text_take(&text));
}

// Whether the process has another descriptor of the same socket, as dup(2) makes: it stays open
// then.
static bool has_other(const struct process *process, const struct role *role)
{
    for (size_t i = 0; i < DESCRIPTORS; i++) {
        const struct role *other = &process->roles[i];
        if (other != role && !other->closed && other->kind == role->kind &&
            other->number == role->number) {
            return true;
        }
    }
    return false;
}

static void tell_close(struct teller *teller, const struct actor *actor, const struct traced *call)
{
    struct process *process = &teller->processes[actor->process];
    struct role *role = role_at(process, call->arguments[0]);
    bool is_ours = role != NULL && role->kind > SCREEN;
    if (is_ours && !role->closed && !has_failed(call) && has_other(process, role)) {
        *role = (struct role){0};
        return;
    }
    if (is_ours || has_failed(call)) {
        char *name = role_name(role, call->arguments[0]);
        end_line(teller, actor, call);
        tell_call(teller, actor, call, CLOSE, name);
        free(name);
    }
    if (role == NULL || role->kind == UNKNOWN || has_failed(call)) {
        return;
    }
    size_t descriptor = (size_t)(role - process->roles);
    if (role->kind <= SCREEN && descriptor > 2) {
        *role = process->before[descriptor]; // a copy, as perror(3) makes
    } else {
        role->closed = true;
    }
}

// dup and its like: the new descriptor gets the role of the old one.
static void copy_role(struct teller *teller, const struct actor *actor, const struct traced *call)
{
    struct role *role = role_at(&teller->processes[actor->process], call->arguments[0]);
    bool copies = call->name[0] == 'd' || strncmp(call->arguments[1], "F_DUPFD", 7) == 0;
    struct process *process = &teller->processes[actor->process];
    struct role *place = role_at(process, call->result);
    if (copies && role != NULL && place != NULL && !has_failed(call)) {
        if (place->kind == UNKNOWN || place->kind > SCREEN) {
            process->before[place - process->roles] = *place;
        }
        *place = *role;
    }
}

static const char *tell_begin(struct teller *teller, const struct actor *creator,
                              const struct traced *call, bool is_thread)
{
    int number = is_thread ? ++teller->threads : ++teller->children;
    const char *name = keep_name(teller->life, is_thread ? "thread" : "child", number);
    end_line(teller, creator, call);
    struct deed *deed = add_deed(teller, creator, BEGIN, call);
    struct text text = {0};
    text_print(&text, "%s begins", name);
    set(&deed->text, text_take(&text));
    set(&deed->role, must_copy(name));
    deed->waits = false;
    return name;
}

// A new thread or process begins. Its first call may come before the call that made it has
// returned.
static void begin(struct teller *teller, int creator_tid, const struct traced *call, int tid)
{
    struct actor *creator = find_actor(teller, creator_tid);
    if (creator == NULL || find_actor(teller, tid) != NULL) {
        return;
    }
    struct actor maker = *creator;
    bool is_thread = strstr(call->text, "CLONE_THREAD") != NULL;
    const char *name = tell_begin(teller, &maker, call, is_thread);
    size_t process =
        is_thread ? maker.process : add_process(teller, &teller->processes[maker.process]);
    add_actor(teller, tid, process, name);
}

static bool is_creation(const struct traced *call)
{
    return strncmp(call->name, "clone", 5) == 0 || strcmp(call->name, "fork") == 0 ||
           strcmp(call->name, "vfork") == 0;
}

// Finds the actor of a thread that we have not seen begin: the call that made it has not returned
// yet.
static struct actor *meet(struct teller *teller, const struct trace *trace, size_t at)
{
    int tid = trace->calls[at].tid;
    if (teller->actor_count == 0) {
        return add_actor(teller, tid, add_process(teller, NULL), "");
    }
    for (size_t i = at; i > 0; i--) {
        const struct traced *call = &trace->calls[i - 1];
        if (call->kind == BEGUN && is_creation(call)) {
            begin(teller, call->tid < 0 ? -call->tid : call->tid, call, tid);
            break;
        }
    }
    return find_actor(teller, tid);
}

// fork(2) or pthread_create(3) has failed. (ENOSYS: the C library tries an older call then.)
static void tell_failed_begin(struct teller *teller, const struct actor *actor,
                              const struct traced *call)
{
    if (strcmp(call->error, "ENOSYS") == 0) {
        return;
    }
    end_line(teller, actor, call);
    struct deed *deed = add_deed(teller, actor, BEGIN, call);
    struct text text = {0};
    set(&deed->name,
        must_copy(strstr(call->text, "CLONE_THREAD") != NULL ? "pthread_create" : "fork"));
    text_print(&text, "%s = %s", deed->name, call->error);
    set(&deed->text, text_take(&text));
}

// The number behind `key` in the text of a call; 0 if there is none.
static int number_behind(const struct traced *call, const char *key)
{
    const char *place = strstr(call->text, key);
    return place == NULL ? 0 : (int)strtol(place + strlen(key), NULL, 10);
}

// Tells the signal that a child of the program has ended.
static void tell_news(struct teller *teller, const struct actor *actor, const struct traced *call)
{
    const struct actor *child = find_actor(teller, number_behind(call, "si_pid="));
    if (strcmp(call->name, "SIGCHLD") != 0 || strstr(call->text, "CLD_STOPPED") != NULL ||
        child == NULL) {
        return;
    }
    struct deed *deed = add_deed(teller, actor, NEWS, call);
    struct text text = {0};
    text_print(&text, "SIGCHLD of %s", child->name);
    set(&deed->role, must_copy(child->name));
    set(&deed->text, text_take(&text));
}

// Tells a wait that has found a child, or had not returned when the conversation was over. Those
// that find none any more come with each loop over WNOHANG.
static void tell_wait(struct teller *teller, const struct actor *actor, const struct traced *call)
{
    bool is_waitid = strcmp(call->name, "waitid") == 0;
    int tid = is_waitid ? number_behind(call, "si_pid=") : (int)strtol(call->result, NULL, 10);
    const struct actor *child = find_actor(teller, tid);
    if (call->kind == CALLED && (has_failed(call) || child == NULL)) {
        return;
    }
    end_line(teller, actor, call);
    struct deed *deed = add_deed(teller, actor, WAIT, call);
    struct text text = {0};
    text_print(&text, "wait");
    add_result(&text, call, child == NULL ? "" : child->name);
    set(&deed->role, must_copy(child == NULL ? "" : child->name));
    set(&deed->text, text_take(&text));
}

static void tell_end(struct teller *teller, const struct actor *actor, const struct traced *call,
                     enum verb verb, const char *words, const char *value)
{
    end_line(teller, actor, call);
    struct deed *deed = add_deed(teller, actor, verb, call);
    struct text text = {0};
    text_print(&text, "%s%s", words, value);
    set(&deed->text, text_take(&text));
    deed->waits = false;
    if (verb != END) {
        teller->processes[actor->process].ended = true;
    }
}

// "[3 4]" becomes "[server, connection 1]".
static void add_set(struct text *text, struct process *process, const char *set)
{
    const char *between = "";
    text_print(text, ", %s", set[0] == '[' ? "[" : "NULL");
    for (const char *at = set + 1; set[0] == '[' && *at != '\0' && *at != ']';) {
        size_t length = strcspn(at, " ]");
        struct text number = {0};
        text_add(&number, at, length);
        char *name = role_name(role_at(process, text_string(&number)), text_string(&number));
        text_print(text, "%s%s", between, name);
        between = ", ";
        free(name);
        text_free(&number);
        at += length + strspn(at + length, " ");
    }
    text_print(text, set[0] == '[' ? "]" : "");
}

// Tells a select that has failed, or had not returned when the conversation was over. Those before
// would only stand between the calls that belong together.
static void tell_select(struct teller *teller, const struct actor *actor, const struct traced *call)
{
    if (call->kind == CALLED && !has_failed(call)) {
        return;
    }
    end_line(teller, actor, call);
    struct deed *deed = add_deed(teller, actor, OTHER, call);
    struct process *process = &teller->processes[actor->process];
    struct text text = {0};
    text_print(&text, "select(%s", call->arguments[0]);
    add_set(&text, process, call->arguments[1]);
    add_set(&text, process, call->arguments[2]);
    text_print(&text, ")");
    add_result(&text, call, call->result);
    set(&deed->text, text_take(&text));
}

static const struct {
    const char *name;
    enum verb verb;
} calls[] = {
    {"socket", SOCKET},      {"setsockopt", SET_OPTION},
    {"bind", BIND},          {"listen", LISTEN},
    {"connect", CONNECT},    {"accept", ACCEPT},
    {"accept4", ACCEPT},     {"recvfrom", RECEIVE},
    {"recvmsg", RECEIVE},    {"read", RECEIVE},
    {"readv", RECEIVE},      {"sendto", SEND},
    {"sendmsg", SEND},       {"write", SEND},
    {"writev", SEND},        {"close", CLOSE},
    {"shutdown", SHUT_DOWN},
};

static enum verb verb_of(const char *name)
{
    for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
        if (strcmp(calls[i].name, name) == 0) {
            return calls[i].verb;
        }
    }
    return OTHER;
}

static void tell_of_socket(struct teller *teller, const struct actor *actor,
                           const struct traced *call, enum verb verb)
{
    struct role *role = role_at(&teller->processes[actor->process], call->arguments[0]);
    char *name = role_name(role, call->arguments[0]);
    end_line(teller, actor, call);
    if (verb == ACCEPT) {
        tell_accept(teller, actor, call, name);
    } else {
        tell_call(teller, actor, call, verb, name);
    }
    if (verb == CONNECT && role != NULL && role->kind == SERVER) {
        role->kind = OUTGOING;
    }
    free(name);
}

static void tell(struct teller *teller, const struct trace *trace, size_t at)
{
    const struct traced *call = &trace->calls[at];
    struct actor *known = find_actor(teller, call->tid);
    known = known == NULL ? meet(teller, trace, at) : known;
    if (known == NULL || teller->processes[known->process].ended ||
        strcmp(call->error, "ERESTARTSYS") == 0) {
        return;
    }
    bool is_exit = strncmp(call->name, "exit", 4) == 0;
    if (call->kind == CALLED && strcmp(call->result, "?") == 0 && !is_exit) {
        return; // the process ended while this thread waited
    }
    struct actor actor = *known; // the array may move
    enum verb verb = verb_of(call->name);
    if (call->kind == KILLED) {
        if (strcmp(call->name, "SIGKILL") != 0) {
            tell_end(teller, &actor, call, DIE, "killed ", call->name);
        }
    } else if (call->kind == EXITED) {
        return;
    } else if (call->kind == GOT) {
        tell_news(teller, &actor, call);
    } else if (strcmp(call->name, "exit_group") == 0) {
        tell_end(teller, &actor, call, EXIT, "exit ", call->arguments[0]);
    } else if (strcmp(call->name, "exit") == 0) {
        tell_end(teller, &actor, call, END, "ends", "");
    } else if (is_creation(call)) {
        if (call->kind == CALLED && has_failed(call)) {
            tell_failed_begin(teller, &actor, call);
        } else if (call->kind == CALLED) {
            begin(teller, call->tid, call, (int)strtol(call->result, NULL, 10));
        }
    } else if (strcmp(call->name, "wait4") == 0 || strcmp(call->name, "waitid") == 0) {
        tell_wait(teller, &actor, call);
    } else if (verb != OTHER && is_about_librarys(teller, &actor, call, verb)) {
        return;
    } else if (verb == SOCKET) {
        end_line(teller, &actor, call);
        tell_socket(teller, &actor, call);
    } else if (verb == RECEIVE || verb == SEND) {
        tell_transfer(teller, &actor, call, verb == SEND);
    } else if (verb == CLOSE) {
        tell_close(teller, &actor, call);
    } else if (verb != OTHER) {
        tell_of_socket(teller, &actor, call, verb);
    } else if (strcmp(call->name, "select") == 0 || strcmp(call->name, "pselect6") == 0) {
        tell_select(teller, &actor, call);
    } else if (strncmp(call->name, "dup", 3) == 0 || strcmp(call->name, "fcntl") == 0) {
        copy_role(teller, &actor, call);
    }
}

void lifecycle_tell(struct lifecycle *life, const struct trace *trace)
{
    struct teller teller = {.life = life};
    *life = (struct lifecycle){0};
    for (size_t i = 0; i < trace->count; i++) {
        if (trace->calls[i].kind != BEGUN && trace->calls[i].kind != WAITS) {
            tell(&teller, trace, i);
        }
    }
    // Calls that had not returned when the conversation was over: the programs wait in them.
    for (size_t i = 0; i < trace->count; i++) {
        if (trace->calls[i].tid > 0 &&
            (trace->calls[i].kind == BEGUN || trace->calls[i].kind == WAITS)) {
            tell(&teller, trace, i);
        }
    }
    for (size_t i = 0; i < teller.actor_count; i++) {
        text_free(teller.actors[i].line);
        free(teller.actors[i].line);
    }
    free(teller.processes);
    free(teller.actors);
}

void lifecycle_free(struct lifecycle *life)
{
    for (size_t i = 0; i < life->count; i++) {
        free(life->deeds[i].name);
        free(life->deeds[i].role);
        free(life->deeds[i].text);
        free(life->deeds[i].data);
        free(life->deeds[i].error);
    }
    for (size_t i = 0; i < life->name_count; i++) {
        free(life->names[i]);
    }
    free(life->deeds);
    free(life->names);
    *life = (struct lifecycle){0};
}

char *lifecycle_line(const struct deed *deed)
{
    struct text line = {0};
    text_print(&line, "%s%s%s", deed->who, deed->who[0] == '\0' ? "" : ": ", deed->text);
    return text_take(&line);
}
