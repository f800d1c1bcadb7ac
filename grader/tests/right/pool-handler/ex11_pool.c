// The handler shuts the listening socket down: accept fails, whichever thread got the signal. With
// signal() interrupted calls go on by themselves. The queue is an array that moves up.
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int listener = -1;
static int queue[300], length, going[64], all_in;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;

static void stop(int number)
{
    int before = errno;
    (void)number;
    shutdown(listener, SHUT_RDWR);
    errno = before;
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

static void *work(void *argument)
{
    int *mine = argument;
    pthread_mutex_lock(&mutex);
    while (length > 0 || !all_in) {
        if (length == 0) {
            pthread_cond_wait(&more, &mutex);
            continue;
        }
        *mine = queue[0];
        length--;
        memmove(queue, queue + 1, (size_t)length * sizeof(queue[0]));
        if (all_in) {
            shutdown(*mine, SHUT_RD);
        }
        int sock = *mine;
        pthread_mutex_unlock(&mutex);
        echo(sock);
        pthread_mutex_lock(&mutex);
        close(sock);
        *mine = -1;
    }
    pthread_mutex_unlock(&mutex);
    return NULL;
}

int main(int argc, char *argv[])
{
    int workers = workers_of(argc, argv), clients = 0, sock;
    pthread_t threads[64];
    listener = open_port();
    signal(SIGINT, stop);
    for (int i = 0; i < workers; i++) {
        going[i] = -1;
        pthread_create(&threads[i], NULL, work, &going[i]);
    }
    while ((sock = accept(listener, NULL, NULL)) >= 0) {
        puts("Connection successful");
        clients++;
        pthread_mutex_lock(&mutex);
        queue[length++] = sock;
        pthread_cond_signal(&more);
        pthread_mutex_unlock(&mutex);
    }
    pthread_mutex_lock(&mutex);
    all_in = 1;
    for (int i = 0; i < workers; i++) {
        if (going[i] != -1) {
            shutdown(going[i], SHUT_RD);
        }
    }
    pthread_cond_broadcast(&more);
    pthread_mutex_unlock(&mutex);
    for (int i = 0; i < workers; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("Server stopped after %d clients\n", clients);
    return 0;
}
