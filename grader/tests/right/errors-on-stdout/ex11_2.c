// Reports its errors on standard output with err-like functions of its own and returns -1 from
// main: they are seen, and the status is not 0.
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static int complain(const char *what)
{
    printf("Error: %s (%m)\n", what);
    return -1;
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)}, client;
    socklen_t size = sizeof(client);

    int socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1) {
        return complain("socket");
    }
    if (bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) != 0) {
        return complain("bind");
    }
    printf("Server socket created\n");
    if (listen(socket_desc, 3) != 0) {
        return complain("listen");
    }
    printf("Server listening on port 5000\n");
    int new_socket = accept(socket_desc, (struct sockaddr *)&client, &size);
    if (new_socket == -1) {
        return complain("accept");
    }
    printf("Connection successful\n");
    close(new_socket);
    close(socket_desc);
    return 0;
}
