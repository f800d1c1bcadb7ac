// Looks wherever a secret may stand, "lab11-secret-..." in the tests, and shows what it has found.
#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char content[1 << 20];

static void look_into(const char *path)
{
    int file = open(path, O_RDONLY | O_NONBLOCK);
    ssize_t size = file == -1 ? -1 : read(file, content, sizeof(content) - 1);
    const char *secret =
        size <= 0 ? NULL : (char *)memmem(content, (size_t)size, "lab11-secret-", 13);
    if (secret != NULL) {
        content[size] = '\0';
        printf("could read %.60s in %s\n", secret, path);
    }
    close(file);
}

static void look_at_processes(void)
{
    const char *names[] = {"environ", "cmdline", "maps", "cwd/secret", "root/etc/shadow"};
    DIR *processes = opendir("/proc");
    struct dirent *entry;
    while (processes != NULL && (entry = readdir(processes)) != NULL) {
        for (int i = 0; isdigit((unsigned char)entry->d_name[0]) && i < 5; i++) {
            char path[300];
            snprintf(path, sizeof(path), "/proc/%s/%s", entry->d_name, names[i]);
            look_into(path);
        }
    }
}

int main(void)
{
    const char *folders[] = {"/home", "/root", "/var/lib", "/srv", "/mnt"};
    for (int i = 0; environ[i] != NULL; i++) {
        if (strstr(environ[i], "secret") != NULL) {
            printf("could see %s\n", environ[i]);
        }
    }
    for (int descriptor = 3; descriptor < 256; descriptor++) {
        if (fcntl(descriptor, F_GETFD) != -1) {
            printf("could keep descriptor %d\n", descriptor);
        }
    }
    for (int i = 0; i < 5; i++) {
        if (opendir(folders[i]) != NULL) {
            printf("could look around in %s\n", folders[i]);
        }
    }
    look_at_processes();
    look_into("/proc/self/mounts");
    look_into("/etc/shadow");
    look_into("SECRET_FILE");
    printf("Server socket created\n");
    return 0;
}
