// Semaphores count what is in the queue; a connection of -1 is the sign to go home. A thread waits
// for CTRL-C in sigwait, and each worker polls nothing: its connection is shut down for reading.
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PLACES 64

static int ring[PLACES], head, tail, serving[64];
static sem_t items, spaces;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int listener, ending;

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

static void put(int sock)
{
    while (sem_wait(&spaces) == -1) {
    }
    pthread_mutex_lock(&mutex);
    ring[tail++ % PLACES] = sock;
    if (ending && sock != -1) {
        shutdown(sock, SHUT_RD);
    }
    pthread_mutex_unlock(&mutex);
    sem_post(&items);
}

static void *work(void *argument)
{
    int self = *(int *)argument;
    free(argument);
    for (;;) {
        while (sem_wait(&items) == -1) {
        }
        pthread_mutex_lock(&mutex);
        int sock = serving[self] = ring[head++ % PLACES];
        pthread_mutex_unlock(&mutex);
        sem_post(&spaces);
        if (sock == -1) {
            return NULL;
        }
        echo(sock);
        pthread_mutex_lock(&mutex);
        serving[self] = -1;
        pthread_mutex_unlock(&mutex);
        close(sock);
    }
}

static void *watch(void *set)
{
    int number;
    sigwait(set, &number);
    shutdown(listener, SHUT_RDWR);
    pthread_mutex_lock(&mutex);
    ending = 1;
    for (int i = 0; i < 64; i++) {
        if (serving[i] != -1) {
            shutdown(serving[i], SHUT_RD);
        }
    }
    for (int i = head; i < tail; i++) {
        shutdown(ring[i % PLACES], SHUT_RD);
    }
    pthread_mutex_unlock(&mutex);
    return NULL;
}

int main(int argc, char *argv[])
{
    int workers = workers_of(argc, argv), clients = 0, sock;
    pthread_t threads[64], watcher;
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    memset(serving, -1, sizeof(serving));
    sem_init(&items, 0, 0);
    sem_init(&spaces, 0, PLACES);
    listener = open_port();
    pthread_create(&watcher, NULL, watch, &set);
    for (int i = 0; i < workers; i++) {
        int *number = malloc(sizeof(*number));
        *number = i;
        pthread_create(&threads[i], NULL, work, number);
    }
    while ((sock = accept(listener, NULL, NULL)) != -1) {
        puts("Connection successful");
        clients++;
        put(sock);
    }
    pthread_join(watcher, NULL);
    for (int i = 0; i < workers; i++) {
        put(-1);
    }
    for (int i = 0; i < workers; i++) {
        pthread_join(threads[i], NULL);
    }
    close(listener);
    printf("Server stopped after %d clients\n", clients);
    return 0;
}
