// Removes what hostile programs leave in folders that others use, too.
#ifndef CONTAIN_REMOVE_H
#define CONTAIN_REMOVE_H

#include <sys/types.h>

// For both: the processes that made the files must have ended. What can't be removed stays.

// Empties the folder that is open as `folder`, whatever the modes and the depth of its folders.
void remove_content(int folder);

// Removes all files of `user` from the folders that everybody may write to, such as /tmp.
void remove_of_user(uid_t user);

#endif
