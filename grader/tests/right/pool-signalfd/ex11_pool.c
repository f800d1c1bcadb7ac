// main polls on the listening socket and on a signalfd. The queue is a list, the newest at its end.
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

struct client {
    int sock;
    struct client *next;
};

static struct client *waiting, *served; // served: those that workers talk to
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t come = PTHREAD_COND_INITIALIZER;
static int over;

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

static void *work(void *unused)
{
    pthread_mutex_lock(&mutex);
    for (;;) {
        while (waiting == NULL && !over) {
            pthread_cond_wait(&come, &mutex);
        }
        struct client *client = waiting;
        if (client == NULL) {
            break;
        }
        waiting = client->next;
        client->next = served;
        served = client;
        if (over) {
            shutdown(client->sock, SHUT_RD);
        }
        pthread_mutex_unlock(&mutex);
        echo(client->sock);
        pthread_mutex_lock(&mutex);
        struct client **link = &served;
        while (*link != client) {
            link = &(*link)->next;
        }
        *link = client->next;
        close(client->sock);
        free(client);
    }
    pthread_mutex_unlock(&mutex);
    return unused;
}

int main(int argc, char *argv[])
{
    int workers = workers_of(argc, argv), clients = 0;
    pthread_t threads[64];
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigprocmask(SIG_BLOCK, &set, NULL);
    int signals = signalfd(-1, &set, 0), listener = open_port();
    for (int i = 0; i < workers; i++) {
        pthread_create(&threads[i], NULL, work, NULL);
    }
    struct pollfd polled[] = {{.fd = listener, .events = POLLIN},
                              {.fd = signals, .events = POLLIN}};
    while (poll(polled, 2, -1) != -1 && polled[1].revents == 0) {
        struct client *client = calloc(1, sizeof(*client)), **link = &waiting;
        client->sock = accept(listener, NULL, NULL);
        puts("Connection successful");
        clients++;
        pthread_mutex_lock(&mutex);
        while (*link != NULL) {
            link = &(*link)->next;
        }
        *link = client;
        pthread_cond_signal(&come);
        pthread_mutex_unlock(&mutex);
    }
    close(listener);
    pthread_mutex_lock(&mutex);
    over = 1;
    for (struct client *client = served; client != NULL; client = client->next) {
        shutdown(client->sock, SHUT_RD);
    }
    pthread_cond_broadcast(&come);
    pthread_mutex_unlock(&mutex);
    for (int i = 0; i < workers; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("Server stopped after %d clients\n", clients);
    return 0;
}
