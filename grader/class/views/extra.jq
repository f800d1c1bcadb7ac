# The extra credit of a record, in points of the lab: up to $most, in proportion to the challenges solved, for whoever has
# at least $from points without it. Rounded to hundredths.
def extra($most; $from):
  if .status == "error" or .score < $from or .challenges == [] then 0
  else $most * .challenges_solved / (.challenges | length) * 100 | round / 100 end;
