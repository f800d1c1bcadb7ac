// A server for lines that knows nothing of telnet: a command is text to it.
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int receive_line(int sock, char *line, size_t size)
{
    size_t length = 0;
    char byte = '\0';
    while (byte != '\n') {
        if (recv(sock, &byte, 1, 0) != 1) {
            return 0;
        }
        if (length < size - 1) {
            line[length++] = byte;
        }
    }
    line[length] = '\0';
    line[strcspn(line, "\r\n")] = '\0';
    return 1;
}

static void send_all(int sock, const char *text)
{
    while (*text != '\0') {
        ssize_t sent = send(sock, text, strlen(text), MSG_NOSIGNAL);
        if (sent < 0) {
            return;
        }
        text += sent;
    }
}

static void *serve(void *argument)
{
    int sock = (int)(intptr_t)argument;
    char line[2000], answer[2100];
    send_all(sock, "Welcome\r\n> ");
    while (receive_line(sock, line, sizeof(line))) {
        if (strcmp(line, "exit") == 0) {
            send_all(sock, "Goodbye\r\n");
            break;
        }
        if (strncmp(line, "echo ", 5) == 0) {
            snprintf(answer, sizeof(answer), "%s\r\n> ", line + 5);
        } else if (line[0] == '\0') {
            snprintf(answer, sizeof(answer), "> ");
        } else {
            snprintf(answer, sizeof(answer), "Unknown command: %s\r\n> ", line);
        }
        send_all(sock, answer);
    }
    close(sock);
    return NULL;
}

int main(void)
{
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int sock = socket(AF_INET, SOCK_STREAM, 0), yes = 1, connection;
    setsockopt(sock, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (bind(sock, (struct sockaddr *)&name, sizeof(name)) == -1) {
        perror("bind");
        return 1;
    }
    printf("Server socket created\n");
    listen(sock, 3);
    printf("Server listening on port 5000\n");
    while ((connection = accept(sock, NULL, NULL)) != -1) {
        pthread_t thread;
        printf("Connection successful\n");
        pthread_create(&thread, NULL, serve, (void *)(intptr_t)connection);
        pthread_detach(thread);
    }
    return 1;
}
