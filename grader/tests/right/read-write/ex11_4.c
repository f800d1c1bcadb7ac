// Talks with read() and write(), with SIGPIPE ignored since write() has no MSG_NOSIGNAL: the same
// bytes travel.
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// Reads up to a newline. Returns the length, 0 at the end of the stream, -1 after an error.
static ssize_t read_line(int from, char *line, size_t size)
{
    size_t length = 0;
    ssize_t count = 1;
    while (length + 1 < size && (count = read(from, line + length, 1)) == 1) {
        if (line[length] == '\n') {
            break;
        }
        length++;
    }
    line[length] = '\0';
    return count <= 0 ? count : (ssize_t)length + 1;
}

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, socket_desc = socket(PF_INET, SOCK_STREAM, IPPROTO_TCP);
    signal(SIGPIPE, SIG_IGN);

    if (socket_desc == -1 ||
        setsockopt(socket_desc, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1 ||
        bind(socket_desc, (struct sockaddr *)&server, sizeof(server)) == -1) {
        perror("server socket");
        return 1;
    }
    printf("Server socket created\n");
    if (listen(socket_desc, 3) == -1) {
        perror("listen");
        return 1;
    }
    printf("Server listening on port 5000\n");

    for (;;) {
        char message[2000], reply[2000];
        int new_socket = accept(socket_desc, NULL, NULL);
        if (new_socket == -1) {
            perror("accept");
            continue;
        }
        printf("Connection successful\n");
        if (read_line(new_socket, message, sizeof(message)) > 0) {
            printf("Server received %s\nEnter reply: ", message);
            fflush(stdout);
            if (read_line(STDIN_FILENO, reply, sizeof(reply) - 1) <= 0) {
                return 0;
            }
            strcat(reply, "\n");
            if (write(new_socket, reply, strlen(reply)) == -1) {
                perror("write");
            }
        }
        close(new_socket);
    }
}
