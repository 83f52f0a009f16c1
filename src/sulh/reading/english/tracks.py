"""Extract the tracks a document names: when and by whom they were started, their venue, and the tracks parallel to or above them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sulh.model import Actor, Track
from sulh.reading.english.context import Context
from sulh.reading.english.track_names import best_name, find_tracks, known_roles, track_key
from sulh.reading.mentions import TrackMention
from sulh.reading.passages import Passage

__all__ = ["TrackMention", "find_tracks", "known_roles", "read_tracks", "track_key"]

STARTED = re.compile(
    r"\b(?:start(?:ed)?|began|begun|launch(?:ed)?|initiated|established|created|set\s+up|inception|since|inaugurated)\b", re.IGNORECASE
)
BEGUN_BY = re.compile(
    r"\b(?:start(?:ed)?|began|launched|initiated|established|created|set\s+up|led|brokered|sponsored|mediated|facilitated|convened)\b[^.;]{0,40}?\bby\s+(?:the\s+)?(?:\w+\s+of\s+(?:the\s+)?)?",
    re.IGNORECASE,
)
SPONSOR = re.compile(
    r"^(?P<who>[A-Z][\w.]*(?:(?:,|\s+and)\s+[A-Z][\w.]*)?)(?:-\w+\b|\s+(?:peace\s+|political\s+)?(?:process|talks|track)\s+in\b)"
)
ANAPHOR = re.compile(r"\b(?:the|this)\s+(?:process|format|talks|platform|track|committee|forum|dialogue)\b", re.IGNORECASE)
PARALLEL = re.compile(r"\bparallel\b|\balongside\b|\bcomplement\w*\b|\bin\s+tandem\b", re.IGNORECASE)
PART = re.compile(
    r"\b(?:within|under|part\s+of|in\s+the\s+framework\s+of|in\s+the\s+context\s+of|created\s+by|as\s+part\s+of)\b[^.;]{0,20}$",
    re.IGNORECASE,
)
VENUE = re.compile(
    r"\b(?:based|platform|hosted|seat(?:ed)?|housed)\b[^.;]{0,40}?\b(?:in|by)\s+(?:the\s+)?(?:[\w’']+\s+capital(?:\s+of)?,?\s+)?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Gathered:
    names: list[TrackMention] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    started: str | None = None
    initiators: list[Actor] = field(default_factory=list)
    venue: str | None = None
    parallel_to: str | None = None
    part_of: str | None = None


def read_tracks(context: Context) -> tuple[Track, ...]:
    """Return the tracks of a document in order of first mention, each once, under the name as written that it is best known by."""
    tracks: dict[str, _Gathered] = {}
    last: str | None = None
    for passage in context.passages:
        mentions = passage.tracks
        for mention in mentions:
            gathered = tracks.setdefault(track_key(mention.name), _Gathered())
            gathered.names.append(mention)
            gathered.spans.append((mention.start, mention.end))
            _sponsors(context, passage, mention, gathered)
        if mentions:
            last = track_key(mentions[0].name)
        anaphor = ANAPHOR.search(passage.text)
        subject = tracks.get(last or "")
        if subject is not None and (mentions or anaphor):
            _origin(context, passage, mentions, anaphor, subject)
        _relations(passage, mentions, tracks)
    return tuple(_track(context, g) for g in tracks.values())


def _track(context: Context, gathered: _Gathered) -> Track:
    best = best_name([mention.name for mention in gathered.names])
    cites = tuple(sorted({context.cite(s, e) for s, e in gathered.spans}))
    return Track(
        re.sub(r"^the\s+", "", best),
        cites,
        gathered.started,
        tuple(dict.fromkeys(gathered.initiators)),
        gathered.venue,
        gathered.parallel_to,
        gathered.part_of,
    )


def _sponsors(context: Context, passage: Passage, mention: TrackMention, gathered: _Gathered) -> None:
    """ "UN-led talks", "the UN peace process in Geneva": add the body in the name as initiator or sponsor."""
    match = SPONSOR.match(mention.name)
    if match is None:
        return
    end = mention.start + match.end("who")
    for reference in passage.references:
        if mention.start <= reference.start and reference.end <= end + 1:
            gathered.initiators.extend(reference.actors)


def _origin(context: Context, passage: Passage, mentions: list[TrackMention], anaphor: re.Match[str] | None, track: _Gathered) -> None:
    """Read the start date, the initiators and the venue that a passage states for its track."""
    at = mentions[0].end if mentions else passage.start + (anaphor.end() if anaphor else 0)
    started = next((m for m in STARTED.finditer(passage.text) if _is_of(passage, m, mentions)), None)
    if started is not None and track.started is None and not _begins_meeting(passage):
        word = passage.start + started.start()
        date = next((d for d in passage.dates if 0 <= d.start - word <= 60 and d.kind in ("day", "month", "year", "relative")), None)
        span = context.date(date, future=False) if date is not None else None
        if date is not None and span is not None and span.start is not None and word >= at - 5:
            track.started = span.start
            track.spans.append((date.start, date.end))
    begun = BEGUN_BY.search(passage.text)
    if begun is not None and not track.initiators and passage.start + begun.start() >= at - 5:
        group = next((g for g in context.groups.of(passage.index) if abs(g.start - passage.start - begun.end()) <= 4), None)
        single = next((r for r in passage.references if abs(r.start - passage.start - begun.end()) <= 4), None)
        if group is not None:
            track.initiators.extend(group.actors)
            track.spans.append((group.start, group.end))
        elif single is not None:
            track.initiators.extend(single.actors)
            track.spans.append((single.start, single.end))
    for place in passage.places:
        inside_name = any(m.start <= place.start < m.end for m in mentions)
        if (
            place.place.kind == "city"
            and not inside_name
            and track.venue is None
            and VENUE.search(passage.text[: place.start - passage.start])
        ):
            track.venue = place.place.name
            track.spans.append((place.start, place.end))


# "since March" says since when something has been so: of the track itself only where it "has existed", "has met", "has run".
SINCE = re.compile(
    r"\b(?:has|have|had)\s+(?:been\s+)?(?:existed|exist|met|meeting|run|running|worked|working|operated|under\s+way|underway|going\s+on|in\s+place|"
    r"active|sought|brought|guaranteed|negotiat\w+)\b[^.;]{0,60}$|\b(?:in\s+existence|ongoing|active|under\s+way|underway)\s+$",
    re.IGNORECASE,
)


def _is_of(passage: Passage, word: re.Match[str], mentions: list[TrackMention]) -> bool:
    """Return whether a word of beginning is about the track: not about the name of its venue, nor about a meeting of those in it."""
    before = passage.text[: word.start()]
    if word[0].lower() == "since":
        clause = re.split(r"[,;:–—(]", before)[-1]
        return SINCE.search(clause) is not None and not re.search(r"\b(?:first|last|second)\b[^.;]{0,20}$", clause, re.IGNORECASE)
    subject = before[mentions[-1].end - passage.start :] if mentions and mentions[-1].end - passage.start <= len(before) else before
    return not re.search(r"\b(?:rounds?|meetings?|sessions?|summits?|consultations)\s+(?:\w+\s+)?$", subject, re.IGNORECASE)


def _begins_meeting(passage: Passage) -> bool:
    """Return whether the beginning reported is that of a single meeting: "the 16th round began"."""
    return bool(
        re.search(
            r"\b(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth)\s+(?:round|meeting|session|summit)\b", passage.text, re.IGNORECASE
        )
    )


def _relations(passage: Passage, mentions: list[TrackMention], tracks: dict[str, _Gathered]) -> None:
    """Record which track a passage calls parallel to, or part of, another."""
    keys = list(dict.fromkeys(track_key(m.name) for m in mentions))
    if len(keys) < 2:
        return
    first, second = mentions[0], next(m for m in mentions if track_key(m.name) == keys[1])
    between = passage.text[first.end - passage.start : second.start - passage.start]
    around = passage.text[: second.end - passage.start]
    if PARALLEL.search(between) or PARALLEL.search(around):
        tracks[keys[0]].parallel_to = second.name
    elif PART.search(between):
        tracks[keys[0]].part_of = second.name
