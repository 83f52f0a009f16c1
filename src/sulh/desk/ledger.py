"""What the pages of the ledger say: its head, who signed which, what was withheld or erased, and the last verification."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sulh.model import ProofError
from sulh.record.access import may
from sulh.record.heads import origin_of
from sulh.record.jobs import store
from sulh.record.jobs.models import Job, JobState
from sulh.record.keeping_heads import kept_heads, known_keys
from sulh.record.kept_heads import KeptHead, checked
from sulh.record.models import Entry
from sulh.record.shapes import Viewer
from sulh.record.tree import root_at
from sulh.record.withholding import ACCOUNTING, Withheld
from sulh.signing.notes import encoded, printable

__all__ = [
    "HeadNow",
    "HeadRow",
    "SignerRow",
    "TakenAway",
    "Verification",
    "body_rows",
    "head_now",
    "head_rows",
    "taken_away",
    "verification",
]


@dataclass(frozen=True, slots=True)
class HeadNow:
    """The head of the ledger as it is: number of entries, root in base64, name of the ledger, and when its last entry was made."""

    size: int
    root: str
    origin: str
    at: str


@dataclass(frozen=True, slots=True)
class SignerRow:
    """A signature under a head. `is_checked` is false where nobody gave its key; `at` is the time that a witness gives."""

    name: str
    key: str
    is_witness: bool
    is_checked: bool
    at: str


@dataclass(frozen=True, slots=True)
class HeadRow:
    """A head that the ledger keeps, and who signed it; `later` counts the entries that came after it."""

    seq: int
    at: str
    author: str
    size: int
    root: str
    later: int
    signers: tuple[SignerRow, ...]
    problem: str


@dataclass(frozen=True, slots=True)
class TakenAway:
    """An entry by which words were withheld from copies or erased: of how many entries, by whom, when, why; `audience` of a copy."""

    seq: int
    at: str
    author: str
    is_erased: bool
    number: int
    audience: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verification:
    """The verification under way, if any, and the last one that ended, with its verdict. `later` entries came after that."""

    running: Job | None
    last: Job | None
    later: int
    stalled: bool

    @property
    def verdict(self) -> Mapping[str, Any]:
        """The verdict of the last one."""
        return self.last.result if self.last else {}

    @property
    def holds(self) -> bool:
        """Whether everything fitted."""
        return not self.verdict.get("faults") and bool(self.last and self.last.state == JobState.DONE)


def head_now() -> HeadNow | None:
    """The head of the ledger; None while there is no entry."""
    last = Entry.objects.order_by("-seq").values_list("seq", "at").first()
    first = Entry.objects.filter(seq=1).values_list("hash", flat=True).first()
    root = root_at(last[0]) if last else None
    return HeadNow(last[0], encoded(root), origin_of(first), last[1]) if last and first and root else None


def head_rows(size: int) -> list[HeadRow]:
    """The heads that the ledger of `size` entries keeps, the latest first."""
    known = known_keys()
    return [_head_row(one, size, known) for one in kept_heads()]


def _head_row(kept: KeptHead, size: int, known: Any) -> HeadRow:
    head, signers, problem = kept.head, [], ""
    try:
        fitting, others = checked(head, (*kept.keys, *known))
        for one in fitting:
            at = "" if one.at is None else dt.datetime.fromtimestamp(one.at, dt.UTC).isoformat()
            signers.append(SignerRow(printable(one.verifier.name), one.verifier.key_id.hex(), one.at is not None, True, at))
        signers += [SignerRow(printable(one.name), one.key_id.hex(), False, False, "") for one in others]
    except (ProofError, ValueError, OverflowError, OSError) as wrong:
        problem = printable(str(wrong))
    point = head.checkpoint
    return HeadRow(kept.seq, kept.at, kept.author, point.size, encoded(point.root), size - point.size, tuple(signers), problem)


def taken_away() -> list[TakenAway]:
    """What was withheld from copies or erased, the latest first."""
    from sulh.record.links import links

    rows = Entry.objects.filter(kind__in=ACCOUNTING, body__isnull=False).order_by("seq")
    found, times = Withheld(), {}
    for link in links(rows):
        found.take(link)
        times[link.seq] = link.at
    made = [
        TakenAway(one.seq, times[one.seq], one.author, False, sum(b - a + 1 for a, b in one.ranges), one.audience or "", one.reason)
        for one in found.covers
    ]
    made += [TakenAway(one.seq, times[one.seq], one.author, True, len(one.entries), "", one.reason) for one in found.erasures]
    return sorted(made, key=lambda one: -one.seq)


def verification(viewer: Viewer, size: int) -> Verification:
    """How the verification stands, for whoever may see the page."""
    jobs = Job.objects.filter(kind="verify").order_by("-id")
    running = jobs.filter(state__in=(JobState.WAITING, JobState.RUNNING)).first()
    last = jobs.filter(state__in=(JobState.DONE, JobState.REFUSED)).first()
    if last is not None and not may(viewer, "admin"):
        last.result = _outline(last.result)
    later = size - int(last.result.get("entries", size)) if last else 0
    return Verification(running, last, later, running is not None and store.is_stalled())


def _outline(result: Mapping[str, Any]) -> dict[str, Any]:
    """A verdict without what it says of things and people: whether it holds, and the numbers of entries that do not fit."""
    plain = {name: result[name] for name in ("entries", "withheld", "head", "seconds") if name in result}
    return plain | {"faults": [{"seq": one["seq"], "problem": ""} for one in result.get("faults", ())]}


def body_rows(body: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What an entry holds, name by name, values as words or JSON."""
    return [
        (name.replace("_", " "), value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        for name, value in body.items()
        if value not in (None, "", [], {})
    ]
