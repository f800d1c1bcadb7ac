// The limits of a program. The kernel enforces each of them: setrlimit(2).
#ifndef CONTAIN_BOUNDS_H
#define CONTAIN_BOUNDS_H

// Units are seconds and bytes; threads count as processes.
#define LIMIT_CPU 3 // of each of its processes, and of all together
#define LIMIT_SANITIZED_CPU 20
#define LIMIT_PROCESSES 128
#define LIMIT_COMMAND_PROCESSES 64
#define LIMIT_DESCRIPTORS 256
#define LIMIT_ALL_DESCRIPTORS 2048 // of all processes: no process owns sockets' memory
#define LIMIT_FILE (16L << 20)
#define LIMIT_DATA (1L << 30)
#define LIMIT_STACK (8L << 20)
#define LIMIT_MEMORY (512UL << 20) // in use by all processes: who waits for them looks

#endif
