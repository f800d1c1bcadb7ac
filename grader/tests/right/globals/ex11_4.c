// Keeps everything in global variables and reads them in functions without parameters: with one
// client at a time nobody else touches them.
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int socket_desc, new_socket, status;
struct sockaddr_in server, client;
socklen_t size;
char message[2000], reply[2000];

void receive(void)
{
    memset(message, 0, sizeof(message));
    status = (int)recv(new_socket, message, sizeof(message) - 1, 0);
}

void answer(void)
{
    printf("Server received %s\n", message);
    printf("Enter reply: ");
    fgets(reply, sizeof(reply), stdin);
    status = (int)send(new_socket, reply, strlen(reply), MSG_NOSIGNAL);
}

int main(void)
{
    server.sin_family = AF_INET;
    server.sin_port = htons(5000);
    socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    status = bind(socket_desc, (struct sockaddr *)&server, sizeof(server));
    if (status == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");
    status = listen(socket_desc, 3);
    if (status == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port 5000\n");

    do {
        size = sizeof(client);
        new_socket = accept(socket_desc, (struct sockaddr *)&client, &size);
        if (new_socket == -1) {
            perror("accept");
            return 1;
        }
        printf("Connection successful\n");
        receive();
        if (status > 0) {
            answer();
        }
        close(new_socket);
    } while (1);
}
