// Takes port 5000 in each way but the right one: UDP, and IPv6 alone, there twice (SO_REUSEPORT).
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>

int main(void)
{
    struct sockaddr_in udp = {.sin_family = AF_INET, .sin_port = htons(5000)};
    struct sockaddr_in6 tcp = {.sin6_family = AF_INET6, .sin6_port = htons(5000)};
    int on = 1, sockets[] = {socket(AF_INET6, SOCK_STREAM, 0), socket(AF_INET6, SOCK_STREAM, 0)};

    bind(socket(AF_INET, SOCK_DGRAM, 0), (struct sockaddr *)&udp, sizeof(udp));
    for (int i = 0; i < 2; i++) {
        setsockopt(sockets[i], IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on));
        setsockopt(sockets[i], SOL_SOCKET, SO_REUSEPORT, &on, sizeof(on));
        if (bind(sockets[i], (struct sockaddr *)&tcp, sizeof(tcp)) == -1 ||
            listen(sockets[i], 3) == -1) {
            perror("bind");
            return 1;
        }
    }
    printf("Server socket created\n");
    printf("Server listening on port 5000\n");
    accept(sockets[0], NULL, NULL);
    printf("Connection successful\n");
    return 0;
}
