// What bytes mean in telnet.
#ifndef PEERS_TELNET_H
#define PEERS_TELNET_H

#include <stddef.h>

// The room that the meaning of one byte takes at most.
#define MEANING 24

// Writes the meaning of the bytes into `meaning`, as in `DO suppress go ahead, "text" CR LF`, and a
// '\0'. It needs room for MEANING characters a byte. A command whose end is missing is shown as far
// as it goes.
void telnet_meaning(char *meaning, const char *bytes, size_t length);

#endif
