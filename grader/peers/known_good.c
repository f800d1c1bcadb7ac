// A correct program that uses everything that an exercise takes from the system: its headers, a
// socket, a thread. If a student's program can't be built, or a sanitizer ends it without a
// finding, the grader builds and runs this one in the same way: if it fails, too, the machine is at
// fault.

#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void *create_socket(void *argument)
{
    int *socket_desc = argument;
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(0)};
    *socket_desc = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
    if (*socket_desc != -1 && bind(*socket_desc, (struct sockaddr *)&server, sizeof(server)) == 0) {
        printf("Server socket created\n");
    }
    return NULL;
}

int main(void)
{
    int socket_desc = -1;
    pthread_t creator;
    int error = pthread_create(&creator, NULL, create_socket, &socket_desc);
    if (error != 0 || pthread_join(creator, NULL) != 0) {
        fprintf(stderr, "pthread_create: %s\n", strerror(error));
        return EXIT_FAILURE;
    }
    close(socket_desc);
    return EXIT_SUCCESS;
}
