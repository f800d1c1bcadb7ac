# The ids of exercises, each once, in the order of the records.
def in_order: reduce .[] as $id ([]; if any(.[]; . == $id) then . else . + [$id] end);
