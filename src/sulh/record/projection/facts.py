"""The rows of facts that one claim states whole (acts, ceasefire events, releases, tracks), and of the promises among the acts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sulh.following.allowed import allowed_time, is_beforehand
from sulh.following.bearing import content_words
from sulh.following.bodies import promises_body
from sulh.following.promised_meeting import numbered, promises_meeting
from sulh.model.kinds import Kind, PropertyType, kind_named
from sulh.model.vocabulary import RETIRED, Issue
from sulh.record.canonical import canonical, parsed, row_id, sha256
from sulh.record.claims import is_by_hand
from sulh.record.models import Text
from sulh.record.projection.decided import CITING, undone
from sulh.record.projection.models import FACTS, Claim, Commitment, DecidedLink, Decision, Evidence, Mention, Source
from sulh.record.projection.names import Names, known_names
from sulh.record.projection.promises import is_promise
from sulh.record.projection.search import index_facts
from sulh.record.projection.told_events import told_events
from sulh.record.projection.touched import Touched, batches
from sulh.record.projection.writing import NewRow, new, replace
from sulh.record.wanted import searchable
from sulh.text.days import first_day, last_day
from sulh.text.sentences import sentence_around

__all__ = ["project_facts"]

_PLACE = ("start", "end", "source__day", "written", "method")
_COLUMNS = ("pk", "mention_id", "source_id", "audience_id", "seq", "property", "value", "decided", *_PLACE)


@dataclass(frozen=True, slots=True)
class _Stated:
    """One claim in force that states a fact whole; `words` are those of its source where it is a document's."""

    claim: str
    mention: str
    source: str
    audience: int
    seq: int
    kind: Kind
    value: dict[str, Any]
    words: str
    before: str  # the words of their sentence before them, where these look back at them
    day: str | None
    written: str  # what stands in the cell of a list, or a person's own words; empty where a document is cited
    by_hand: bool


def project_facts(sources: Iterable[str], touched: Touched) -> None:
    """Work out the facts and promises of these sources anew."""
    names = known_names()
    for some in batches(sorted(sources), 200):
        _project(some, names, touched)


def _project(sources: Sequence[str], names: Names, touched: Touched) -> None:
    stated = _stated(sources, names)
    rows: dict[str, list[NewRow]] = {name: [] for name in FACTS}
    counted: Counter[tuple[str, str]] = Counter()
    promises: list[tuple[_Stated, str]] = []
    for one in stated:
        same = _same(one)
        counted[one.source, same] += 1
        # The second of two equal statements in one text is not the first of another text.
        name = f"{same[:32]}-{counted[one.source, same]}"
        rows[one.kind.name].append(_row(one, name))
        if one.kind.name == "act" and _is_promise(one):
            promises.append((one, name))
    for name, table in FACTS.items():
        replace(table, "source_id", sources, rows[name], touched)
    index_facts(sources, [(one.mention, one.source, one.kind, one.value, one.written) for one in stated if one.written], touched)
    _promises(promises, sources, touched)


def _stated(sources: Sequence[str], names: Names) -> list[_Stated]:
    claims = Claim.objects.filter(source_id__in=sources, property__in=list(FACTS)).exclude(status__in=RETIRED)
    rows = [row for row in claims.order_by("seq").values_list(*_COLUMNS, "mention__kind") if row[-1] == row[5]]
    texts = dict(Text.objects.filter(pk__in={row[2] for row in rows}).values_list("document", "text")) if rows else {}
    return [
        _Stated(
            claim, mention, source, audience, seq, kind_named(name), names.meant(parsed(decided or value)),
            texts.get(source, "")[start:end] if start is not None else "", _before(texts.get(source, ""), name, start, end), day,
            "" if start is not None else written or name, is_by_hand(method),
        )
        for claim, mention, source, audience, seq, name, value, decided, start, end, day, written, method, _ in rows
    ]  # fmt: skip


def _before(text: str, kind: str, start: int | None, end: int | None) -> str:
    if kind != "act" or start is None or end is None or not is_beforehand(text[start:end]):
        return ""
    return text[sentence_around(text, start, end)[0] : start]


def _same(one: _Stated) -> str:
    """What a statement shares with the same one in another source: the values that its kind declares, and of an act without a due
    date the words.
    """
    value = {prop.name: one.value.get(prop.name) for prop in one.kind.values if prop.identity}
    words = searchable(one.words) if one.kind.name == "act" and not value.get("due") else ""
    return sha256(canonical([one.kind.name, _plain(value), words]))


def _plain(value: Any) -> Any:
    """Actors by identifier and lists without their order."""
    if isinstance(value, dict):
        return value["id"] if "id" in value else {name: _plain(item) for name, item in value.items()}
    return sorted(str(_plain(item)) for item in value) if isinstance(value, list) else value


def _row(one: _Stated, same: str) -> NewRow:
    last = next((day for date in reversed(_dates(one)) if (day := last_day(date))), None)
    columns = {prop.name: _cell(one.value.get(prop.name), prop.holds, prop.many) for prop in one.kind.values}
    return new(
        FACTS[one.kind.name],
        mention=one.mention,
        claim_id=one.claim,
        source_id=one.source,
        audience_id=one.audience,
        seq=one.seq,
        first_day=_first_day(one),
        last_day=last,
        same=same,
        **columns,
    )


def _dates(one: _Stated) -> list[Any]:
    """When it happened, as its value says."""
    return [one.value.get(prop.name) for prop in one.kind.dates]


def _first_day(one: _Stated) -> str | None:
    """The first day on which it can have happened; of an act without one the day of its source."""
    first = next((day for date in _dates(one) if (day := first_day(date))), None)
    return first or (one.day if one.kind.name == "act" else None)


def _cell(value: Any, holds: PropertyType, many: bool) -> Any:
    if holds is PropertyType.ACTOR:
        return [one["id"] for one in value or ()] if many else value["id"] if value else None
    return list(value or ()) if many else value


def _is_promise(one: _Stated) -> bool:
    """What undertakes something; of an agreement that a person entered the person says so, in whatever language its words are."""
    if one.by_hand and one.value["act"] == "agree":
        return True
    return one.value["act"] in ("agree", "decide") and bool(one.value["due"] or is_promise(one.words))


def _promises(promises: Sequence[tuple[_Stated, str]], sources: Sequence[str], touched: Touched) -> None:
    """The promises with what makes each the same as others."""
    replace(Commitment, "source_id", sources, [_commitment(one, same) for one, same in promises], touched)
    acts = list(Mention.objects.filter(source_id__in=sources, kind="act").values_list("pk", flat=True))
    cited = _cited([one.mention for one, _ in promises])
    about = Source.objects.filter(pk__in={one.body["document"] for one in cited}, withdrawn=False)
    audiences = dict(about.values_list("pk", "audience_id"))
    held = [(one, audiences[one.body["document"]]) for one in cited if one.body["document"] in audiences]
    replace(Evidence, "commitment", acts, [_evidence(one, audience) for one, audience in held if one.kind != "follow"], touched)
    replace(DecidedLink, "commitment", acts, [_link(one, audience) for one, audience in held if one.kind == "follow"], touched)


def _commitment(one: _Stated, same: str) -> NewRow:
    meets = promises_meeting(one.words, one.value["issues"])
    made = first_day(one.value["date"]) or one.day
    events = told_events(one.source, one.audience, one.words, made)
    first, last, due = allowed_time(one.words, made, one.value["due"], looking=meets, events=events, before=one.before)
    issues = list(one.value["issues"])
    if meets and Issue.NEXT_MEETING not in issues:
        issues.append(Issue.NEXT_MEETING.value)  # so that what promises to meet is counted under one name
    said = {"kind": one.value["act"], "actors": [actor["id"] for actor in one.value["actors"]], "issues": issues}
    days = {"due_first": first, "due_day": last, "due": _due(one.value["due"], due), "date": one.value["date"], "made": _first_day(one)}
    owners = tuple(actor["id"] for actor in one.value["actors"])
    compared = {"number": numbered(one.words) if meets else None, "matter": sorted(content_words(one.words, owners))}
    about = {"meets": meets, "body": promises_body(one.words, one.value["issues"]), "same": same} | said | days | compared
    return new(Commitment, act=one.mention, claim_id=one.claim, source_id=one.source, seq=one.seq, audience_id=one.audience, **about)


def _due(read: str | None, allowed: str | None) -> str | None:
    """The date of a promise: that which was read, unless its words count from something and so allow an interval."""
    return allowed if read is None or (allowed and "/" in allowed) else read


def _cited(promises: Sequence[str]) -> list[Decision]:
    """Every decision that cites words for a promise and was not undone; a later status leaves the words of the earlier one.

    Of decisions about one link only the last is in force.
    """
    found: list[Decision] = []
    for some in batches(promises):
        found += Decision.objects.filter(kind__in=CITING, target__in=some).order_by("seq")
    gone = undone(decision.seq for decision in found) if found else {}
    return [one for one in found if one.seq not in gone and (one.kind != "follow" or one.superseded is None)]


def _link(decision: Decision, audience: int) -> DecidedLink:
    return DecidedLink(
        id=row_id("decided link", decision.seq),
        commitment=decision.target,
        item=decision.other,
        source_id=decision.body["document"],
        start=decision.body["start"],
        end=decision.body["end"],
        direction=decision.body["direction"],
        holds=decision.body["holds"],
        happened=decision.body.get("happened"),
        note=decision.reason,
        author=decision.author,
        seq=decision.seq,
        audience_id=audience,
    )


def _evidence(decision: Decision, audience: int) -> Evidence:
    return Evidence(
        id=row_id("evidence", decision.seq),
        commitment=decision.target,
        source_id=decision.body["document"],
        start=decision.body["start"],
        end=decision.body["end"],
        status=decision.body.get("status"),
        happened=decision.body.get("happened"),
        note=decision.body.get("note", "") or decision.reason,
        author=decision.author,
        seq=decision.seq,
        audience_id=audience,
    )
