// The client of Lab 11: connects to a server, sends it what you type, shows what it answers.
//
// Build: gcc test_client.c -o test_client
// Run:   ./test_client [host [port]]        by default 127.0.0.1 and 5000

#include <netdb.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    const char *host = argc > 1 ? argv[1] : "127.0.0.1";
    const char *port = argc > 2 ? argv[2] : "5000";

    struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM};
    struct addrinfo *server;
    int error = getaddrinfo(host, port, &hints, &server);
    if (error != 0) {
        fprintf(stderr, "%s, port %s: %s\n", host, port, gai_strerror(error));
        return 1;
    }

    int socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    if (socket_desc == -1) {
        perror("socket");
        return 1;
    }
    printf("Socket created\n");

    if (connect(socket_desc, server->ai_addr, server->ai_addrlen) == -1) {
        perror("connect");
        return 1;
    }
    printf("Connected\n");
    freeaddrinfo(server);

    bool line_ended = true;
    for (;;) {
        char message[2000];
        printf("Enter message to send (0 to exit): ");
        fflush(stdout);
        if (fgets(message, sizeof(message), stdin) == NULL || strcmp(message, "0\n") == 0) {
            break;
        }

        size_t length = strlen(message);
        size_t sent = 0;
        while (sent < length) {
            ssize_t count = send(socket_desc, message + sent, length - sent, MSG_NOSIGNAL);
            if (count == -1) {
                perror("send");
                return 1;
            }
            sent += (size_t)count;
        }
        printf("Data sent\n");

        char reply[2000];
        char *text = reply;
        ssize_t received;
        do {
            received = recv(socket_desc, reply, sizeof(reply) - 1, 0);
            if (received == -1) {
                perror("recv");
                return 1;
            }
            if (received == 0) {
                fprintf(stderr, "The server closed the connection\n");
                return 1;
            }
            reply[received] = '\0';
            // A reply may come with its newline, without one, or with the newline a little later.
            text = reply + (line_ended ? 0 : strspn(reply, "\r\n"));
            line_ended = reply[received - 1] == '\n';
        } while (*text == '\0' && received > 0 && text != reply);
        text[strcspn(text, "\r\n")] = '\0';
        printf("Reply received\n%s\n", text);
    }

    close(socket_desc);
    return 0;
}
