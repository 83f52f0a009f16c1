"""Join a signing with the talks that it closes: "signed a declaration after their summit", "the accord, reached at a meeting in"."""

from __future__ import annotations

from sulh.model import MeetingKind
from sulh.reading.lexicon import pattern, word_set
from sulh.reading.meetings.candidate import Candidate, add_participant
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage

__all__ = ["join_signings"]

# "The agreement, reached at the end of a meeting in", "The accord was signed after"
_TEXT_MADE_AT = (
    r"\b(?:the|this|that)\s+(?:[\w-]+\s+){0,3}?(?:<document_noun>)\s*,?\s+(?:which\s+)?(?:(?:was|were)\s+)?"
    r"(?:reached|signed|concluded|agreed|struck|made|initialled|finali[sz]ed)\s+(?:at|during|after|following)\s+[^.;,]{0,60}$"
)
# The most passages between a signing and the sentence that says at which meeting.
_NEAR = 2
_HIGH = 8


def join_signings(candidates: list[Candidate]) -> list[Candidate]:
    """Return the candidates without the signings that belong to talks, whose day, place and participants the talks take over."""
    kept = list(candidates)
    for signing in candidates:
        if signing.kind is not MeetingKind.SIGNING or signing.trigger.nouns or signing.title:
            continue
        talks = next((one for one in kept if one is not signing and _closes(signing, one)), None)
        if talks is not None:
            _take_over(talks, signing)
            kept.remove(signing)
    return kept


def _closes(signing: Candidate, talks: Candidate) -> bool:
    """Return whether a signing is said to be made at some talks or after them, and nothing it states is another's."""
    if not talks.trigger.nouns or talks.kind in (MeetingKind.SIGNING, MeetingKind.VISIT, MeetingKind.CALL) or not _agree(signing, talks):
        return False
    passage = talks.passage
    if passage.index == signing.passage.index:
        return any(_leads_to(passage, talks.trigger.head, verb) for verb in signing.trigger.verbs)
    if not 0 < passage.index - signing.passage.index <= _NEAR or passage.heading:
        return False
    return pattern(_TEXT_MADE_AT).search(passage.text[: talks.trigger.head.start - passage.start]) is not None


def _agree(signing: Candidate, talks: Candidate) -> bool:
    """Return whether days, places and participants leave the two one occasion."""
    days = [one.span.start for one in (signing, talks) if one.span is not None]
    places = [one.place.current_name for one in (signing, talks) if one.place is not None]
    sides = signing.actors, talks.actors
    apart = all(len(one) > 1 for one in sides) and not sides[0] & sides[1]
    return len(set(days)) < 2 and len(set(places)) < 2 and not apart


def _leads_to(passage: Passage, head: ParsedToken, verb: ParsedToken) -> bool:
    """Return whether a meeting depends on a verb of signing as what it was made at or after: "signed after two days of talks"."""
    node = head
    link: ParsedToken | None = None
    for _ in range(_HIGH):
        if node.lower in word_set("long_time"):
            # "after months of talks": at no meeting
            return False
        if node.i == verb.i:
            return link is not None and link.lower in word_set("closing_preposition")
        up = passage.tokens[node.head]
        if up.i == node.i or node.dep in ("conj", "relcl", "ccomp", "advcl"):
            return False
        link = node
        node = up
    return False


def _take_over(talks: Candidate, signing: Candidate) -> None:
    if talks.mention is None and signing.mention is not None:
        talks.mention, talks.span, talks.days, talks.past_day = signing.mention, signing.span, signing.days, signing.past_day
        talks.said_when = talks.said_when or signing.said_when
    if talks.place is None and talks.country is None:
        talks.place, talks.place_at = signing.place, signing.place_at
        talks.country, talks.country_at = signing.country, signing.country_at
    talks.background = talks.background and signing.background
    talks.status = talks.status or signing.status
    talks.people.extend(signing.people)
    talks.cites.extend(signing.cites)
    for seat in signing.participants:
        add_participant(talks, seat.actor, seat.role, *seat.cites[0])
