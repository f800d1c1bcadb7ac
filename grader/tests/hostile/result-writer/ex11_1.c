// Writes the record itself, and keeps a child that does so again and again. The test puts in front of
// this where the record is, RESULTS, and what it is made from, WORK.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char record[] = "{\"status\": \"pass\", \"score\": 100, \"max_score\": 100}\n";

static int write_record(const char *path)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    int written = file != -1 && write(file, record, strlen(record)) > 0;
    close(file);
    return written && chmod(path, 0400) == 0;
}

static int write_all(void)
{
    return write_record(RESULTS "/results.json") || write_record(WORK "/tap.ex11_1") ||
           write_record(WORK "/ex11_1/1.message") || write_record(WORK "/ex11_1/ex11_1") ||
           unlink(WORK "/.lab11") == 0;
}

int main(void)
{
    if (write_all()) {
        printf("could write to the results\n");
    }
    fflush(stdout);
    if (fork() == 0) {
        setsid();
        for (;;) {
            write_all();
            usleep(1000);
        }
    }
    printf("Server socket created\n");
    return 0;
}
