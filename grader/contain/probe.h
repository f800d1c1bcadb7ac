// Finds out how well this system can contain programs, by containing one.
#ifndef CONTAIN_PROBE_H
#define CONTAIN_PROBE_H

#include <stdbool.h>

#include "isolation.h"

// Finds the strongest tier by trying each in a child that runs one contained program: systems
// refuse namespaces at different calls. `why` gets, for each tier that failed, the first call that
// failed and its reason: "no namespaces: ...; no port-lock: ...". Returns false if no tier works
// here.
bool probe_tiers(enum isolation_tier *tier, const struct hidden *hidden, struct text *why);

// Whether a contained program still starts, and ends, in there. Returns false with the reason in
// `why`.
bool probe_works(const struct isolation *isolation, struct text *why);

#endif
