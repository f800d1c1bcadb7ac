// A pipe is the queue, and its end tells the workers to go home. SIGINT writes to another pipe, on
// which everybody polls beside its own socket.
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int queue[2], stop[2];

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

// Whether there is something to receive: 0 if the server is stopping and there is nothing.
static int is_ready(int sock)
{
    struct pollfd both[] = {{.fd = sock, .events = POLLIN}, {.fd = stop[0], .events = POLLIN}};
    while (poll(both, 2, -1) == -1) {
    }
    return both[0].revents != 0;
}

static void *work(void *unused)
{
    int sock;
    while (read(queue[0], &sock, sizeof(sock)) == sizeof(sock)) {
        char bytes[3000];
        ssize_t got = 1;
        while (got > 0 && is_ready(sock)) {
            got = read(sock, bytes, sizeof(bytes));
            if (got > 0 && send_all(sock, bytes, (size_t)got) == -1) {
                break;
            }
        }
        close(sock);
    }
    return unused;
}

static void on_sigint(int number)
{
    int before = errno;
    (void)number;
    if (write(stop[1], "x", 1) == -1) {
        _exit(1);
    }
    errno = before;
}

int main(int argc, char *argv[])
{
    int workers = workers_of(argc, argv), clients = 0;
    struct sigaction action = {.sa_handler = on_sigint, .sa_flags = SA_RESTART};
    pthread_t threads[64];
    if (pipe(queue) == -1 || pipe(stop) == -1 || sigaction(SIGINT, &action, NULL) == -1) {
        return 1;
    }
    int listener = open_port();
    for (int i = 0; i < workers; i++) {
        pthread_create(&threads[i], NULL, work, NULL);
    }
    while (is_ready(listener)) {
        int sock = accept(listener, NULL, NULL);
        if (sock == -1) {
            continue;
        }
        printf("Connection successful\n");
        clients++;
        if (write(queue[1], &sock, sizeof(sock)) != sizeof(sock)) {
            close(sock);
        }
    }
    close(listener);
    close(queue[1]);
    while (workers-- > 0) {
        pthread_join(threads[workers], NULL);
    }
    printf("Server stopped after %d clients\n", clients);
    return 0;
}
