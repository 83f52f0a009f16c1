"""Find changes of substance between two wordings: what is denied, bound, counted, dated, placed or addressed in another way."""

from sulh.wording.substance.comparing import compared, substance
from sulh.wording.substance.kinds import KINDS, Term, tells_day

__all__ = ["KINDS", "Term", "compared", "substance", "tells_day"]
