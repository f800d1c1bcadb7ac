# A record as a student reads it later, in a file.

include "feedback-lines";

feedback_lines
