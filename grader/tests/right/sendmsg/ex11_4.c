// Receives with recvmsg and sends with writev: one stream of bytes.
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    signal(SIGPIPE, SIG_IGN);
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

    for (;;) {
        char message[2000] = "", reply[2000];
        int new_socket = accept(socket_desc, NULL, NULL);
        if (new_socket == -1) {
            perror("accept");
            return 1;
        }
        printf("Connection successful\n");

        struct iovec place = {message, sizeof(message) - 1};
        struct msghdr header = {.msg_iov = &place, .msg_iovlen = 1};
        if (recvmsg(new_socket, &header, 0) > 0) {
            message[strcspn(message, "\r\n")] = '\0';
            printf("Server received %s\nEnter reply: ", message);
            fflush(stdout);
            if (fgets(reply, sizeof(reply), stdin) == NULL) {
                return 0;
            }
            size_t text = strcspn(reply, "\n");
            struct iovec parts[] = {{reply, text}, {"\n", 1}};
            if (writev(new_socket, parts, 2) == -1) {
                perror("writev");
            }
        }
        close(new_socket);
    }
}
