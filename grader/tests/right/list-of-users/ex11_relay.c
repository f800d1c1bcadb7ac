// Right, in another style: a list of users from malloc(), each kept until the last thread that sends to it is done.
#include <netinet/in.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct user {
    struct user *next;
    char name[17];
    int fd;
    int holders;
    pthread_mutex_t speak;
} user;

static user *head = NULL;
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;

static bool put(int fd, const char *s, size_t n)
{
    while (n > 0) {
        ssize_t k = send(fd, s, n, MSG_NOSIGNAL);
        if (k <= 0)
            return false;
        s += k, n -= (size_t)k;
    }
    return true;
}

static user *hold(const char *name)
{
    pthread_mutex_lock(&guard);
    user *u = head;
    while (u != NULL && strcmp(u->name, name) != 0)
        u = u->next;
    if (u != NULL)
        u->holders++;
    pthread_mutex_unlock(&guard);
    return u;
}

static void let_go(user *u)
{
    pthread_mutex_lock(&guard);
    bool last = --u->holders == 0;
    pthread_mutex_unlock(&guard);
    if (last) {
        close(u->fd);
        pthread_mutex_destroy(&u->speak);
        free(u);
    }
}

static bool say(user *u, const char *text)
{
    pthread_mutex_lock(&u->speak);
    bool good = put(u->fd, text, strlen(text));
    pthread_mutex_unlock(&u->speak);
    return good;
}

static user *enlist(int fd, const char *name)
{
    user *fresh = calloc(1, sizeof(*fresh));
    strcpy(fresh->name, name);
    fresh->fd = fd;
    fresh->holders = 1;
    pthread_mutex_init(&fresh->speak, NULL);
    pthread_mutex_lock(&guard);
    user *u = head;
    while (u != NULL && strcmp(u->name, name) != 0)
        u = u->next;
    if (u == NULL) {
        fresh->next = head;
        head = fresh;
    }
    pthread_mutex_unlock(&guard);
    if (u != NULL) {
        free(fresh);
        return NULL;
    }
    return fresh;
}

static void delist(user *gone)
{
    pthread_mutex_lock(&guard);
    user **at = &head;
    while (*at != gone)
        at = &(*at)->next;
    *at = gone->next;
    pthread_mutex_unlock(&guard);
    shutdown(gone->fd, SHUT_RDWR);
}

typedef struct {
    int fd;
    size_t have;
    char bytes[512];
    size_t at;
} reader;

static bool next_line(reader *r, char line[2000])
{
    size_t n = 0;
    for (;;) {
        if (r->at == r->have) {
            ssize_t k = recv(r->fd, r->bytes, sizeof(r->bytes), 0);
            if (k <= 0)
                return false;
            r->have = (size_t)k, r->at = 0;
        }
        char c = r->bytes[r->at++];
        if (c == '\n')
            break;
        if (n < 1999)
            line[n++] = c;
    }
    if (n > 0 && line[n - 1] == '\r')
        n--;
    line[n] = '\0';
    return true;
}

static bool well_named(const char *s)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    size_t n = strspn(s, allowed);
    return n >= 1 && n <= 16 && s[n] == '\0' && strcmp(s, "quit") != 0;
}

static void *serve(void *argument)
{
    reader r = {.fd = *(int *)argument};
    char line[2000], text[2100];
    user *me = NULL;
    bool over = false;
    free(argument);
    while (me == NULL && !over) {
        if (!next_line(&r, line)) {
            over = true;
        } else if (strcmp(line, "quit") == 0) {
            put(r.fd, "Goodbye\n", 8);
            over = true;
        } else if (!well_named(line)) {
            put(r.fd, "Bad name\n", 9);
        } else if ((me = enlist(r.fd, line)) == NULL) {
            put(r.fd, "Name taken\n", 11);
        }
    }
    if (me == NULL) {
        close(r.fd);
        return NULL;
    }
    printf("%s joined\n", me->name);
    usleep(30000); // whoever is told about it can be faster than we are
    snprintf(text, sizeof(text), "Welcome %s\n", me->name);
    over = !say(me, text);
    while (!over && next_line(&r, line)) {
        char *colon = strchr(line, ':');
        if (strcmp(line, "quit") == 0) {
            say(me, "Goodbye\n");
            break;
        }
        if (colon == NULL) {
            over = !say(me, "Write NAME: MESSAGE\n");
            continue;
        }
        *colon++ = '\0';
        if (*colon == ' ')
            colon++;
        user *to = hold(line);
        if (to != NULL) {
            snprintf(text, sizeof(text), "%s: %s\n", me->name, colon);
            say(to, text);
            let_go(to);
            printf("%s to %s\n", me->name, line);
        } else {
            snprintf(text, sizeof(text), "No %s here\n", line);
            over = !say(me, text);
        }
    }
    delist(me);
    printf("%s left\n", me->name);
    let_go(me);
    return NULL;
}

int main(void)
{
    struct sockaddr_in here;
    memset(&here, 0, sizeof(here));
    here.sin_family = AF_INET;
    here.sin_port = htons(5000);
    here.sin_addr.s_addr = htonl(INADDR_ANY);
    int door = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
    if (bind(door, (struct sockaddr *)&here, sizeof(here)) != 0) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");
    if (listen(door, 10) != 0) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port 5000\n");
    while (1) {
        int fd = accept(door, NULL, NULL);
        if (fd < 0)
            continue;
        printf("Connection successful\n");
        int *copy = malloc(sizeof(*copy));
        pthread_t thread;
        *copy = fd;
        if (pthread_create(&thread, NULL, serve, copy) != 0) {
            close(fd);
            free(copy);
        } else {
            pthread_detach(thread);
        }
    }
}
