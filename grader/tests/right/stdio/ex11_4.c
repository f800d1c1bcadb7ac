// Talks over two FILEs, one to read and one to write: the same bytes travel.
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(5000)};
    int on = 1, client, socket_desc = socket(AF_INET, SOCK_STREAM, 0);
    signal(SIGPIPE, SIG_IGN); // stdio writes with write()
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

    while ((client = accept(socket_desc, NULL, NULL)) != -1) {
        char line[2000];
        FILE *in = fdopen(client, "r");
        FILE *out = fdopen(dup(client), "w");
        printf("Connection successful\n");
        if (in == NULL || out == NULL) {
            return 1;
        }
        if (fgets(line, sizeof(line), in) != NULL) {
            printf("Server received %sEnter reply: ", line);
            fflush(stdout);
            if (fgets(line, sizeof(line), stdin) == NULL) {
                return 0;
            }
            fputs(line, out);
        }
        fclose(out);
        fclose(in);
    }
    return 1;
}
