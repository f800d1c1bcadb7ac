/* Right, in another style: two threads for each user, one that receives, and one that sends what lies in the user's
   outbox. So nobody waits for a slow reader at all. */
#include <ctype.h>
#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct letter {
    struct letter *next;
    char text[];
};

struct member {
    int used, socket, last;
    char name[17];
    struct letter *first, **end;
    pthread_cond_t news;
};

static struct member members[128];
static pthread_mutex_t all = PTHREAD_MUTEX_INITIALIZER;

/* The functions with _locked are called with `all` held. */
static void post_locked(struct member *m, const char *a, const char *b, const char *c, const char *d)
{
    struct letter *l = malloc(sizeof(*l) + strlen(a) + strlen(b) + strlen(c) + strlen(d) + 1);
    sprintf(l->text, "%s%s%s%s", a, b, c, d);
    l->next = NULL;
    *m->end = l;
    m->end = &l->next;
    pthread_cond_signal(&m->news);
}

static struct member *lookup_locked(const char *name)
{
    for (int i = 0; i < 128; i++)
        if (members[i].used && members[i].name[0] && !strcmp(members[i].name, name))
            return &members[i];
    return NULL;
}

static int write_out(int fd, const char *p, size_t n)
{
    while (n) {
        ssize_t k = write(fd, p, n);
        if (k <= 0)
            return -1;
        p += k;
        n -= (size_t)k;
    }
    return 0;
}

static void *postman(void *argument)
{
    struct member *m = argument;
    int broken = 0;
    pthread_mutex_lock(&all);
    for (;;) {
        while (!m->first && !m->last)
            pthread_cond_wait(&m->news, &all);
        struct letter *l = m->first;
        if (!l)
            break;
        m->first = l->next;
        if (!m->first)
            m->end = &m->first;
        pthread_mutex_unlock(&all);
        if (!broken)
            broken = write_out(m->socket, l->text, strlen(l->text));
        free(l);
        pthread_mutex_lock(&all);
    }
    pthread_mutex_unlock(&all);
    return NULL;
}

static int get_line(int fd, char *line, int size)
{
    int n = 0;
    char c;
    for (;;) {
        if (read(fd, &c, 1) != 1)
            return 0;
        if (c == '\n')
            break;
        if (n < size - 1)
            line[n++] = c;
    }
    if (n && line[n - 1] == '\r')
        n--;
    line[n] = 0;
    return 1;
}

static int acceptable(const char *s)
{
    int n = 0;
    for (; s[n]; n++)
        if (n == 16 || !isalnum((unsigned char)s[n]))
            return 0;
    return n > 0 && strcmp(s, "quit") != 0;
}

static int handle_locked(struct member *m, char *line)
{
    if (!strcmp(line, "quit")) {
        post_locked(m, "Goodbye", "\n", "", "");
        return 0;
    }
    if (!m->name[0]) {
        if (!acceptable(line))
            post_locked(m, "Bad name", "\n", "", "");
        else if (lookup_locked(line))
            post_locked(m, "Name taken", "\n", "", "");
        else {
            strcpy(m->name, line);
            printf("%s joined\n", line);
            post_locked(m, "Welcome ", line, "\n", "");
        }
        return 1;
    }
    char *text = strchr(line, ':');
    if (!text) {
        post_locked(m, "Write NAME: MESSAGE", "\n", "", "");
        return 1;
    }
    *text++ = 0;
    if (*text == ' ')
        text++;
    struct member *to = line[0] ? lookup_locked(line) : NULL;
    if (to) {
        post_locked(to, m->name, ": ", text, "\n");
        printf("%s to %s\n", m->name, line);
    } else
        post_locked(m, "No ", line, " here", "\n");
    return 1;
}

static void *receiver(void *argument)
{
    struct member *m = argument;
    char line[2000];
    pthread_t sender;
    int goes_on = 1;
    if (pthread_create(&sender, NULL, postman, m)) {
        close(m->socket);
        pthread_mutex_lock(&all);
        m->used = 0;
        pthread_mutex_unlock(&all);
        return NULL;
    }
    while (goes_on && get_line(m->socket, line, sizeof(line))) {
        pthread_mutex_lock(&all);
        goes_on = handle_locked(m, line);
        pthread_mutex_unlock(&all);
    }
    pthread_mutex_lock(&all);
    if (m->name[0])
        printf("%s left\n", m->name);
    m->name[0] = 0;
    m->last = 1;
    pthread_cond_signal(&m->news);
    pthread_mutex_unlock(&all);
    if (goes_on) /* it has vanished: nobody reads the rest */
        shutdown(m->socket, SHUT_RDWR);
    pthread_join(sender, NULL);
    pthread_mutex_lock(&all);
    close(m->socket);
    m->used = 0;
    pthread_mutex_unlock(&all);
    return NULL;
}

int main(void)
{
    struct addrinfo hints = {.ai_flags = AI_PASSIVE, .ai_family = AF_INET, .ai_socktype = SOCK_STREAM}, *found;
    int s, on = 1;
    signal(SIGPIPE, SIG_IGN);
    if (getaddrinfo(NULL, "5000", &hints, &found))
        return 1;
    s = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (bind(s, found->ai_addr, found->ai_addrlen)) {
        perror("bind");
        return 1;
    }
    freeaddrinfo(found);
    printf("Server socket created\n");
    if (listen(s, SOMAXCONN)) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port 5000\n");
    for (;;) {
        int c = accept(s, NULL, NULL), i;
        pthread_t t;
        if (c < 0)
            continue;
        printf("Connection successful\n");
        pthread_mutex_lock(&all);
        for (i = 0; i < 128 && members[i].used; i++)
            ;
        if (i < 128) {
            struct member *m = &members[i];
            *m = (struct member){.used = 1, .socket = c};
            m->end = &m->first;
            pthread_cond_init(&m->news, NULL);
        }
        pthread_mutex_unlock(&all);
        if (i == 128 || pthread_create(&t, NULL, receiver, &members[i])) {
            close(c);
            if (i < 128)
                members[i].used = 0;
        } else
            pthread_detach(t);
    }
}
