// Makes standard output unbuffered, so that a line may reach the terminal in pieces: the terminal
// shows the same.
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    setvbuf(stdout, NULL, _IONBF, 0);
    if (socket_desc == -1 ||
        setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1 ||
        bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        return 1;
    }
    printf("Server %s %s\n", "socket", "created");
    if (listen(socket_desc, 3) == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port %d\n", ntohs(server.sin_port));
    int new_socket = accept(socket_desc, NULL, NULL);
    if (new_socket == -1) {
        perror("accept");
        return 1;
    }
    for (const char *text = "Connection successful\n"; *text != '\0'; text++) {
        putchar(*text);
    }
    close(new_socket);
    close(socket_desc);
    return 0;
}
