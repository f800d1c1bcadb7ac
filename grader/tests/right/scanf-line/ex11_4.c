// Reads the reply with scanf and " %1998[^\n]", which takes the whole line with its blanks: only
// "%s" would stop at the first of them.
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, client, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
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
        char message[2000] = "", reply[2000];
        printf("Connection successful\n");
        if (recv(client, message, sizeof(message) - 1, 0) > 0) {
            message[strcspn(message, "\r\n")] = '\0';
            printf("Server received %s\n", message);
            printf("Enter reply: ");
            if (scanf(" %1998[^\n]", reply) != 1) {
                return 0;
            }
            strcat(reply, "\n");
            send(client, reply, strlen(reply), MSG_NOSIGNAL);
        }
        close(client);
    }
    return 1;
}
