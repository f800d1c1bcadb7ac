// Passes the descriptor as `(void *)new_socket` and takes it back as `(int)argument`: warnings
// about sizes, but a descriptor fits into both.
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void *handle_connection(void *argument)
{
    int new_socket = (int)argument, received;
    char message[2000], reply[2000];

    printf("Starting new connection handler\n");
    while ((received = recv(new_socket, message, sizeof(message) - 1, 0)) > 0) {
        message[received] = 0;
        printf("Received: %s\n", message);
        printf("Enter reply: ");
        fflush(stdout);
        if (fgets(reply, sizeof(reply), stdin) == NULL) {
            break;
        }
        send(new_socket, reply, strlen(reply), MSG_NOSIGNAL);
    }
    close(new_socket);
    return 0;
}

int main(void)
{
    int socket_desc, new_socket, size;
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)}, client;
    pthread_t thread;

    socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1 || bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("Error creating the server socket");
        return 1;
    }
    printf("Server socket created\n");
    if (listen(socket_desc, 3) == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port 5000\n");

    size = sizeof(client);
    while ((new_socket = accept(socket_desc, (struct sockaddr *)&client, &size)) >= 0) {
        printf("Connection successful\n");
        if (pthread_create(&thread, NULL, handle_connection, (void *)new_socket) != 0) {
            return 1;
        }
        pthread_detach(thread);
        size = sizeof(client);
    }
    return 1;
}
