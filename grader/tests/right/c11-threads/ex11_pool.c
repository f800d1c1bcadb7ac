// The threads of C11. main accepts, and a thread of its own waits for CTRL-C.
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <threads.h>
#include <unistd.h>

static mtx_t lock;
static cnd_t some;
static int queue[400], in, out, busy[64], listener;
static enum {
    RUNNING,
    STOPPING,
    STOPPED
} state;

static int open_port(void)
{
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int yes = 1, sock = socket(AF_INET, SOCK_STREAM, 0);
    if (sock == -1 || setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == -1 ||
        bind(sock, (struct sockaddr *)&name, sizeof(name)) == -1) {
        perror("Can't have port 5000");
        exit(1);
    }
    puts("Server socket created");
    if (listen(sock, 3) == -1) {
        perror("listen");
        exit(1);
    }
    puts("Server listening on port 5000");
    return sock;
}

static int send_all(int sock, const char *from, size_t size)
{
    while (size > 0) {
        ssize_t sent = send(sock, from, size, MSG_NOSIGNAL);
        if (sent == -1 && errno != EINTR) {
            return -1;
        }
        from += sent > 0 ? sent : 0;
        size -= sent > 0 ? (size_t)sent : 0;
    }
    return 0;
}

static void echo(int sock)
{
    char bytes[1024];
    ssize_t got;
    while ((got = recv(sock, bytes, sizeof(bytes), 0)) > 0 || (got == -1 && errno == EINTR)) {
        if (got > 0 && send_all(sock, bytes, (size_t)got) == -1) {
            return;
        }
    }
}

static int workers_of(int argc, char *argv[])
{
    int workers = argc > 1 ? atoi(argv[1]) : 4;
    if (argc > 2 || workers < 1 || workers > 64) {
        fprintf(stderr, "usage: %s [1 to 64 workers]\n", argv[0]);
        exit(2);
    }
    return workers;
}

static int work(void *argument)
{
    int *mine = argument;
    mtx_lock(&lock);
    for (;;) {
        while (in == out && state != STOPPED) {
            cnd_wait(&some, &lock);
        }
        if (in == out) {
            break;
        }
        int sock = *mine = queue[out++ % 400];
        mtx_unlock(&lock);
        echo(sock);
        mtx_lock(&lock);
        *mine = -1;
        close(sock);
    }
    mtx_unlock(&lock);
    return 0;
}

static int wait_for_end(void *set)
{
    int number;
    sigwait(set, &number);
    mtx_lock(&lock);
    state = STOPPING;
    shutdown(listener, SHUT_RD);
    for (int i = 0; i < 64; i++) {
        if (busy[i] != -1) {
            shutdown(busy[i], SHUT_RD);
        }
    }
    for (int i = out; i < in; i++) {
        shutdown(queue[i % 400], SHUT_RD);
    }
    mtx_unlock(&lock);
    return 0;
}

int main(int argc, char *argv[])
{
    int workers = workers_of(argc, argv), sock;
    thrd_t threads[64], end;
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigprocmask(SIG_BLOCK, &set, NULL);
    mtx_init(&lock, mtx_plain);
    cnd_init(&some);
    listener = open_port();
    memset(busy, -1, sizeof(busy));
    for (int i = 0; i < workers; i++) {
        thrd_create(&threads[i], work, &busy[i]);
    }
    thrd_create(&end, wait_for_end, &set);
    while ((sock = accept(listener, NULL, NULL)) != -1) {
        puts("Connection successful");
        mtx_lock(&lock);
        queue[in++ % 400] = sock;
        if (state == STOPPING) {
            shutdown(sock, SHUT_RD);
        }
        mtx_unlock(&lock);
        cnd_signal(&some);
    }
    thrd_join(end, NULL);
    mtx_lock(&lock);
    state = STOPPED;
    mtx_unlock(&lock);
    cnd_broadcast(&some);
    for (int i = 0; i < workers; i++) {
        thrd_join(threads[i], NULL);
    }
    printf("Server stopped after %d clients\n", in);
    return 0;
}
