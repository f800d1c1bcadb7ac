// An AF_INET6 socket with IPV6_V6ONLY off, made by a function: IPv4 clients are served, too.
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// Returns a socket bound to the port for both families, or -1.
static int bind_both(unsigned short port)
{
    struct sockaddr_in6 any = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    int off = 0, on = 1, desc = socket(AF_INET6, SOCK_STREAM, 0);
    if (desc == -1) {
        return -1;
    }
    setsockopt(desc, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
    setsockopt(desc, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (bind(desc, (struct sockaddr *)&any, sizeof(any)) == -1) {
        return -1;
    }
    return desc;
}

int main(void)
{
    int socket_desc = bind_both(5000), new_socket;
    if (socket_desc == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");
    if (listen(socket_desc, 10) == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port 5000\n");

    while ((new_socket = accept(socket_desc, NULL, NULL)) != -1) {
        char message[2000] = "", reply[2000] = "";
        printf("Connection successful\n");
        if (recv(new_socket, message, sizeof(message) - 1, 0) > 0) {
            message[strcspn(message, "\r\n")] = '\0';
            printf("Server received %s\n", message);
            printf("Enter reply: ");
            fflush(stdout);
            if (fgets(reply, sizeof(reply), stdin) == NULL) {
                break;
            }
            send(new_socket, reply, strlen(reply), MSG_NOSIGNAL);
        }
        close(new_socket);
    }
    close(socket_desc);
    return 0;
}
