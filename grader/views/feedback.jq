# A record as a student reads it afterwards, in a file.

include "feedback-lines";

feedback_lines
