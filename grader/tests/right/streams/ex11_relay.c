// Right, in another style: stdio on the connections, and getline().
#define _GNU_SOURCE
#include <ctype.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct entry {
    char name[17];
    FILE *out; // its own lock keeps lines whole
    int users; // threads that have it in use
};

static struct entry entries[64];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t unused = PTHREAD_COND_INITIALIZER;

static struct entry *search(const char *name)
{
    for (size_t i = 0; i < sizeof(entries) / sizeof(entries[0]); i++) {
        if (strcmp(entries[i].name, name) == 0) {
            return &entries[i];
        }
    }
    return NULL;
}

static void chomp(char *line, ssize_t length)
{
    if (length > 0 && line[length - 1] == '\n') {
        line[--length] = '\0';
    }
    if (length > 0 && line[length - 1] == '\r') {
        line[--length] = '\0';
    }
    if (length > 1999) {
        line[1999] = '\0';
    }
}

static int valid(const char *name)
{
    size_t n = strlen(name);
    for (const char *c = name; *c != '\0'; c++) {
        if (!isalnum((unsigned char)*c)) {
            return 0;
        }
    }
    return n >= 1 && n <= 16;
}

static void *visitor(void *argument)
{
    int fd = *(int *)argument;
    free(argument);
    FILE *in = fdopen(fd, "r"), *out = fdopen(dup(fd), "w");
    char *line = NULL;
    size_t size = 0;
    ssize_t length;
    struct entry *me = NULL;
    setvbuf(out, NULL, _IOFBF, 65536);
    while ((length = getline(&line, &size, in)) > 0 && line[length - 1] == '\n') {
        chomp(line, length);
        if (strcmp(line, "quit") == 0) {
            fprintf(out, "Goodbye\n");
            fflush(out);
            break;
        }
        if (me == NULL) {
            if (!valid(line)) {
                fprintf(out, "Bad name\n");
            } else {
                pthread_mutex_lock(&lock);
                if (search(line) == NULL && (me = search("")) != NULL) {
                    strcpy(me->name, line);
                    me->out = out;
                }
                pthread_mutex_unlock(&lock);
                if (me != NULL) {
                    printf("%s joined\n", line);
                }
                fprintf(out, me != NULL ? "Welcome %s\n" : "Name taken\n", line);
            }
            fflush(out);
            continue;
        }
        char *colon = strchr(line, ':');
        struct entry *to = NULL;
        if (colon == NULL) {
            fprintf(out, "Write NAME: MESSAGE\n");
            fflush(out);
            continue;
        }
        *colon = '\0';
        if (line[0] != '\0') {
            pthread_mutex_lock(&lock);
            to = search(line);
            if (to != NULL) {
                to->users++;
            }
            pthread_mutex_unlock(&lock);
        }
        if (to == NULL) {
            fprintf(out, "No %s here\n", line);
            fflush(out);
            continue;
        }
        flockfile(to->out);
        fprintf(to->out, "%s: %s\n", me->name, colon[1] == ' ' ? colon + 2 : colon + 1);
        fflush(to->out);
        funlockfile(to->out);
        pthread_mutex_lock(&lock);
        to->users--;
        pthread_cond_broadcast(&unused);
        pthread_mutex_unlock(&lock);
        printf("%s to %s\n", me->name, line);
    }
    if (me != NULL) {
        char name[17];
        strcpy(name, me->name);
        pthread_mutex_lock(&lock);
        strcpy(me->name, "-"); // taken, and found by nobody
        shutdown(fd, SHUT_RDWR);
        while (me->users > 0) {
            pthread_cond_wait(&unused, &lock);
        }
        me->name[0] = '\0';
        pthread_mutex_unlock(&lock);
        printf("%s left\n", name);
    }
    free(line);
    fclose(out);
    fclose(in);
    return NULL;
}

int main(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int yes = 1, server = socket(PF_INET, SOCK_STREAM, IPPROTO_TCP);
    signal(SIGPIPE, SIG_IGN);
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(server, (struct sockaddr *)&address, sizeof address)) {
        perror("bind");
        exit(EXIT_FAILURE);
    }
    printf("Server socket created\n");
    if (listen(server, 5)) {
        perror("listen");
        exit(EXIT_FAILURE);
    }
    printf("Server listening on port %d\n", 5000);
    for (;;) {
        int *fd = malloc(sizeof *fd);
        pthread_t t;
        *fd = accept(server, NULL, NULL);
        if (*fd == -1) {
            free(fd);
            continue;
        }
        printf("Connection successful\n");
        if (pthread_create(&t, NULL, visitor, fd) == 0) {
            pthread_detach(t);
        } else {
            close(*fd);
            free(fd);
        }
    }
}
