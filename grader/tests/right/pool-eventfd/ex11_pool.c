// Workers poll on an eventfd, which is written once at the end, and receive line by line.
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

static int over; // an eventfd
static int ring[1000];
static unsigned put_in, taken;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int closed;

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

static int next_byte(int sock, char *byte)
{
    struct pollfd both[] = {{.fd = sock, .events = POLLIN}, {.fd = over, .events = POLLIN}};
    poll(both, 2, -1);
    return both[0].revents != 0 ? (int)recv(sock, byte, 1, 0) : 0;
}

static void talk(int sock)
{
    char line[2000];
    size_t length = 0;
    while (next_byte(sock, &line[length]) == 1) {
        length++;
        if (line[length - 1] == '\n' || length == sizeof(line)) {
            if (send_all(sock, line, length) == -1) {
                return;
            }
            length = 0;
        }
    }
    shutdown(sock, SHUT_WR);
}

static void *work(void *unused)
{
    for (;;) {
        pthread_mutex_lock(&mutex);
        while (put_in == taken && !closed) {
            pthread_cond_wait(&changed, &mutex);
        }
        int sock = put_in == taken ? -1 : ring[taken++ % 1000];
        pthread_mutex_unlock(&mutex);
        if (sock == -1) {
            return unused;
        }
        talk(sock);
        close(sock);
    }
}

static void stop(int number)
{
    uint64_t one = 1;
    (void)number;
    (void)!write(over, &one, sizeof(one));
}

int main(int argc, char *argv[])
{
    int workers = workers_of(argc, argv);
    pthread_t threads[64];
    over = eventfd(0, EFD_NONBLOCK);
    int listener = open_port();
    signal(SIGINT, stop);
    for (int i = 0; i < workers; i++) {
        pthread_create(&threads[i], NULL, work, NULL);
    }
    for (;;) {
        struct pollfd both[] = {{.fd = listener, .events = POLLIN}, {.fd = over, .events = POLLIN}};
        poll(both, 2, -1);
        if (both[1].revents != 0) {
            break;
        }
        if (both[0].revents != 0) {
            int sock = accept(listener, NULL, NULL);
            printf("Connection successful\n");
            pthread_mutex_lock(&mutex);
            ring[put_in++ % 1000] = sock;
            pthread_cond_signal(&changed);
            pthread_mutex_unlock(&mutex);
        }
    }
    pthread_mutex_lock(&mutex);
    closed = 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
    for (int i = 0; i < workers; i++) {
        pthread_join(threads[i], NULL);
    }
    close(listener);
    printf("Server stopped after %u clients\n", put_in);
    return 0;
}
