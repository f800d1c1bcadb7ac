// Receives with readv and sends with sendmsg, in pieces from several places: one stream of bytes.
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
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
    int new_socket = accept(socket_desc, NULL, NULL);
    if (new_socket == -1) {
        perror("accept");
        return 1;
    }
    printf("Connection successful\n");

    char message[2001] = "";
    struct iovec halves[] = {{message, 1000}, {message + 1000, 1000}};
    if (readv(new_socket, halves, 2) <= 0) {
        fprintf(stderr, "no message\n");
        return 1;
    }
    message[strcspn(message, "\r\n")] = '\0';
    printf("Server received %s\n", message);

    struct iovec words[] = {{"Goodbye", 7}, {", ", 2}, {"world!", 6}, {"\n", 1}};
    struct msghdr reply = {.msg_iov = words, .msg_iovlen = 4};
    if (sendmsg(new_socket, &reply, MSG_NOSIGNAL) == -1) {
        perror("sendmsg");
        return 1;
    }
    close(new_socket);
    close(socket_desc);
    return 0;
}
