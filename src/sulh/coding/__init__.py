"""How far coders agree who judged the same claims without seeing each other: Krippendorff's alpha, by property.

`agreement(judgements)` gives a row for each property, the machine counting as a coder; `differing(judgements)` the units on which
people differ; `nominal_alpha(units)` the coefficient alone. Pure functions: values in, values out.
"""

from sulh.coding.agreement import MACHINE, REJECTED, Judgement, PairAgreement, PropertyAgreement, agreement, agreement_of_pairs, differing
from sulh.coding.alpha import Alpha, nominal_alpha

__all__ = [
    "MACHINE",
    "REJECTED",
    "Alpha",
    "Judgement",
    "PairAgreement",
    "PropertyAgreement",
    "agreement",
    "agreement_of_pairs",
    "differing",
    "nominal_alpha",
]
