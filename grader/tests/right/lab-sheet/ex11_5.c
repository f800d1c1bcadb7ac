// Follows the lab sheet and no more: an int travels as the thread's argument, an array of ten
// handlers is joined when all are used. Ten clients are what the sheet's program has room for.
#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void *handle_connection(void *arg)
{
    int new_socket = (int)arg;
    int status;
    char message[2000], reply[2000];

    printf("Starting new connection handler\n");

    memset(message, 0, 2000);
    status = recv(new_socket, message, 2000, 0);
    while (status > 0) {
        printf("Received: %s\n", message);
        printf("Enter reply: ");
        fgets(reply, 2000, stdin);
        status = send(new_socket, reply, strlen(reply), 0);
        if (status < 0) {
            printf("Could not send\n");
            break;
        }
        memset(message, 0, 2000);
        status = recv(new_socket, message, 2000, 0);
    }

    close(new_socket);
    return NULL;
}

int main()
{
    int port, socket_desc, new_socket, status, size, i;
    int handler_count = 0;
    pthread_t handlers[10];
    struct sockaddr_in server, client;

    port = 5000;
    server.sin_family = AF_INET;
    server.sin_addr.s_addr = INADDR_ANY;
    server.sin_port = htons(port);

    socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc < 0) {
        printf("Could not make a socket\n");
        return 1;
    }

    status = bind(socket_desc, (struct sockaddr *)&server, sizeof(server));
    if (status < 0) {
        printf("Could not bind the socket\n");
        return 1;
    }
    printf("Server socket created\n");

    listen(socket_desc, 3);
    printf("Server listening on port %d\n", port);

    size = sizeof(client);
    new_socket = accept(socket_desc, (struct sockaddr *)&client, &size);
    while (new_socket >= 0) {
        printf("Connection successful\n");

        status =
            pthread_create(&handlers[handler_count], NULL, handle_connection, (void *)new_socket);
        if (status != 0) {
            printf("Could not start a handler\n");
            return 1;
        }
        handler_count++;
        if (handler_count == 10) {
            break;
        }

        size = sizeof(client);
        new_socket = accept(socket_desc, (struct sockaddr *)&client, &size);
    }

    for (i = 0; i < handler_count; i++) {
        pthread_join(handlers[i], NULL);
    }
    close(socket_desc);
    return 0;
}
