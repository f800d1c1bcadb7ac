#include "differs.h"

#include "shown.h"

enum outcome differs(struct play *play, size_t turn, enum reason reason)
{
    play->reason = reason;
    play->differs_at = turn;
    if (turn < play->session->turn_count) {
        play->differs_on = play->session->turns[turn].terminal;
    }
    return DIFFERS;
}

enum outcome differs_by_line(struct play *play, size_t turn, enum reason reason,
                             const struct line *line)
{
    struct text shown = {0};
    text_show(&shown, line->start, line->length);
    play->received = text_take(&shown);
    return differs(play, turn, reason);
}

bool shows_too_much(struct play *play, int number)
{
    return !play->seats[number].skipping && shown_next(play, number).length > 0;
}

enum outcome differs_by_too_much(struct play *play, size_t turn, int number)
{
    tty_settle(&play->seats[number].tty);
    struct line line = shown_line(&play->seats[number]);
    return differs_by_line(play, turn, SHOWN_TOO_MUCH, &line);
}
