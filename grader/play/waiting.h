// Waits for programs, and notices when waiting is of no use.
#ifndef PLAY_WAITING_H
#define PLAY_WAITING_H

#include "play.h"

// How long a conversation may stand still, in ms, because programs sleep: at once, and in total.
// And how much processor time a program may use meanwhile before it counts as spinning. A program
// that touches new memory meanwhile does get on: perhaps it starts, on a slow or busy machine.
#define DEADLINE_MS 10000
#define SLEEP_MS 20000
#define SPIN_MS 100
#define SANITIZED_SPIN_MS 250        // its report takes 13 ms and less between two new pages
#define SANITIZED_START_SPIN_MS 2000 // until its first line
#define TRACED_SPIN_MS 20            // its tracer uses many times as much

// How often to look for such programs, in ms.
#define VAIN_MS 50

// How much more memory a program may take, in bytes over all its processes, while it only computes.
#define MEMORY_GROWTH (64UL << 20)

// How long a whole conversation may take, in ms of the play's clock.
#define PLAY_MS 120000

// Starts the clock of a play, and advances it. It counts, in ms, the time in which the programs
// could run. While the player or the machine is stopped, as by CTRL-Z, we can't see whether they
// run; so each round counts a moment at most, but the player's own work counts in full.
void play_start_clock(struct play *play);
void play_tick(struct play *play);

// Whether a program runs there, or some of its output has not come yet.
bool seat_is_alive(const struct seat *seat);

// Waits for output or for the end of a program, at most `microseconds`. Returns whether something
// came.
bool wait_for_news(struct play *play, long microseconds);

// Looks at a program, or at the sockets. If the kernel refuses the sockets, notes that as
// `trouble`.
void play_look_at(struct play *play, struct look *look, const struct seat *seat);
void play_read_sockets(struct play *play, unsigned states);

// Whether something is on its way between sockets.
bool play_in_flight(struct play *play);

// Whether each thread of each program waits for another, and nothing is in flight that could wake
// one.
bool is_stuck(struct play *play);

// The same, but threads of the student's program may also wait for a clock.
bool is_resting(struct play *play);

// Whether a terminal has reached OUTPUT_LIMIT.
bool is_flooded(const struct play *play);

// The state of waiting for news.
struct patience {
    long pause;     // microseconds until the next look; grows while nothing happens
    int quiet;      // looks in a row that found all stuck
    long looked_ms; // when is_in_vain was last asked
};

// Returns why waiting on is of no use, or PLAYED if it may be of use.
enum reason look_for_end(struct play *play, struct patience *patience);

#endif
