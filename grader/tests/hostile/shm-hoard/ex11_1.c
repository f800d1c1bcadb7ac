// Hoards what no process holds: System V and POSIX shared memory, message queues, semaphores. What
// it gets of these it leaves behind.
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

int main(void)
{
    int segments = 0;
    for (int i = 0; i < 20; i++) {
        segments += shmget(IPC_PRIVATE, (size_t)50 << 20, IPC_CREAT | 0600) != -1;
    }
    if (segments > 0) {
        printf("could get %d MiB\n", segments * 50);
    }
    msgget(5000, IPC_CREAT | 0666);
    semget(5000, 1, IPC_CREAT | 0666);
    if (mq_open("/left-behind", O_CREAT | O_RDWR, 0666, NULL) != (mqd_t)-1) {
        printf("could open a message queue\n");
    }
    for (int i = 0; i < 200; i++) {
        char name[32];
        snprintf(name, sizeof(name), "/left-behind-%d", i);
        int file = shm_open(name, O_CREAT | O_RDWR, 0600);
        if (file != -1 && ftruncate(file, 1 << 20) == 0) {
            close(file);
        }
    }
    printf("Server socket created\n");
    return 0;
}
