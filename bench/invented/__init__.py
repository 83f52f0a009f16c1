"""Lists of invented people whose truth is known: names made of common parts, written and damaged as lists are."""
