// Prints a line of 200,000 characters before the right one.
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1 || bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        return 1;
    }
    for (int i = 0; i < 200000; i++) {
        putchar('a' + i % 26);
    }
    printf("\nServer socket created\n");
    close(socket_desc);
    return 0;
}
