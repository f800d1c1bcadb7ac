// Hands each connection over in one shared place, guarded by a mutex and a condition: main waits
// until the thread has taken it.
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t taken = PTHREAD_COND_INITIALIZER;
static int offered = -1; // -1: taken

static void *handle_connection(void *unused)
{
    char message[2000], reply[2000];
    ssize_t received;

    (void)unused;
    pthread_mutex_lock(&lock);
    int client = offered;
    offered = -1;
    pthread_cond_signal(&taken);
    pthread_mutex_unlock(&lock);

    printf("Starting new connection handler\n");
    while ((received = recv(client, message, sizeof(message) - 1, 0)) > 0) {
        message[received] = '\0';
        message[strcspn(message, "\r\n")] = '\0';
        printf("Received: %s\nEnter reply: ", message);
        fflush(stdout);
        if (fgets(reply, sizeof(reply), stdin) == NULL) {
            break;
        }
        send(client, reply, strlen(reply), MSG_NOSIGNAL);
    }
    close(client);
    return NULL;
}

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

    for (;;) {
        int client = accept(socket_desc, NULL, NULL);
        pthread_t thread;
        if (client == -1) {
            continue;
        }
        printf("Connection successful\n");
        pthread_mutex_lock(&lock);
        offered = client;
        if (pthread_create(&thread, NULL, handle_connection, NULL) == 0) {
            pthread_detach(thread);
            while (offered != -1) {
                pthread_cond_wait(&taken, &lock);
            }
        } else {
            offered = -1;
            close(client);
        }
        pthread_mutex_unlock(&lock);
    }
}
