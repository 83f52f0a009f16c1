"""Decisions of an earlier review, put into a record by the words they are about: which meeting a source tells of, what was read wrongly.

The table has a row for each telling of a meeting: the document, words at which one of the telling's claims stands, the name of the meeting
(the same for all its tellings; `-` where the words tell of no meeting of their own), corrections (`property=value; ...`, `property=-` for
what the source does not say) and the reason. What a correction gives and no claim states is entered, citing the row's words; words at which
no claim stands are a telling that the reader missed, and it is entered with its corrections as values. Where several tellings of a document
stand at the same words, the rows with these words are about them in their order.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sulh.model import InvalidError, Span
from sulh.model.kinds import PropertyType, kind_named
from sulh.model.vocabulary import ClaimStatus
from sulh.record import decisions
from sulh.record.authority import track_of
from sulh.record.entering import enter_many
from sulh.record.ledger import writing
from sulh.record.models import Text
from sulh.record.projection.models import Claim, Decision, Mention, Proposal, TrackRow
from sulh.record.shapes import Viewer

__all__ = ["NOTHING", "Settled", "is_settled", "settle", "settle_tracks"]

NOTHING = "-"
_SINGLE = tuple(one.name for one in kind_named("meeting").values)
_NUMBERS = tuple(one.name for one in kind_named("meeting").values if one.holds in (PropertyType.COUNT, PropertyType.ORDINAL))
_TRACK = "track"


@dataclass(slots=True)
class Settled:
    """What was decided, in numbers; `lost` are the rows whose words do not stand in their document, or not in this record.

    `meetings` has the mentions of each meeting by the name that the rows give it.
    """

    accepted: int = 0
    corrected: int = 0
    rejected: int = 0
    entered: int = 0
    merged: int = 0
    split: int = 0
    parted: int = 0
    lost: list[tuple[str, str]] = field(default_factory=list)
    meetings: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class _Work:
    """The decisions about claims that the rows ask for, gathered so that many are made at once."""

    rejected: list[tuple[str, str, str, Any]] = field(default_factory=list)
    decided: list[tuple[str, str, str, Any]] = field(default_factory=list)
    entered: list[tuple[str, str | None, dict[str, Any], Span, str]] = field(default_factory=list)


def settle(viewer: Viewer, rows: Iterable[Mapping[str, str]]) -> Settled:
    """Decide as the rows say; `document` in each is a document's identifier. What somebody decided already stays as it is."""
    given = [(row, _corrections(row)) for row in rows]
    with writing():
        return _settled(viewer, given)


def _settled(viewer: Viewer, given: Sequence[tuple[Mapping[str, str], dict[str, Any]]]) -> Settled:
    made = Settled()
    tracks = _tracks(given)
    meetings: dict[str, list[str]] = defaultdict(list)
    made.meetings = meetings
    work = _Work()
    before: Counter[tuple[str, str]] = Counter()
    for row, corrections in given:
        name, at = row["meeting"], (row["document"], row["words"])
        mention, cite = _told(*at, before[at])
        before[at] += 1
        if cite is None or (mention is None and (name == NOTHING or not corrections)):
            made.lost.append(at)
        elif mention is None:
            values = {key: value for key, value in corrections.items() if value != NOTHING}
            work.entered.append((name, None, values, cite, row["reason"]))
        else:
            _sort_out(mention, cite, row, corrections | ({_TRACK: tracks[name]} if _is_in_track(name, corrections, tracks) else {}), work)
            if name != NOTHING:
                meetings[name].append(mention)
    _carry_out(viewer, work, meetings, made)
    for name, mentions in meetings.items():
        _free(viewer, mentions, {one for other, own in meetings.items() if other != name for one in own}, made)
    made.merged += decisions.merge_many(viewer, [own for own in meetings.values() if own], reason="both tell of the same meeting")
    _part(viewer, meetings, made)
    for name, track in tracks.items():
        if meetings[name] and not _has_track(meetings[name], track):
            decisions.put_in_track(viewer, "meeting", meetings[name][0], track)
    return made


def _tracks(given: Iterable[tuple[Mapping[str, str], Mapping[str, Any]]]) -> dict[str, str]:
    """The track of each meeting that one of its rows gives."""
    found = {}
    for row, corrections in given:
        if corrections.get(_TRACK, NOTHING) != NOTHING:
            found[row["meeting"]] = str(corrections[_TRACK])
    return found


def _is_in_track(name: str, corrections: Mapping[str, Any], tracks: Mapping[str, str]) -> bool:
    return name in tracks and corrections.get(_TRACK) != NOTHING


def _told(document: str, words: str, number: int) -> tuple[str | None, Span | None]:
    """The meeting of the document one of whose claims stands at these words, first those whose kind is read from them; and the words.

    `number` of several such meetings; None and the words where no claim stands at them, None and None where the words do not stand there.
    """
    text = Text.objects.filter(pk=document).values_list("text", flat=True).first() or ""
    found = Claim.objects.filter(source=document, mention__kind="meeting", start__isnull=False).order_by("seq")
    claims = [one for one in found.values_list("mention", "property", "start", "end") if text[one[2] : one[3]] == words]
    places = {mention: start or 0 for mention, _, start, _ in sorted(claims, key=lambda one: one[1] != "kind")}
    if number < len(places):
        mention, start = list(places.items())[number]
        return mention, Span(document, start, start + len(words))
    place = -1 if places or not words else text.find(words)
    return None, Span(document, place, place + len(words)) if place >= 0 else None


def _corrections(row: Mapping[str, str]) -> dict[str, Any]:
    """What the row corrects, by property. Raises InvalidError for what is no correction."""
    found: dict[str, Any] = {}
    for part in filter(None, (one.strip() for one in row["corrections"].split(";"))):
        name, given, written = part.partition("=")
        if not given or name.strip() not in _SINGLE:
            raise InvalidError(f"{part!r} in the row of {row['words']!r} corrects nothing: write property=value, of {', '.join(_SINGLE)}")
        value = written.strip()
        found[name.strip()] = int(value) if name.strip() in _NUMBERS and value != NOTHING else value
    return found


def _sort_out(mention: str, cite: Span, row: Mapping[str, str], corrections: Mapping[str, Any], work: _Work) -> None:
    """What is to be decided about the claims of a telling."""
    if row["meeting"] == NOTHING:
        open_claims = Claim.objects.filter(mention=mention, status=ClaimStatus.PROPOSED).values_list("pk", flat=True)
        work.rejected += [("reject", claim, row["reason"], None) for claim in open_claims]
        return
    missing = {name: value for name, value in corrections.items() if value != NOTHING and name != _TRACK}
    for claim, name, written, status in Claim.objects.filter(mention=mention, property__in=_SINGLE).values_list(
        "pk", "property", "value", "status"
    ):
        missing.pop(name, None)
        if status != ClaimStatus.PROPOSED:
            continue
        value = json.loads(written)
        wanted = corrections.get(name, value)
        if wanted == NOTHING:
            work.rejected.append(("reject", claim, row["reason"], None))
        elif value == wanted or (name == _TRACK and track_of(value)[0] == track_of(wanted)[0]):
            work.decided.append(("accept", claim, "", None))
        else:
            work.decided.append(("correct", claim, row["reason"], wanted))
    if missing:
        work.entered.append((row["meeting"], mention, missing, cite, row["reason"]))


def _carry_out(viewer: Viewer, work: _Work, meetings: dict[str, list[str]], made: Settled) -> None:
    """Make the decisions about claims; tellings that are entered join their meetings."""
    for some in (work.rejected, work.decided):
        if some:
            decisions.decide_many(viewer, some)
    made.rejected = len(work.rejected)
    made.corrected = sum(kind == "correct" for kind, *_ in work.decided)
    made.accepted = len(work.decided) - made.corrected
    mentions = enter_many(viewer, [one[1:] for one in work.entered])
    made.entered = len(mentions)
    for (name, known, *_), mention in zip(work.entered, mentions, strict=True):
        if known is None:
            meetings[name].append(mention)


def _free(viewer: Viewer, mentions: list[str], others: set[str], made: Settled) -> None:
    """Tellings that stand together with those of another meeting stand alone."""
    here = dict(Mention.objects.filter(meeting__in=Mention.objects.filter(pk__in=mentions).values("meeting")).values_list("pk", "meeting"))
    for one in mentions:
        together = {name for name, meeting in here.items() if meeting == here[one]}
        if together & others:
            decisions.split(viewer, one, reason="the words tell of another meeting")
            made.split += 1


def _part(viewer: Viewer, meetings: Mapping[str, list[str]], made: Settled) -> None:
    """Meetings that the rows tell apart are proposed as one no more."""
    name_of = {mention: name for name, own in meetings.items() for mention in own}
    for proposal, left, right in Proposal.objects.values_list("pk", "left", "right"):
        if left in name_of and right in name_of and name_of[left] != name_of[right]:
            decisions.apart(viewer, proposal, reason="the words tell of two meetings")
            made.parted += 1


def _has_track(mentions: list[str], track: str) -> bool:
    """Whether a claim in force says already that the meeting is in this track."""
    firm = Claim.objects.filter(mention__in=mentions, property=_TRACK, status__in=(ClaimStatus.ACCEPTED, ClaimStatus.CORRECTED))
    key = track_of(track)[0]
    return any(track_of(json.loads(decided or value))[0] == key for decided, value in firm.values_list("decided", "value"))


def settle_tracks(viewer: Viewer, rows: Iterable[Mapping[str, str]]) -> int:
    """Call tracks as the rows say: joined with the track of the name in `called` where there is one, else named so. How many were there."""
    count = 0
    with writing():
        for row in rows:
            track, other = track_of(row["track"])[0], track_of(row["called"])[0]
            there = set(TrackRow.objects.filter(pk__in=(track, other)).values_list("pk", flat=True))
            if track not in there:
                continue
            if other in there and other != track:
                decisions.join(viewer, f"track:{other}", f"track:{track}", reason=row["reason"])
            else:
                decisions.name_track(viewer, row["called"], id=track, reason=row["reason"])
            count += 1
    return count


def is_settled(author: str) -> bool:
    """Whether decisions by this author are in the record."""
    return Decision.objects.filter(author=author, kind__in=("accept", "reject", "correct")).exists()
