"""Two parties' lists matched through a third party that sees codes and no names.

    secret = secret_of(passphrase, "Round 8, North and South")  # agreed between the two; the third party does not know it
    mine = keyed_list(entries, secret, party="North")           # mine.codes goes to the third party, mine.own stays here
    pairs = pair_codes(north, south)                            # the third party
    found = resolved(mine.own, pairs, "North")                  # each party, about its own rows

What the third party can learn from it is said by `exposure`, in sentences.
"""

from sulh.persons.keyed.codes import CodeList, CodeRow, KeyedList, keyed_list
from sulh.persons.keyed.exposure import exposure
from sulh.persons.keyed.files import load_codes, load_own, load_pairs, write_codes, write_own, write_pairs
from sulh.persons.keyed.pairing import KeyedPair, ResolvedPair, pair_codes, passed_over, resolved
from sulh.persons.keyed.secret import KeyedError, passphrase_in, secret_of

__all__ = [
    "CodeList",
    "CodeRow",
    "KeyedError",
    "KeyedList",
    "KeyedPair",
    "ResolvedPair",
    "exposure", "keyed_list", "load_codes", "load_own", "load_pairs", "pair_codes", "passed_over", "passphrase_in", "resolved", "secret_of",
    "write_codes", "write_own", "write_pairs",
]  # fmt: skip
