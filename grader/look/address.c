#include "address.h"

#include <arpa/inet.h>
#include <string.h>

struct in6_addr address_of_v4(struct in_addr address)
{
    struct in6_addr mapped = {.s6_addr = {[10] = 0xff, [11] = 0xff}};
    memcpy(&mapped.s6_addr[12], &address, sizeof(address));
    return mapped;
}

bool address_parse(struct in6_addr *address, const char *text)
{
    struct in_addr v4;
    if (inet_pton(AF_INET, text, &v4) == 1) {
        *address = address_of_v4(v4);
        return true;
    }
    return inet_pton(AF_INET6, text, address) == 1;
}

const char *address_show(const struct in6_addr *address, char text[INET6_ADDRSTRLEN])
{
    bool v4 = IN6_IS_ADDR_V4MAPPED(address);
    inet_ntop(v4 ? AF_INET : AF_INET6, v4 ? &address->s6_addr[12] : address->s6_addr, text,
              INET6_ADDRSTRLEN);
    return text;
}

bool address_is_same(const struct in6_addr *a, const struct in6_addr *b)
{
    return memcmp(a, b, sizeof(*a)) == 0;
}

bool address_is_any(const struct in6_addr *address)
{
    struct in6_addr v4 = address_of_v4((struct in_addr){INADDR_ANY});
    return IN6_IS_ADDR_UNSPECIFIED(address) || address_is_same(address, &v4);
}
