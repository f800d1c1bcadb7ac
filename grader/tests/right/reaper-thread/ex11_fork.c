// A thread of its own waits for the children; while there is none, it waits for a word that there
// is.
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int listening(void)
{
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int yes = 1, sock = socket(AF_INET, SOCK_STREAM, 0);
    if (sock == -1 || setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == -1 ||
        bind(sock, (struct sockaddr *)&name, sizeof(name)) == -1) {
        perror("server socket");
        exit(1);
    }
    printf("Server socket created\n");
    if (listen(sock, 3) == -1) {
        perror("listen");
        exit(1);
    }
    printf("Server listening on port 5000\n");
    return sock;
}

static void echo(int client)
{
    char bytes[4096];
    ssize_t count;
    while ((count = read(client, bytes, sizeof(bytes))) > 0) {
        for (ssize_t done = 0, sent; done < count; done += sent) {
            sent = send(client, bytes + done, count - done, MSG_NOSIGNAL);
            if (sent == -1) {
                return;
            }
        }
    }
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;
static int children;

static void *reap(void *nothing)
{
    for (;;) {
        pthread_mutex_lock(&lock);
        while (children == 0) {
            pthread_cond_wait(&more, &lock);
        }
        pthread_mutex_unlock(&lock);
        if (wait(NULL) > 0) {
            pthread_mutex_lock(&lock);
            children--;
            pthread_mutex_unlock(&lock);
        }
    }
    return nothing;
}

int main(void)
{
    pthread_t reaper;
    int sock = listening();
    if (pthread_create(&reaper, NULL, reap, NULL) != 0) {
        return 1;
    }
    for (;;) {
        int client = accept(sock, NULL, NULL);
        if (client == -1) {
            continue;
        }
        printf("Connection successful\n");
        fflush(stdout);
        pid_t pid = fork();
        if (pid == 0) {
            close(sock);
            echo(client);
            _exit(0);
        }
        close(client);
        if (pid > 0) {
            pthread_mutex_lock(&lock);
            children++;
            pthread_cond_signal(&more);
            pthread_mutex_unlock(&lock);
        } else {
            perror("fork");
        }
    }
}
