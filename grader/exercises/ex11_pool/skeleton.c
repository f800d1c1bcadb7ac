// Challenge: a pool of threads, and an end in good order.
//
// New here: a fixed number of threads serve. Who comes meanwhile waits in a queue, and CTRL-C cuts
// nobody off.
//
// Build: gcc ex11_pool.c -o ex11_pool -pthread
// Run:   ./ex11_pool 2, and ./test_client in three other terminals. CTRL-C ends the server
//
// Each client gets its lines back as they came.

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

#define MOST 100   // workers
#define PLACES 500 // in the queue

// What the threads share. Who reads it or changes it holds the lock.
static struct {
    pthread_mutex_t lock;
    pthread_cond_t changed; // tells those who wait for a change that there was one
    int queue[PLACES];      // connections that wait: `waiting` of them, the next one at `first`.
    int first, waiting;     // Behind the last place the circle goes on at place 0
    int served[MOST];       // what each worker serves; -1: nothing
    int clients;            // so many have come
    int closing;            // 1: CTRL-C has come, and no client may say any more
    int closed;             // 1: no client comes any more
} pool = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

// Puts a connection into the queue, behind the others. Waits while all places are taken.
static void put(int new_socket)
{
    // *** COMPLETE ME ***
    // The connection stands in the queue behind the others, it is counted in `clients`, and a
    // worker who waits for one learns of it. While all places are taken this waits: the acceptor
    // then accepts nobody, and the kernel keeps the next ones. If CTRL-C has come meanwhile
    // (`closing`), this client may not say any more, either: see hang_up() below. Nobody else may
    // look at the pool in between: pthread_mutex_lock(3), pthread_cond_broadcast(3).
    (void)new_socket;
    fprintf(stderr, "ex11_pool is not complete: nothing is put into the queue yet\n");
}

// Takes the connection that has waited longest, for this worker. Waits while there is none. Returns
// -1 if there will be none any more.
static int take(int worker)
{
    int new_socket = -1;

    // *** COMPLETE ME ***
    // `new_socket` is the first connection of the queue, and no longer in it; `served` says so for
    // this worker; and put(), if it waits for a place, learns that there is one. While the queue is
    // empty this waits, without computing, and others have the lock: pthread_cond_wait(3). When it
    // comes back, is what it has waited for still there? Another worker may have been quicker.
    (void)worker;
    fprintf(stderr, "ex11_pool is not complete: nothing is taken from the queue yet\n");

    return new_socket;
}

// Closes a worker's connection. Its number may soon be another one's, so nobody finds it any more.
static void leave(int worker)
{
    pthread_mutex_lock(&pool.lock);
    close(pool.served[worker]);
    pool.served[worker] = -1;
    pthread_mutex_unlock(&pool.lock);
}

// Sends back what a client says, until it has said all.
static void talk(int new_socket)
{
    char bytes[2000];
    ssize_t received = 0, sent = 0;

    // *** COMPLETE ME ***
    // Each byte that has come went back, and the client has said all: recv() answered 0, or failed.
    // As in ex11_5, but you need not know where a line ends. The bytes may hold a '\0'.
    (void)new_socket, (void)bytes, (void)received, (void)sent;
    fprintf(stderr, "ex11_pool is not complete: nothing is sent back yet\n");
}

// What each worker does: serve one client after another, each to its end.
static void *work(void *argument)
{
    int worker = (int)(intptr_t)argument;
    int new_socket = -1;

    while ((new_socket = take(worker)) != -1) {
        talk(new_socket);
        leave(worker);
    }
    return NULL;
}

// What one more thread does: accept connections, as long as anybody listens.
static void *accept_clients(void *argument)
{
    int socket_desc = (int)(intptr_t)argument;

    for (;;) { // each turn is one client
        int new_socket = accept(socket_desc, NULL, NULL);
        if (new_socket == -1) {
            if (errno == EINTR || errno == ECONNABORTED) {
                continue; // nothing has failed here
            }
            if (errno != EINVAL) { // EINVAL: nobody listens on the socket any more
                perror("accept");
            }
            return NULL;
        }
        printf("Connection successful\n");
        put(new_socket);
    }
}

// Lets each client know that it can't say any more. What it has said already is still answered.
static void hang_up(void)
{
    // *** COMPLETE ME ***
    // `closing` is set, and each worker that waits in recv() for its client wakes up there: recv()
    // gives what has come already, and then answers 0, as if the client had left. shutdown(2) does
    // this for one direction of a connection; close(2) does not. The same for those in the queue:
    // if a connection is closed while bytes are unread, the client gets a reset instead of an end.
    fprintf(stderr, "ex11_pool is not complete: nobody is told that the server ends\n");
}

// Reads the number of workers: from 1 to MOST. Returns 0 if the text is no such number.
static int read_number(const char *text)
{
    char *end = NULL;
    long number = strtol(text, &end, 10);
    return *end == '\0' && number >= 1 && number <= MOST ? (int)number : 0;
}

int main(int argc, char *argv[])
{
    uint16_t port = 5000;
    int socket_desc = -1, yes = 1, workers = 4, status = -1;
    struct sockaddr_in server = {0};
    pthread_t threads[MOST], acceptor;
    sigset_t ctrl_c;

    if (argc == 2) {
        workers = read_number(argv[1]);
    }
    if (argc > 2 || workers == 0) {
        fprintf(stderr, "Usage: ./ex11_pool [WORKERS], from 1 to %d\n", MOST);
        return 1;
    }

    // CTRL-C interrupts no thread: each inherits this. Its signal waits until somebody asks for it.
    sigemptyset(&ctrl_c);
    sigaddset(&ctrl_c, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ctrl_c, NULL);

    for (int i = 0; i < MOST; i++) {
        pool.served[i] = -1;
    }
    // *** COMPLETE ME ***
    // As many threads as `workers` says run work(), each with its number, from 0 on, as the
    // argument. `threads` holds their handles. If one can't be started, the program says so and
    // ends.
    (void)work;
    fprintf(stderr, "ex11_pool is not complete: no worker is started yet\n");
    return 1;

    server.sin_family = AF_INET;
    server.sin_addr.s_addr = htonl(INADDR_ANY);
    server.sin_port = htons(port);

    socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1) {
        perror("socket");
        return 1;
    }
    if (setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == -1) {
        perror("setsockopt");
        return 1;
    }
    if (bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");

    if (listen(socket_desc, 3) == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port %d\n", port);

    status = pthread_create(&acceptor, NULL, accept_clients, (void *)(intptr_t)socket_desc);
    if (status != 0) {
        fprintf(stderr, "pthread_create: %s\n", strerror(status));
        return 1;
    }

    int signal_number = 0;
    // *** COMPLETE ME ***
    // CTRL-C has come: sigwait(3) waits for one of these signals. And no connection is accepted any
    // more: accept(), in which the other thread may be waiting, fails. Closing the socket does not
    // wake that thread; which call that you know by now does?
    (void)signal_number;
    fprintf(stderr, "ex11_pool is not complete: it does not wait for CTRL-C yet\n");
    return 1;

    pthread_sigmask(SIG_UNBLOCK, &ctrl_c, NULL); // a second CTRL-C ends it at once
    hang_up();

    // *** COMPLETE ME ***
    // The acceptor has ended, so nobody comes any more; the workers know that (`closed`). They have
    // served all who were in the queue, and have ended, too. See pthread_join(3). Nothing is open.
    (void)threads;
    fprintf(stderr, "ex11_pool is not complete: it does not wait for its threads yet\n");
    return 1;

    printf("Server stopped after %d clients\n", pool.clients);
    return 0;
}
