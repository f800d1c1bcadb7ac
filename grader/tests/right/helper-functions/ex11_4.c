// Has a function for each step, and main just names them: the calls come in the same order.
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT 5000
#define SIZE 2000

static void fail(const char *call)
{
    perror(call);
    exit(EXIT_FAILURE);
}

static int create_server(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(PORT)};
    int on = 1, desc = socket(AF_INET, SOCK_STREAM, 0);
    if (desc == -1) {
        fail("socket");
    }
    if (setsockopt(desc, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1) {
        fail("setsockopt");
    }
    if (bind(desc, (struct sockaddr *)&address, sizeof(address)) == -1) {
        fail("bind");
    }
    printf("Server socket created\n");
    return desc;
}

static void start_listening(int desc)
{
    if (listen(desc, 3) == -1) {
        fail("listen");
    }
    printf("Server listening on port %d\n", PORT);
}

static int next_client(int desc)
{
    int client = accept(desc, NULL, NULL);
    if (client == -1) {
        fail("accept");
    }
    printf("Connection successful\n");
    return client;
}

static bool receive_line(int client, char line[SIZE])
{
    size_t length = 0;
    do {
        ssize_t count = recv(client, line + length, SIZE - 1 - length, 0);
        if (count <= 0) {
            return false;
        }
        length += (size_t)count;
    } while (line[length - 1] != '\n' && length < SIZE - 1);
    line[length] = '\0';
    line[strcspn(line, "\r\n")] = '\0';
    return true;
}

static void ask(const char *prompt, char line[SIZE])
{
    printf("%s", prompt);
    fflush(stdout);
    if (fgets(line, SIZE, stdin) == NULL) {
        exit(EXIT_SUCCESS);
    }
}

int main(void)
{
    int server = create_server();
    start_listening(server);
    for (;;) {
        char line[SIZE];
        int client = next_client(server);
        if (receive_line(client, line)) {
            printf("Server received %s\n", line);
            ask("Enter reply: ", line);
            send(client, line, strlen(line), MSG_NOSIGNAL);
        }
        close(client);
    }
}
