// Removes what hostile programs leave in folders that others use, too.
#ifndef CONTAIN_REMOVE_H
#define CONTAIN_REMOVE_H

#include <sys/types.h>

// For both: whoever made the files must have ended. What can't be removed stays.

// Empties the folder that is open as `folder`: whatever modes its folders have, and however deep
// they are.
void remove_content(int folder);

// Removes all that belongs to `user` from the folders that everybody may write to: /tmp and such.
void remove_of_user(uid_t user);

#endif
