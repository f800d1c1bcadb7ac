// Asks getaddrinfo (AI_PASSIVE) for the address and tries each that it gives: the first one is
// 0.0.0.0 port 5000, the very address of the lab sheet.
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    struct addrinfo hints, *list, *each;
    int socket_desc = -1;

    memset(&hints, 0, sizeof(hints));
    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE;
    int error = getaddrinfo(NULL, "5000", &hints, &list);
    if (error != 0) {
        fprintf(stderr, "getaddrinfo: %s\n", gai_strerror(error));
        return 1;
    }

    for (each = list; each != NULL; each = each->ai_next) {
        socket_desc = socket(each->ai_family, each->ai_socktype, each->ai_protocol);
        if (socket_desc == -1) {
            continue;
        }
        if (bind(socket_desc, each->ai_addr, each->ai_addrlen) == 0) {
            break;
        }
        close(socket_desc);
    }
    freeaddrinfo(list);
    if (each == NULL) {
        perror("no address could be bound");
        return 1;
    }
    printf("Server socket created\n");
    close(socket_desc);
    return 0;
}
