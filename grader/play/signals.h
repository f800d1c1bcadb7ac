// Signals by name, as in signal(7).
#ifndef PLAY_SIGNALS_H
#define PLAY_SIGNALS_H

// The number of a signal like "SIGPIPE". 0 if no signal has that name.
int signal_number(const char *name);

// "SIGPIPE", "SIGSEGV", ... or "signal 42". Valid until the next call.
const char *signal_name(int number);

#endif
