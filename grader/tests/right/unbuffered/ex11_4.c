// Prints and reads a character at a time, without a buffer: the same text, in more system calls.
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, client, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    setbuf(stdout, NULL);
    setbuf(stdin, NULL);
    if (socket_desc == -1 ||
        setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1 ||
        bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");
    if (listen(socket_desc, 3) == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port 5000\n");

    while ((client = accept(socket_desc, NULL, NULL)) != -1) {
        char c, reply[2000];
        int typed, column = 0;
        size_t length = 0;
        printf("Connection successful\n");
        while (recv(client, &c, 1, 0) == 1 && c != '\n') {
            if (column++ == 0) {
                printf("Server received ");
            }
            putchar(c);
        }
        if (column > 0) {
            printf("\nEnter reply: ");
            while ((typed = getchar()) != '\n' && length < sizeof(reply) - 1) {
                if (typed == EOF) {
                    return 0;
                }
                reply[length++] = (char)typed;
            }
            reply[length++] = '\n';
            send(client, reply, length, MSG_NOSIGNAL);
        }
        close(client);
    }
    return 1;
}
