// Right, in another style: a lock for readers and writers (pthread_rwlock_init(3)) around a hash table; who sends holds
// the user's own lock, and a user who leaves waits for it.
#include <arpa/inet.h>
#include <ctype.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#define BUCKETS 16

struct person {
    struct person *next;
    char name[17];
    int socket;
    int references;
    pthread_mutex_t pen;
};

static struct person *buckets[BUCKETS];
static pthread_rwlock_t book = PTHREAD_RWLOCK_INITIALIZER;

static unsigned hash(const char *s)
{
    unsigned h = 5381;
    while (*s)
        h = h * 33 + (unsigned char)*s++;
    return h % BUCKETS;
}

static struct person *look(const char *name)
{
    struct person *p = buckets[hash(name)];
    while (p && strcmp(p->name, name))
        p = p->next;
    return p;
}

static void let_go(struct person *p)
{
    if (__atomic_sub_fetch(&p->references, 1, __ATOMIC_SEQ_CST) == 0) {
        close(p->socket);
        pthread_mutex_destroy(&p->pen);
        free(p);
    }
}

static bool transmit(int fd, struct iovec *v, int count)
{
    while (count > 0) {
        ssize_t n = writev(fd, v, count);
        if (n < 0)
            return false;
        while (count > 0 && (size_t)n >= v->iov_len) {
            n -= (ssize_t)v->iov_len;
            v++;
            count--;
        }
        if (count > 0) {
            v->iov_base = (char *)v->iov_base + n;
            v->iov_len -= (size_t)n;
        }
    }
    return true;
}

static bool tell(int fd, pthread_mutex_t *pen, const char *a, const char *b, const char *c)
{
    struct iovec v[4] = {{(void *)(uintptr_t)a, strlen(a)}, {(void *)(uintptr_t)b, strlen(b)},
                         {(void *)(uintptr_t)c, strlen(c)}, {"\n", 1}};
    if (pen)
        pthread_mutex_lock(pen);
    bool good = transmit(fd, v, 4);
    if (pen)
        pthread_mutex_unlock(pen);
    return good;
}

struct input {
    int fd, at, have;
    char b[1000];
};

static bool line_of(struct input *in, char *to)
{
    int n = 0;
    while (true) {
        if (in->at == in->have) {
            in->at = 0;
            in->have = (int)recv(in->fd, in->b, sizeof(in->b), 0);
            if (in->have <= 0)
                return false;
        }
        char c = in->b[in->at++];
        if (c == '\n')
            break;
        if (n < 1999)
            to[n++] = c;
    }
    n -= n > 0 && to[n - 1] == '\r';
    to[n] = 0;
    return true;
}

static void *worker(void *arg)
{
    struct input in = {.fd = (int)(intptr_t)arg};
    struct person *me = NULL;
    char line[2000];
    while (line_of(&in, line)) {
        if (!strcmp(line, "quit")) {
            tell(in.fd, me ? &me->pen : NULL, "Goodbye", "", "");
            break;
        }
        if (!me) {
            size_t n = strlen(line), good = 0;
            while (good < n && isalnum((unsigned char)line[good]))
                good++;
            if (n == 0 || n > 16 || good < n) {
                tell(in.fd, NULL, "Bad name", "", "");
                continue;
            }
            me = calloc(1, sizeof(*me));
            strcpy(me->name, line);
            me->socket = in.fd;
            me->references = 1;
            pthread_mutex_init(&me->pen, NULL);
            pthread_rwlock_wrlock(&book);
            bool taken = look(line) != NULL;
            if (!taken) {
                me->next = buckets[hash(line)];
                buckets[hash(line)] = me;
            }
            pthread_rwlock_unlock(&book);
            if (taken) {
                free(me);
                me = NULL;
                tell(in.fd, NULL, "Name taken", "", "");
                continue;
            }
            printf("%s joined\n", line);
            tell(in.fd, &me->pen, "Welcome ", line, "");
            continue;
        }
        char *text = strchr(line, ':');
        if (!text) {
            if (!tell(in.fd, &me->pen, "Write NAME: MESSAGE", "", ""))
                break;
            continue;
        }
        *text++ = 0;
        text += *text == ' ';
        pthread_rwlock_rdlock(&book);
        struct person *to = look(line);
        if (to)
            __atomic_fetch_add(&to->references, 1, __ATOMIC_SEQ_CST);
        pthread_rwlock_unlock(&book);
        if (!to) {
            if (!tell(in.fd, &me->pen, "No ", line, " here"))
                break;
            continue;
        }
        char head[20];
        sprintf(head, "%s: ", me->name);
        tell(to->socket, &to->pen, head, text, "");
        let_go(to);
        printf("%s to %s\n", me->name, line);
    }
    if (!me) {
        close(in.fd);
        return NULL;
    }
    pthread_rwlock_wrlock(&book);
    struct person **at = &buckets[hash(me->name)];
    while (*at != me)
        at = &(*at)->next;
    *at = me->next;
    pthread_rwlock_unlock(&book);
    shutdown(in.fd, SHUT_RDWR);
    printf("%s left\n", me->name);
    let_go(me);
    return NULL;
}

int main(void)
{
    int listener = socket(AF_INET6, SOCK_STREAM, 0), yes = 1, no = 0;
    struct sockaddr_in6 any = {.sin6_family = AF_INET6, .sin6_port = htons(5000), .sin6_addr = in6addr_any};
    signal(SIGPIPE, SIG_IGN);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    setsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof(no));
    if (bind(listener, (struct sockaddr *)&any, sizeof(any))) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");
    if (listen(listener, 50)) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port 5000\n");
    while (true) {
        int fd = accept(listener, NULL, NULL);
        if (fd == -1)
            continue;
        printf("Connection successful\n");
        pthread_attr_t attr;
        pthread_t id;
        pthread_attr_init(&attr);
        pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
        if (pthread_create(&id, &attr, worker, (void *)(intptr_t)fd))
            close(fd);
        pthread_attr_destroy(&attr);
    }
}
