// Calls others: a server outside, one of this machine's, by each kind of socket. Who is called
// shows what has come (fixtures/neighbour.c).
#include <arpa/inet.h>
#include <linux/vm_sockets.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

static void call(const char *address, int type, int flags)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(7000)};
    int sock = socket(AF_INET, type, 0);
    inet_pton(AF_INET, address, &server.sin_addr);
    if (flags == 0 && type == SOCK_STREAM) {
        connect(sock, (struct sockaddr *)&server, sizeof(server));
    }
    sendto(sock, "secret", 6, flags | MSG_DONTWAIT | MSG_NOSIGNAL, (struct sockaddr *)&server,
           sizeof(server));
}

// An abstract name begins with a zero, which stands as '@' here.
static void call_local(const char *path, int type)
{
    struct sockaddr_un server = {.sun_family = AF_UNIX};
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path));
    int sock = socket(AF_UNIX, type, 0);
    memcpy(server.sun_path, path, strlen(path));
    if (path[0] == '@') {
        server.sun_path[0] = '\0';
    }
    connect(sock, (struct sockaddr *)&server, size);
    send(sock, "secret", 6, MSG_DONTWAIT | MSG_NOSIGNAL);
}

int main(void)
{
    const char *addresses[] = {"127.0.0.1", "127.0.0.2", "192.0.2.1"};
    for (int i = 0; i < 3; i++) {
        call(addresses[i], SOCK_STREAM, 0);
        call(addresses[i], SOCK_STREAM, MSG_FASTOPEN);
        call(addresses[i], SOCK_DGRAM, 0);
    }
    call_local("@lab11-neighbour", SOCK_STREAM);
    call_local("/dev/shm/lab11-neighbour", SOCK_STREAM);
    call_local("/dev/shm/lab11-neighbour.datagrams", SOCK_DGRAM);
    if (socket(AF_VSOCK, SOCK_STREAM, 0) != -1) {
        printf("could have a socket to the machine that runs this machine\n");
    }
    if (socket(AF_INET, SOCK_RAW, IPPROTO_ICMP) != -1) {
        printf("could have a raw socket\n");
    }
    printf("Server socket created\n");
    return 0;
}
