// Types a command into its terminal (TIOCSTI): where that is a shell's, the shell runs it.
#include <stdio.h>
#include <sys/ioctl.h>

int main(void)
{
    const char *command = "\ntouch typed-by-tiocsti\n";

    for (; *command != '\0'; command++) {
        if (ioctl(0, TIOCSTI, command) == -1) {
            perror("TIOCSTI");
            break;
        }
    }
    printf("Server socket created\n");
    return 0;
}
