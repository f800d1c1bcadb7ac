// Internet addresses of both families. An IPv4 address is stored as its IPv4-mapped IPv6 address,
// ::ffff:127.0.0.1 (RFC 4291, section 2.5.5.2).
#ifndef LOOK_ADDRESS_H
#define LOOK_ADDRESS_H

#include <netinet/in.h>
#include <stdbool.h>

struct in6_addr address_of_v4(struct in_addr address);

// Parses "127.0.0.1" or "::1". Returns false if it is neither.
bool address_parse(struct in6_addr *address, const char *text);

// Writes it as "127.0.0.1" or "::1". Returns `text`.
const char *address_show(const struct in6_addr *address, char text[INET6_ADDRSTRLEN]);

bool address_is_same(const struct in6_addr *a, const struct in6_addr *b);

// Whether it stands for every address of the machine: 0.0.0.0 of IPv4, [::] of both.
bool address_is_any(const struct in6_addr *address);

#endif
