#include "isolation.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "remove.h"
#include "sweep.h"

// A name of unix(7), "abstract": the lock on a port.
#define LOCK_NAME "lab11-port-%u"

// RFC 793 keeps a port in TIME_WAIT for at most this long on Linux, in seconds: TCP_TIMEWAIT_LEN,
// and an eighth, by which a timer may be late (kernel/time/timer.c).
#define TIME_WAIT_SECONDS (60 * 9 / 8)

// How long to wait for the lock, and after how long to say so. Gradings take turns, play by play.
#define LOCK_SECONDS 300
#define TELL_SECONDS 20

// Room for threads of the user that we can't see. Without any limit, a program that forks without
// end would take the machine down before anybody could end it.
#define UNSEEN_NEIGHBOURS 384

// The user ids of plays: this plus the process id, 2^22 at most. They lie above those that
// directories and containers hand out, and below 2^31.
#define FIRST_USER 2100000000U

static const char *const names[] = {
    [NAMESPACES] = "namespaces", [PORT_LOCK] = "port-lock", [NONE] = "none"};

const char *isolation_name(enum isolation_tier tier)
{
    return names[tier];
}

bool isolation_by_name(enum isolation_tier *tier, const char *name)
{
    for (*tier = NAMESPACES; *tier <= NONE; (*tier)++) {
        if (strcmp(names[*tier], name) == 0) {
            return true;
        }
    }
    return false;
}

static bool failed(struct text *why, const char *call)
{
    text_print(why, "%s: %s", call, strerror(errno));
    return false;
}

static bool write_file(const char *path, const char *content)
{
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file == -1) {
        return false;
    }
    bool written = write(file, content, strlen(content)) == (ssize_t)strlen(content);
    int error = errno;
    close(file);
    errno = error;
    return written;
}

// Enters a user namespace that maps this user to itself and gives it the right to make the other
// namespaces (user_namespaces(7)).
static bool enter_user_namespace(uid_t uid, gid_t gid, struct text *why)
{
    char map[64];
    if (unshare(CLONE_NEWUSER) == -1) {
        return failed(why, "unshare(CLONE_NEWUSER)");
    }
    snprintf(map, sizeof(map), "%u %u 1", (unsigned)uid, (unsigned)uid);
    if (!write_file("/proc/self/setgroups", "deny") || !write_file("/proc/self/uid_map", map)) {
        return failed(why, "/proc/self/uid_map");
    }
    snprintf(map, sizeof(map), "%u %u 1", (unsigned)gid, (unsigned)gid);
    return write_file("/proc/self/gid_map", map) ? true : failed(why, "/proc/self/gid_map");
}

static bool loopback_up(struct text *why)
{
    struct ifreq request = {.ifr_name = "lo"};
    int sock = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (sock == -1) {
        return failed(why, "socket");
    }
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    bool up = ioctl(sock, SIOCSIFFLAGS, &request) == 0;
    int error = errno;
    close(sock);
    errno = error;
    return up ? true : failed(why, "loopback: ioctl(SIOCSIFFLAGS)");
}

// The size of the connection table of a play's network. The machine's may have hundreds of
// thousands of entries, and each look at the sockets (sockets.h) goes through all of them.
#define CONNECTION_ENTRIES "4096"

// Moves to a new network, if the kernel permits it. A network shares the connection table of the
// one that it was made in, unless that one sets a size for its children: ip-sysctl,
// tcp_child_ehash_entries, Linux 6.1. So we make one in between.
static bool leave_network(struct isolation *isolation)
{
    isolation->own_network = unshare(CLONE_NEWNET) == 0;
    if (isolation->own_network &&
        write_file("/proc/sys/net/ipv4/tcp_child_ehash_entries", CONNECTION_ENTRIES)) {
        (void)unshare(CLONE_NEWNET); // if the kernel refuses a second, the first will do
    }
    return isolation->own_network;
}

static bool enter_namespaces(struct isolation *isolation, struct text *why)
{
    isolation->in_user_namespace = geteuid() != 0;
    if (isolation->in_user_namespace &&
        !enter_user_namespace(isolation->uid, isolation->gid, why)) {
        return false;
    }
    if (!leave_network(isolation)) {
        return failed(why, "unshare(CLONE_NEWNET)");
    }
    return loopback_up(why);
}

// Whether a server without SO_REUSEADDR could bind the port now.
static bool is_free(in_port_t port)
{
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_port = htons(port)};
    int sock = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool bound = sock != -1 && bind(sock, (struct sockaddr *)&name, sizeof(name)) == 0;
    close(sock);
    return bound;
}

static void pause_ms(long ms)
{
    nanosleep(&(struct timespec){.tv_nsec = ms * 1000 * 1000}, NULL);
}

// Takes the lock: a name that only one socket can have. It belongs to the network as the port does,
// whatever files its users see, and the kernel frees it when its owner ends (unix(7), abstract
// addresses). Returns false, with a reason, if it can't get it.
static bool take_lock(struct isolation *isolation, struct text *why)
{
    char lock[64];
    struct sockaddr_un address = {.sun_family = AF_UNIX}; // its path begins with a '\0'
    int length = sprintf(address.sun_path + 1, LOCK_NAME, isolation->port);
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)length);
    snprintf(lock, sizeof(lock), "the lock on port %u (abstract socket " LOCK_NAME ")",
             isolation->port, isolation->port);

    isolation->lock = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    for (long waited = 0; waited < LOCK_SECONDS * 1000; waited += 5) {
        if (bind(isolation->lock, (struct sockaddr *)&address, size) == 0) {
            return true;
        }
        if (errno != EADDRINUSE) {
            return failed(why, lock);
        }
        if (waited == TELL_SECONDS * 1000) {
            fprintf(stderr, "%s: waiting for another grading to end, which holds %s\n",
                    program_invocation_short_name, lock);
        }
        pause_ms(5);
    }
    text_print(why, "another program has held %s for %d minutes", lock, LOCK_SECONDS / 60);
    return false;
}

bool isolation_connects(struct text *why)
{
    struct sockaddr_in name = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof(name);
    int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool connected = server != -1 && client != -1 &&
                     bind(server, (struct sockaddr *)&name, size) == 0 && listen(server, 1) == 0 &&
                     getsockname(server, (struct sockaddr *)&name, &size) == 0 &&
                     connect(client, (struct sockaddr *)&name, size) == 0;
    int error = errno;
    close(server);
    close(client);
    errno = error;
    return connected ? true : failed(why, "connect over 127.0.0.1");
}

// Our own clients leave no TIME_WAIT behind (peers/quiet_end.c), but strangers may.
static bool wait_for_port(in_port_t port, struct text *why)
{
    for (int i = 0; i < (TIME_WAIT_SECONDS + 1) * 50; i++) {
        if (is_free(port)) {
            return true;
        }
        pause_ms(20);
    }
    text_print(why, "port %u is in use on this machine by another program", port);
    return false;
}

// Draws an address of 127.0.0.0/8 that nobody else is likely to use: 24 random bits, with no byte 0
// or 1.
static void choose_clients(struct isolation *isolation)
{
    unsigned char bytes[3];
    must_be_random(bytes, sizeof(bytes));
    in_addr_t address = IN_LOOPBACKNET;
    for (size_t i = 0; i < sizeof(bytes); i++) {
        address = address << 8 | (in_addr_t)(2 + bytes[i] % 252);
    }
    isolation->clients.s_addr = htonl(address);
}

// Plays take turns at the port of the machine's network. But root may get a network of its own even
// where the kernel refuses the mounts of a root of its own, as in a chroot(2): then nobody waits.
static bool enter_port_lock(struct isolation *isolation, struct text *why)
{
    if (geteuid() == 0 && leave_network(isolation)) {
        return loopback_up(why);
    }
    if (!take_lock(isolation, why)) {
        return false;
    }
    choose_clients(isolation);
    return wait_for_port(isolation->port, why) && isolation_connects(why);
}

// Whether a user namespace counts its processes apart from those of the same user outside: since
// Linux 5.14.
static bool namespaces_count_apart(void)
{
    struct utsname system;
    int major = 0, minor = 0;
    return uname(&system) == 0 && sscanf(system.release, "%d.%d", &major, &minor) == 2 &&
           (major > 5 || (major == 5 && minor >= 14));
}

// Whether this user namespace maps that id: user_namespaces(7). A kernel without such namespaces
// knows each id.
static bool is_known(uid_t uid)
{
    FILE *map = fopen("/proc/self/uid_map", "re");
    unsigned first = 0, count = UINT_MAX;
    bool known = map == NULL;
    while (!known && fscanf(map, "%u %*u %u", &first, &count) == 2) {
        known = uid >= first && uid - first < count;
    }
    if (map != NULL) {
        fclose(map);
    }
    return known;
}

// As root, gives each play a user of its own, so that limits count only its processes. A container
// may map only the first 65,536 ids, or, as bwrap(1), only root.
static void choose_user(struct isolation *isolation)
{
    isolation->uid = getuid();
    isolation->gid = getgid();
    if (geteuid() == 0) {
        uid_t own = FIRST_USER + (uid_t)getpid(), low = 20000 + (uid_t)getpid() % 40000;
        isolation->own_user = is_known(own);
        isolation->uid = isolation->own_user ? own : is_known(low) ? low : 0;
        isolation->gid = 65534;
    } else if (isolation->tier != NAMESPACES || !namespaces_count_apart()) {
        isolation->neighbours = threads_of_user(isolation->uid) + UNSEEN_NEIGHBOURS;
    }
}

// Programs may pass through the folder, but not list it. If we are killed, the last guard removes
// it.
static bool make_place(struct isolation *isolation, struct text *why)
{
    char place[] = "/tmp/lab11-XXXXXX";
    if (mkdtemp(place) == NULL || chmod(place, 0711) == -1) {
        return failed(why, "mkdtemp");
    }
    snprintf(isolation->place, sizeof(isolation->place), "%s", place);
    return true;
}

static void remove_place(const struct isolation *isolation)
{
    int place = open(isolation->place, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (place != -1) {
        remove_content(place);
        close(place);
        rmdir(isolation->place);
    }
}

static bool enter(struct isolation *isolation, struct text *why)
{
    isolation->lock = -1;
    choose_user(isolation);
    // Orphans become our children, so that we know them and end them (prctl(2)).
    if (prctl(PR_SET_CHILD_SUBREAPER, 1) == -1) {
        return failed(why, "prctl(PR_SET_CHILD_SUBREAPER)");
    }
    if (isolation->tier == NAMESPACES ? !enter_namespaces(isolation, why)
                                      : isolation->port != 0 && !enter_port_lock(isolation, why)) {
        return false;
    }
    if (isolation->tier != NAMESPACES && isolation->folder == NULL && !make_place(isolation, why)) {
        return false;
    }
    // Programs may run as our user: this keeps them from our memory and, by /proc/PID/exe, from our
    // file. It must come after the mapping of a user namespace.
    return prctl(PR_SET_DUMPABLE, 0) == 0 ? true : failed(why, "prctl(PR_SET_DUMPABLE)");
}

bool isolation_enter(struct isolation *isolation, enum isolation_tier tier, in_port_t port,
                     const struct hidden *hidden, struct text *why)
{
    *isolation = (struct isolation){.tier = tier, .port = port, .hidden = hidden};
    return enter(isolation, why);
}

bool isolation_enter_without_port(struct isolation *isolation, enum isolation_tier tier,
                                  const struct hidden *hidden, const char *folder, struct text *why)
{
    *isolation = (struct isolation){.tier = tier, .hidden = hidden, .folder = folder};
    return enter(isolation, why);
}

// Ends and removes whatever a program may have left behind.
static void clear(const struct isolation *isolation)
{
    if (isolation->tier == NAMESPACES) {
        return; // its files and processes went with the last process
    }
    sweep_descendants();
    remove_place(isolation);
    if (isolation->own_user) {
        remove_of_user(isolation->uid);
    }
}

bool isolation_renew(struct isolation *isolation, struct text *why)
{
    clear(isolation);
    if (isolation->tier != NAMESPACES && !make_place(isolation, why)) {
        return false;
    }
    if (!isolation->own_network) {
        return wait_for_port(isolation->port, why);
    }
    return leave_network(isolation) ? loopback_up(why) : failed(why, "unshare(CLONE_NEWNET)");
}

bool isolation_set(const struct isolation *isolation, const char *name, const char *value,
                   struct text *why)
{
    struct text path = {0};
    text_print(&path, "/proc/sys/%s", name);
    for (char *dot = path.data; (dot = strchr(dot, '.')) != NULL;) {
        *dot = '/';
    }
    bool is_set = !isolation->own_network || write_file(path.data, value) || errno == EROFS ||
                  errno == EACCES || errno == EPERM;
    text_free(&path);
    return is_set ? true : failed(why, name);
}

void isolation_leave(struct isolation *isolation)
{
    clear(isolation);
    close(isolation->lock);
}
