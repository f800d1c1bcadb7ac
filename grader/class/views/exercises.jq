# The ids of exercises, each once, in the order in which the records of a class have them.
def in_order: reduce .[] as $id ([]; if any(.[]; . == $id) then . else . + [$id] end);
