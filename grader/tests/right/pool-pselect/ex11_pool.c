// pselect lets SIGINT in only while it waits; the workers have it blocked. They begin when the
// first client comes, and non-blocking receives drain what is left at the end.
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

static volatile sig_atomic_t stopped;
static int queue[512], first, last, over;
static int pipes[64][2]; // tells a worker to stop receiving
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void stop(int number)
{
    (void)number;
    stopped = 1;
}

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

static int workers_of(int argc, char *argv[])
{
    int workers = argc > 1 ? atoi(argv[1]) : 4;
    if (argc > 2 || workers < 1 || workers > 64) {
        fprintf(stderr, "usage: %s [1 to 64 workers]\n", argv[0]);
        exit(2);
    }
    return workers;
}

static void talk(int sock, int end)
{
    char bytes[500];
    for (;;) {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(sock, &set);
        FD_SET(end, &set);
        select((sock > end ? sock : end) + 1, &set, NULL, NULL, NULL);
        ssize_t got = recv(sock, bytes, sizeof(bytes), MSG_DONTWAIT);
        if (got > 0) {
            if (send_all(sock, bytes, (size_t)got) == -1) {
                return;
            }
        } else if (got == 0 || errno != EAGAIN || FD_ISSET(end, &set)) {
            return;
        }
    }
}

static void *work(void *argument)
{
    int self = (int)(intptr_t)argument;
    for (;;) {
        pthread_mutex_lock(&mutex);
        while (first == last && !over) {
            pthread_cond_wait(&changed, &mutex);
        }
        int sock = first == last ? -1 : queue[first++ % 512];
        pthread_mutex_unlock(&mutex);
        if (sock == -1) {
            return NULL;
        }
        talk(sock, pipes[self][0]);
        close(sock);
    }
}

int main(int argc, char *argv[])
{
    int workers = workers_of(argc, argv), started = 0;
    struct sigaction action = {.sa_handler = stop};
    pthread_t threads[64];
    sigset_t blocked, before;
    sigaction(SIGINT, &action, NULL);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGINT);
    pthread_sigmask(SIG_BLOCK, &blocked, &before);
    int listener = open_port();
    while (!stopped) {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(listener, &set);
        if (pselect(listener + 1, &set, NULL, NULL, NULL, &before) == -1) {
            continue;
        }
        int sock = accept(listener, NULL, NULL);
        puts("Connection successful");
        pthread_mutex_lock(&mutex);
        queue[last++ % 512] = sock;
        pthread_cond_signal(&changed);
        pthread_mutex_unlock(&mutex);
        for (; started < workers; started++) {
            if (pipe(pipes[started]) == -1 ||
                pthread_create(&threads[started], NULL, work, (void *)(intptr_t)started) != 0) {
                return 1;
            }
        }
    }
    pthread_mutex_lock(&mutex);
    over = 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
    for (int i = 0; i < started; i++) {
        close(pipes[i][1]);
    }
    for (int i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
    close(listener);
    printf("Server stopped after %d clients\n", last);
    return 0;
}
