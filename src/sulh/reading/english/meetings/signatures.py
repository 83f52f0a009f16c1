"""Read the signatures below an agreement or a statement: who signed, for whom, and who witnessed it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sulh.model import Actor, ActorKind, MeetingKind, Role
from sulh.reading.english.context import Context
from sulh.reading.english.logical_lines import logical_lines
from sulh.reading.english.meetings.linking import Cluster
from sulh.reading.meetings.candidate import Participant
from sulh.reading.mentions import NamedPerson
from sulh.text.folding import fold

__all__ = ["add_signatories"]

# Signatures stand at the end; in a longer tail than this they are annexes.
LAST_LINES = 80
OPENS = re.compile(
    r"\s*(?:\(?signed\)?\s*[:.]?\s*|_{3,}\s*|for\s+(?:and\s+on\s+behalf\s+of\s+)?(?:the\s+)?[A-Z].*|witness(?:es|ed(?:\s+by)?)?\s*:?.*)$",
    re.IGNORECASE,
)
SIGNED_BEFORE = re.compile(r"\s*\(signed\)\s*(?=\S)", re.IGNORECASE)
FOR = re.compile(r"\s*For\s+(?:and\s+on\s+behalf\s+of\s+)?(?:the\s+)?(?P<side>[A-Z][^:,\n]{1,80}?)\s*(?::\s*(?P<rest>.*))?$")
COLUMN = re.compile(r"(?<!\S)For\s+(?:the\s+)?(?P<side>[A-Z][^:,\n]*?)(?=\s+For\s+(?:the\s+)?[A-Z]|\s*$)")
WITNESS = re.compile(r"\s*(?:\w\.\s*)?(?:as\s+)?witness(?:es|ed\s+by)?\b\s*:?\s*(?P<rest>.*)$", re.IGNORECASE)
ANNEX = re.compile(r"\s*(?:annex|appendix|depositary)\b", re.IGNORECASE)
PARTIES = re.compile(r"\s*(?:\w\.\s*)?(?:the\s+)?(?:parties|signatories)\s*:?\s*$", re.IGNORECASE)
_PART = r"(?:[A-Z\u00c0-\u00de][\w\u2019'-]*\.?|de|da|dos|van|von|bin|ibn|al|el|of)"
NAME = re.compile(
    rf"\s*(?:\(?\d{{1,2}}[.)]\s*)?(?:(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Hon|Rev|Amb|H\.E|Eng|Prof|Maj|Brig|Cdr|General|Ambassador|President|Prince|Sheikh)\.?\s+)*"
    rf"(?P<name>[A-Z\u00c0-\u00de][\w\u2019'-]*\.?(?:\s+{_PART}){{1,5}}?)\s*(?:,|\s[\u2013\u2014-]|\(|\.?\s*$)(?P<rest>.*)$"
)
# The full stop behind a name is none of it, as that of an initial is.
END_OF_LINE = re.compile(r"(?<=[a-z\u00df-\u00ff]{2})(?<!\bSnr)(?<!\bJnr)\.$")
ON_BEHALF = re.compile(r"\b(?:for|on\s+behalf\s+of|representing)\s+(?:the\s+)?$", re.IGNORECASE)
TITLED = re.compile(
    r"\b(?:head|leader|president|minister|chair\w*|secretary|representative|envoy|commander|chief|coordinator|director|ambassador|delegation|mediator)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Signer:
    """A signature: the span of the name, and the actor signed for with the span of its name."""

    start: int
    end: int
    role: Role | None
    actor: Actor | None = None
    at: tuple[int, int] | None = None


def add_signatories(context: Context, main_meetings: Sequence[Cluster]) -> None:
    """Add those who signed the text, with the sides they signed for, to its signing, else to its main meeting."""
    if not main_meetings:
        return
    signers = list(_signers(context))
    columns = list(_columns(context))
    if len(signers) + len(columns) < 2:
        return
    signing = next((c for c in main_meetings if any(m.kind is MeetingKind.SIGNING for m in c.members)), main_meetings[0])
    member = signing.members[0]
    for side, at in columns:
        if side.id not in signing.actors():
            member.participants.append(Participant(side, Role.PARTY if side.kind is not ActorKind.IGO else None, [at]))
    for signer in signers:
        if signer.actor is None or signer.at is None:
            continue
        if signer.actor.id not in signing.actors():
            role = signer.role or (Role.PARTY if signer.actor.kind is not ActorKind.IGO else None)
            member.participants.append(Participant(signer.actor, role, [signer.at]))
        name = context.text[signer.start : signer.end]
        if not name:
            continue
        member.people.append((NamedPerson(name.title() if name.isupper() else name, signer.actor, None), signer.start, signer.end))


def _lines(context: Context) -> list[tuple[int, str]]:
    """Return the lines of the block of signatures with their offsets; [] when the text ends without one."""
    found = [(start, context.text[start:end]) for start, end in logical_lines(context.text)][-LAST_LINES:]
    first = next((n for n, (_, line) in enumerate(found) if OPENS.match(line) and (SIGNED_BEFORE.match(line) or len(line) < 100)), None)
    return found[first:] if first is not None else []


def _columns(context: Context) -> Iterator[tuple[Actor, tuple[int, int]]]:
    """Yield the sides that sign beside one another: "For the Government of Quellon     For the Northern Council"."""
    for at, line in _lines(context):
        if ANNEX.match(line):
            return
        sides = list(COLUMN.finditer(line)) if FOR.match(line) else []
        if len(sides) > 1:
            yield from (_side(context, at + side.start("side"), at + side.end("side")) for side in sides)


def _entries(context: Context) -> Iterator[tuple[int, str, Role | None, bool]]:
    """Yield the lines of the block, without "Witnesses:" before them, the role of those under them, and whether that stood there."""
    role: Role | None = None
    for at, line in _lines(context):
        if ANNEX.match(line):
            return
        witness, party = WITNESS.match(line), PARTIES.match(line)
        if witness is not None:
            role = Role.OBSERVER
            yield at + witness.start("rest"), witness["rest"], role, True
        elif party is not None:
            role = None
            yield at, "", role, True
        else:
            yield at, line, role, False


def _signers(context: Context) -> Iterator[_Signer]:
    side: tuple[Actor, tuple[int, int]] | None = None
    last: _Signer | None = None
    for at, whole, role, headed in _entries(context):
        side = None if headed else side
        if headed and not whole:
            continue
        low = _behind_signed(whole, 0)
        spoken = FOR.match(whole) if len(COLUMN.findall(whole)) < 2 else None
        if spoken is not None:
            side = _side(context, at + spoken.start("side"), at + spoken.end("side"))
            if last is not None and last.actor is None:
                last.actor, last.at = side
                yield last
                last, side = None, None
            if not spoken["rest"]:
                continue
            low = _behind_signed(whole, spoken.start("rest"))
        name = NAME.match(whole, low)
        if name is None or (TITLED.search(name["name"]) and not SIGNED_BEFORE.match(whole)):
            # "Witnessed by: the Sultanate of Oman" names nobody
            unnamed = _Signer(at, at, role) if headed else last
            if unnamed is not None and unnamed.actor is None and whole.strip():
                unnamed.actor, unnamed.at = _stated(context, at, at + len(whole)) or (None, None)
                if unnamed.actor is not None:
                    yield unnamed
                    last = None
            continue
        stop = name.end("name") - (END_OF_LINE.search(name["name"]) is not None)
        signer = _Signer(at + name.start("name"), at + stop, role)
        own = _stated(context, at + name.end("name"), at + len(whole)) or side
        side = None if role is None else side
        if own is not None:
            signer.actor, signer.at = own
            yield signer
            last = None
        else:
            last = signer


def _behind_signed(line: str, start: int) -> int:
    """Where a line goes on behind "(signed)"."""
    signed = SIGNED_BEFORE.match(line, start)
    return signed.end() if signed is not None else start


def _stated(context: Context, start: int, end: int) -> tuple[Actor, tuple[int, int]] | None:
    """Return the actor that a title names, the one after "for" first."""
    passage = context.passage_at(start) or context.passage_at(start + 2)
    found = (
        [r for p in context.passages[passage.index : passage.index + 3] for r in p.references if start <= r.start and r.end <= end]
        if passage
        else []
    )
    spoken = next((r for r in found if ON_BEHALF.search(context.text[max(0, r.start - 20) : r.start])), None)
    chosen = spoken or (found[-1] if found else None)
    return (chosen.actors[0], (chosen.start, chosen.end)) if chosen is not None else None


def _side(context: Context, start: int, end: int) -> tuple[Actor, tuple[int, int]]:
    """Return the actor of "For the ...", from the authority file or as this text names it."""
    known = _stated(context, start, end)
    if known is not None:
        return known
    name = re.sub(r"^(?:Government|Kingdom|Republic)\s+of\s+(?:the\s+)?", "", context.text[start:end])
    return Actor(re.sub(r"[^a-z0-9]+", "-", fold(name).lower()).strip("-"), name, ActorKind.UNKNOWN), (start, end)
