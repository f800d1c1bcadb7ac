#include "clients.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

// The place of the server's output among the clients of an epoll(7).
#define SERVER_PLACE UINT64_MAX

static long now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000L + now.tv_nsec / 1000;
}

static bool watch(int epoll, int descriptor, uint64_t place)
{
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = place};
    return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

bool clients_come(struct clients *clients, size_t count, bool stay, struct server *server)
{
    *clients = (struct clients){.list = must_allocate(count * sizeof(*clients->list)),
                                .count = count,
                                .stay = stay,
                                .epoll = epoll_create1(EPOLL_CLOEXEC),
                                .begun_us = now_us()};
    for (size_t i = 0; i < count; i++) {
        clients->list[i] = (struct client){.socket = -1};
    }
    return clients->epoll != -1 && watch(clients->epoll, server->output[0], SERVER_PLACE) &&
           watch(clients->epoll, server->output[1], SERVER_PLACE);
}

int client_calls(in_port_t port)
{
    struct sockaddr_in name = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int error = 0;
    socklen_t size = sizeof(error);
    int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (client == -1) {
        return -1;
    }
    if (connect(client, (struct sockaddr *)&name, sizeof(name)) == 0) {
        return client;
    }
    error = errno;
    if (error == EINPROGRESS) {
        struct pollfd connected = {.fd = client, .events = POLLOUT};
        if (poll(&connected, 1, 0) == 1 &&
            getsockopt(client, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0) {
            return client;
        }
    }
    close(client);
    errno = error;
    return -1;
}

void client_speaks(int client)
{
    (void)!send(client, "hello\n", 6, MSG_NOSIGNAL); // if that fails, its end will be seen
}

// Lets the first that is outside call. Returns whether it has got through.
static bool call(struct clients *clients, in_port_t port)
{
    int client = clients->next == clients->count ? -1 : client_calls(port);
    if (client == -1) {
        return false;
    }
    client_speaks(client);
    clients->list[clients->next] = (struct client){.socket = client, .fate = CONNECTED};
    return watch(clients->epoll, client, clients->next++);
}

static void leave(struct client *client)
{
    if (client->socket != -1) {
        close(client->socket);
        client->socket = -1;
    }
}

// Takes in what has come for a client.
static void take_in(struct clients *clients, struct client *client)
{
    char bytes[256];
    ssize_t count = recv(client->socket, bytes, sizeof(bytes), MSG_DONTWAIT);
    if (count == -1 && errno == EAGAIN) {
        return;
    }
    if (count > 0 && client->fate == CONNECTED) {
        client->fate = ANSWERED;
        clients->answered++;
        clients->last_us = now_us() - clients->begun_us;
    } else if (count <= 0 && client->fate == CONNECTED) {
        client->fate = TURNED_AWAY;
        clients->turned_away++;
    }
    if (count <= 0 || !clients->stay) {
        leave(client);
    }
}

bool clients_go_on(struct clients *clients, struct server *server, int ms)
{
    struct epoll_event events[64];
    bool any = call(clients, server->isolation->port);
    int count = epoll_wait(clients->epoll, events, 64, any ? 0 : ms);
    for (int i = 0; i < count; i++) {
        if (events[i].data.u64 == SERVER_PLACE) {
            server_hear(server); // what it prints serves nobody
        } else {
            take_in(clients, &clients->list[events[i].data.u64]);
            any = true;
        }
    }
    return any;
}

size_t clients_waiting(const struct clients *clients)
{
    return clients->count - clients->answered - clients->turned_away;
}

void clients_leave(struct clients *clients)
{
    for (size_t i = 0; i < clients->count; i++) {
        leave(&clients->list[i]);
    }
    free(clients->list);
    close(clients->epoll);
}
