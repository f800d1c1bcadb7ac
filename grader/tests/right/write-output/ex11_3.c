// Prints with puts and with write on descriptor 1, in the right order: the terminal shows the same.
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void print(const char *text, size_t length)
{
    if (write(STDOUT_FILENO, text, length) == -1) {
        _exit(1);
    }
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    char message[2000];
    int on = 1, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1 ||
        setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1 ||
        bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        return 1;
    }
    puts("Server socket created");
    if (listen(socket_desc, 3) == -1) {
        perror("listen");
        return 1;
    }
    puts("Server listening on port 5000");
    int new_socket = accept(socket_desc, NULL, NULL);
    if (new_socket == -1) {
        perror("accept");
        return 1;
    }
    puts("Connection successful");
    fflush(stdout); // from here on by hand

    ssize_t received = recv(new_socket, message, sizeof(message), 0);
    if (received <= 0) {
        print("No message\n", 11);
        return 1;
    }
    print("Server received ", 16);
    print(message, (size_t)received);
    print("\n", 1);
    send(new_socket, "Goodbye, world!\n", 16, MSG_NOSIGNAL);
    close(new_socket);
    close(socket_desc);
    return 0;
}
