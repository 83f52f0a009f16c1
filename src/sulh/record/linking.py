"""What people decide about promises: what a later item does to one, how far one is kept, and which words show it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from sulh.following.happened import told_day
from sulh.model import InvalidError, RecordError
from sulh.model.vocabulary import RETIRED, CommitmentStatus, Direction
from sulh.record.access import require, visible
from sulh.record.checking import is_date
from sulh.record.decisions import check_span, write
from sulh.record.ledger import writing
from sulh.record.models import Text
from sulh.record.projection.models import Claim, Commitment, DecidedLink, MeetingRow, Mention, Source
from sulh.record.projection.models import rows as table
from sulh.record.shapes import Viewer
from sulh.record.states import check

__all__ = ["STATUSES", "add_evidence", "decide_link", "is_said_before", "passage_id", "sentence_around", "set_status"]

# Implementation of a commitment: not initiated, minimal, intermediate, full (Peace Accords Matrix), and two ends beside the scale.
STATUSES = tuple(CommitmentStatus)

_PASSAGE = re.compile(r"(.+):(\d+)-(\d+)")


def passage_id(document: str, start: int, end: int) -> str:
    """What the words `[start, end)` of a document are called as an item that a promise is followed to."""
    return f"{document}:{start}-{end}"


def decide_link(
    viewer: Viewer,
    commitment: str,
    item: str,
    direction: str,
    *,
    holds: bool = True,
    reason: str = "",
    score: float | None = None,
    happened: str | None = None,
    against: str | None = None,
) -> int:
    """A person's judgement that an item of the record does this to a commitment, or (`holds` false) that it does not bear on it.

    `item` is a mention of a meeting or fact, or a passage (`passage_id`); `score` what the machine had proposed it with; `happened` as for
    `set_status`, of passages alone. Returns the number of the entry. Raises RecordError for what is not there or not visible.
    """
    require(viewer, "edit")
    if direction not in set(Direction):
        raise InvalidError(f"there is no direction {direction!r}: {', '.join(Direction)}")
    with writing():
        _check_promise(viewer, commitment)
        shown = _passage(viewer, commitment, item, happened) if ":" in item else _mentioned(viewer, commitment, item)
        body: dict[str, Any] = {"target": commitment, **shown, "direction": str(direction), "holds": holds}
        body |= {"reason": reason, "score": score, "against": check([commitment], against, viewer)}
        return write(viewer, "follow", body)


def set_status(
    viewer: Viewer,
    commitment: str,
    status: str,
    document: str,
    start: int,
    end: int,
    *,
    happened: str | None = None,
    reason: str = "",
    against: str | None = None,
) -> int:
    """How far a commitment is carried out, shown by the words [start, end) of a document.

    `happened` (EDTF) is when that happened: left out the date of which the words tell, if they tell of one; empty where it is not known.
    """
    if status not in STATUSES:
        raise InvalidError(f"there is no status {status!r}: {', '.join(STATUSES)}")
    require(viewer, "edit")
    with writing():
        cited = _cited(viewer, commitment, document, (start, end))
        body = {"target": commitment, **cited, "status": str(status), "happened": _happened(commitment, cited, happened), "reason": reason}
        return write(viewer, "status", body | {"against": check([commitment], against, viewer)})


def add_evidence(viewer: Viewer, commitment: str, document: str, start: int, end: int, *, note: str = "") -> int:
    """Words of a document that bear on a commitment, without a judgement yet."""
    require(viewer, "edit")
    with writing():
        cited = _cited(viewer, commitment, document, (start, end))
        return write(viewer, "evidence", {"target": commitment, **cited, "note": note, "against": check([commitment], None, viewer)})


def _check_promise(viewer: Viewer, commitment: str) -> None:
    if not visible(Commitment.objects.filter(pk=commitment), viewer).exists():
        raise RecordError(f"no commitment {commitment} here")


def _cited(viewer: Viewer, commitment: str, document: str, span: tuple[int, int]) -> dict[str, Any]:
    _check_promise(viewer, commitment)
    if not visible(Source.objects.filter(pk=document), viewer).exists():
        raise RecordError(f"no document {document} here")
    check_span(document, span)
    return {"document": document, "start": span[0], "end": span[1]}


def _happened(commitment: str, cited: Mapping[str, Any], given: str | None) -> str | None:
    """When that happened of which cited words tell: as given, else by the words themselves, else by their sentence."""
    if given is not None:
        if given and not is_date(given):
            raise InvalidError(f"{given!r} cannot be when it happened: give a date in EDTF, such as 2021-07-08 or 2021-07")
        return given or None
    text = Text.objects.filter(pk=cited["document"]).values_list("text", flat=True).first() or ""
    published = Source.objects.filter(pk=cited["document"]).values_list("published", flat=True).first()
    made = Mention.objects.filter(pk=commitment).values_list("source__day", flat=True).first()
    span = (cited["start"], cited["end"])
    told = (told_day(text[start:end], published, since=made) for start, end in (span, sentence_around(text, *span)))
    return next(filter(None, told), None)


def _passage(viewer: Viewer, commitment: str, item: str, happened: str | None) -> dict[str, Any]:
    """The words that a passage names, and when that happened of which they tell."""
    named = _PASSAGE.fullmatch(item)
    if named is None or not visible(Source.objects.filter(pk=named[1], withdrawn=False), viewer).exists():
        raise RecordError(f"no passage {item} here: name it as DOCUMENT:START-END")
    start, end = int(named[2]), int(named[3])
    check_span(named[1], (start, end))
    cited = {"document": named[1], "start": start, "end": end}
    return {"other": item, **cited, "happened": _happened(commitment, cited, happened)}


def _mentioned(viewer: Viewer, commitment: str, item: str) -> dict[str, Any]:
    """The document and the words that state a meeting or fact, and the mention of it there.

    Of the mentions of a meeting that one counts about which something was decided before, else the first in another document than that
    of the promise, and from the day of the meeting or later: words from before it show that it was planned.
    """
    mention = visible(Mention.objects.filter(pk=item), viewer).first()
    if mention is None:
        raise RecordError(f"no item {item} here: name a meeting or fact by its mention, or a passage as DOCUMENT:START-END")
    same = Q(mention=item) if mention.meeting is None else Q(mention__meeting=mention.meeting)
    columns = ("mention_id", "source_id", "start", "end", "property", "source__day")
    stated = visible(Claim.objects.filter(same, source__withdrawn=False), viewer).exclude(status__in=RETIRED).order_by("seq")
    rows = list(stated.values_list(*columns))
    if not rows:
        raise RecordError(f"nothing is claimed of {item} any more")
    before = set(DecidedLink.objects.filter(commitment=commitment).values_list("item", flat=True))
    own = Mention.objects.filter(pk=commitment).values_list("source_id", flat=True).first()
    day = table(MeetingRow).filter(meeting=mention.meeting, shown__scope=viewer.scope).values_list("first_day", flat=True).first()

    def rank(row: tuple[Any, ...]) -> tuple[bool, ...]:
        return (row[0] not in before, row[1] == own, is_said_before(row[5], day), row[2] is None, row[4] != "start")

    best = min(rows, key=rank)
    start, end = best[2], best[3]
    if mention.kind == "meeting" and start is not None:
        text = Text.objects.filter(pk=best[1]).values_list("text", flat=True).first() or ""
        start, end = sentence_around(text, start, end)
    return {"other": best[0], "document": best[1], "start": start, "end": end}


def is_said_before(said: str | None, day: str | None) -> bool:
    """Whether a source dated `said` is from before a meeting that began on `day`; one that nobody dated may be from after it."""
    return said is not None and day is not None and said < day


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence in which these words stand; the words themselves where they run over several."""
    from sulh.text.sentences import split_sentences

    found = next((one for one in split_sentences(text) if one.start <= start and end <= one.end), None)
    return (found.start, found.end) if found is not None else (start, end)
