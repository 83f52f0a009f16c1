"""Join promises to what became of them: later meetings, deeds and passages, each with its reason, score and direction.

`follow(promises, record_items)` gives `FollowLinks`; `state_of_promise(last_day, links, decided)` what became of one. Pure functions:
nothing is read from disk except the tables of the package. No link is more than a proposal until a person decides.
"""

from sulh.following.follow import follow
from sulh.following.states import DecidedOutcome, PromiseOutcome, state_of_promise
from sulh.following.types import FollowLink, FollowLinks, LinkReason, Promise, RecordItem

__all__ = [
    "DecidedOutcome",
    "FollowLink",
    "FollowLinks",
    "LinkReason",
    "Promise",
    "PromiseOutcome",
    "RecordItem",
    "follow",
    "state_of_promise",
]
