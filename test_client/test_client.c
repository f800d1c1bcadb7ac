// The client of Lab 11: connects to a server, sends it what you type, shows what it answers.
//
// Build: gcc test_client.c -o test_client
// Run:   ./test_client [host [port]]        by default 127.0.0.1 and 5000

#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// Receives one reply, a line, and makes it a string without its newline. Returns its length; or 0
// if the server has closed the connection instead, -1 if recv() failed.
static ssize_t receive_reply(int socket_desc, char *reply, size_t size)
{
    size_t length = 0;
    while (length < size - 1) {
        // A reply may also come without a newline: a pause of 100 milliseconds ends it, too.
        struct pollfd more = {.fd = socket_desc, .events = POLLIN};
        if (length > 0 && poll(&more, 1, 100) == 0) {
            break;
        }
        // TCP carries bytes, not lines: a line may come in pieces, or together with the next one.
        // Byte by byte we stop just where it ends.
        char byte;
        ssize_t received = recv(socket_desc, &byte, 1, 0);
        if (received <= 0 && length == 0) {
            return received;
        }
        if (received <= 0 || (byte == '\n' && length > 0)) {
            break;
        }
        // A newline before the text is left over from the reply before.
        if (byte != '\n' && byte != '\r' && byte != '\0') {
            reply[length++] = byte;
        }
    }
    reply[length] = '\0';
    return (ssize_t)length;
}

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
        ssize_t received = receive_reply(socket_desc, reply, sizeof(reply));
        if (received == -1) {
            perror("recv");
            return 1;
        }
        if (received == 0) {
            fprintf(stderr, "The server closed the connection\n");
            return 1;
        }
        printf("Reply received\n%s\n", reply);
    }

    close(socket_desc);
    return 0;
}
