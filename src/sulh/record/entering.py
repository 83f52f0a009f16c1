"""What a person enters by hand: any kind of fact that the machine can claim, with a source and the same checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sulh.model import Cell, Entered, InvalidError, RecordError, Source, Span
from sulh.model.kinds import Kind, Property, PropertyType, kind_named, kinds
from sulh.model.vocabulary import RETIRED, ClaimStatus
from sulh.record.access import audience_id, require, visible
from sulh.record.adding import machine_drafts, meetings_in
from sulh.record.blind import require_no_coding
from sulh.record.canonical import is_storable
from sulh.record.checking import is_date, problem_with
from sulh.record.claims import ClaimDraft, claimed_part, mention_id, person_method
from sulh.record.decisions import check_span
from sulh.record.ledger import Draft, append, writing
from sulh.record.matching import Neighbours
from sulh.record.naming import actor_named
from sulh.record.projection.apply import apply
from sulh.record.projection.models import Claim, MeetingRow, Mention, rows
from sulh.record.projection.models import Source as SourceRow
from sulh.record.queries.visible import resolve
from sulh.record.shapes import Viewer
from sulh.text.days import first_day, last_day

__all__ = ["Made", "add_to", "checked", "enter", "enter_many", "stated_by"]

Cite = Span | Cell | Entered


@dataclass(frozen=True, slots=True)
class Made:
    """What was entered: the mention, its claims, the source they cite, and the number of the ledger's last entry."""

    mention: str
    claims: tuple[str, ...]
    source: str
    entry: int


def enter(
    viewer: Viewer, kind: str, values: Mapping[str, Any], cite: Cite, *, level: str = "team", groups: Sequence[str] = (), reason: str = ""
) -> Made:
    """Enter a fact: a meeting with its participants, an act, a track, a ceasefire event, a release, or any other declared kind.

    `values` are plain JSON by the names of the kind's properties; an actor may be given by identifier, name or alias. The claims
    stand as accepted by the person who enters them, and can be decided about like any other. `level` and `groups` say who may
    see a source that is new. Raises AccessError without the right to edit, RecordError that names every property at fault.
    """
    require(viewer, "edit")
    _refuse_unstorable(values, cite, reason)
    declared = _whole(kind)
    given = checked(viewer, declared, values)
    with writing():
        source, drafts = _source(viewer, cite, level, groups)
        subject = mention_id(source, declared.name, _next_number(source, declared.name))
        claims = [_draft(viewer, source, subject, name, value, cite) for name, value in stated_by(declared, given)]
        drafts += [Draft(viewer.name, "claim", _body(claim, reason)) for claim in claims]
        if declared.name == "meeting":
            drafts += _placed(claims)
        return _write(drafts, subject, claims, source)


def add_to(
    viewer: Viewer,
    meeting: str,
    values: Mapping[str, Any],
    cite: Cite,
    *,
    level: str = "team",
    groups: Sequence[str] = (),
    reason: str = "",
) -> Made:
    """Add what a source says of a meeting that is there: a participant that was missed, its number, a last day.

    Where the source did not mention the meeting before, it does from now on. Of several things those that it says already are left as
    they are. Raises RecordError where it says all of them, or where one was rejected.
    """
    require(viewer, "edit")
    _refuse_unstorable(values, cite, reason)
    declared = kind_named("meeting")
    given = checked(viewer, declared, values, partly=True)
    with writing():
        key = resolve(viewer, meeting)
        if key is None:
            raise RecordError(f"no meeting {meeting} here")
        thing, name = rows(MeetingRow).values_list("meeting", "name").get(pk=key)
        source, drafts = _source(viewer, cite, level, groups)
        known = visible(Mention.objects.filter(meeting=thing, source=source), viewer).values_list("pk", flat=True).first()
        subject = known or mention_id(source, "meeting", _next_number(source, "meeting"))
        claims = [_draft(viewer, source, subject, prop, value, cite) for prop, value in stated_by(declared, given)]
        claims = _not_said(viewer, _missed(viewer, claims))
        drafts += [Draft(viewer.name, "claim", _body(claim, reason)) for claim in claims]
        if known is None:
            drafts.append(Draft(viewer.name, "merge", {"target": name, "other": subject, "reason": reason}))
        return _write(drafts, subject, claims, source)


def enter_many(
    viewer: Viewer,
    told: Iterable[tuple[str | None, Mapping[str, Any], Cite, str]],
    *,
    kind: str = "meeting",
    level: str = "team",
    groups: Sequence[str] = (),
) -> list[str]:
    """Enter what sources tell, at once, all or none: the mention that it is added to or None, values, what is cited, reason.

    Returns the mention of each. A telling without a mention is new and has all properties that the kind needs; `level` and `groups`
    say who may see a source that is new.
    """
    require(viewer, "edit")
    declared = _whole(kind)
    with writing():
        drafts: list[Draft] = []
        new: list[ClaimDraft] = []
        mentions: list[str] = []
        next_number: dict[str, int] = {}
        sources: dict[object, str] = {}
        for known, values, cite, reason in told:
            _refuse_unstorable(values, cite, reason)
            given = checked(viewer, declared, values, partly=known is not None)
            cited: object = cite if isinstance(cite, Span) else cite.source
            before: list[Draft] = []
            if cited not in sources:
                sources[cited], before = _source(viewer, cite, level, groups)
                require_no_coding(sources[cited])
            source = sources[cited]
            if known is None and source not in next_number:
                next_number[source] = _next_number(source, kind)
            subject = known or mention_id(source, kind, next_number[source])
            if known is None:
                next_number[source] += 1
            claims = [_draft(viewer, source, subject, name, value, cite) for name, value in stated_by(declared, given)]
            if known is None:
                new += claims
            else:
                claims = _not_said(viewer, claims)
            drafts += [*before, *(Draft(viewer.name, "claim", _body(claim, reason)) for claim in claims)]
            mentions.append(subject)
        if drafts:
            apply(append(drafts + (_placed(new) if kind == "meeting" else [])))
        return mentions


def _refuse_unstorable(values: Any, cite: Cite, reason: str) -> None:
    """What a database would refuse or change is refused in words, since a quote must stand as it was written."""
    try:
        taken = is_storable([values, asdict(cite), reason])
    except TypeError as problem:
        raise InvalidError(f"a fact is given in plain JSON values: {problem}") from problem
    if not taken:
        raise InvalidError("a text holds a NUL or half of a surrogate pair, which no database keeps, or lists lie too deep: take them out")


def _missed(viewer: Viewer, claims: Sequence[ClaimDraft]) -> list[ClaimDraft]:
    """The claims without those that stand already, where others do not."""
    there = visible(Claim.objects.filter(pk__in=[claim.id for claim in claims]).exclude(status__in=RETIRED), viewer)
    standing = set(there.values_list("pk", flat=True))
    return [claim for claim in claims if claim.id not in standing] or list(claims)


def _not_said(viewer: Viewer, claims: Sequence[ClaimDraft]) -> list[ClaimDraft]:
    """The claims, told apart from equal ones that were taken back or that the viewer may not see. Raises RecordError for others."""
    there = Claim.objects.filter(pk__in=[claim.id for claim in claims])
    if said := sorted(visible(there, viewer).exclude(status=ClaimStatus.WITHDRAWN).values_list("pk", flat=True)):
        raise RecordError(f"the source says so already (claim {', '.join(said)}): accept or correct it there")
    taken = set(there.values_list("pk", flat=True))
    if not taken:
        return list(claims)
    return _not_said(viewer, [replace(claim, again=claim.again + 1) if claim.id in taken else claim for claim in claims])


def checked(viewer: Viewer, kind: Kind, values: Mapping[str, Any], *, partly: bool = False) -> dict[str, Any]:
    """The values with actors looked up, when they fit the declaration of the kind; `partly` lets required ones be left out.

    Raises RecordError with one clause for each property at fault.
    """
    if not isinstance(values, Mapping):
        raise InvalidError(f"a {kind.name.replace('_', ' ')} is given by its properties: {', '.join(kind.by_name)}")
    unknown = sorted(set(map(str, values)) - set(kind.by_name))
    problems = [f"there is no {name}: {', '.join(kind.by_name)}" for name in unknown]
    given: dict[str, Any] = {}
    for one in kind.properties:
        value = values.get(one.name)
        if one.part is None:
            value, problem = _looked_up(viewer, one, value)
            problem = problem or (None if value is None and partly else problem_with(one, value))
            problems += [f"{one.name}: {problem}"] if problem else []
            given[one.name] = _empty(one) if value is None else value
        elif value is not None and not isinstance(value, list | tuple):
            problems.append(f"{one.name}: give a list")
        else:
            given[one.name] = [checked(viewer, one.part, part) for part in value or ()]
    problems += _backwards(kind, given) if not problems else []
    if partly and not any(value not in (None, [], False) for value in given.values()):
        problems.append("nothing is stated")
    if problems:
        raise InvalidError(f"this {kind.name.replace('_', ' ')} cannot be entered: {'; '.join(problems)}")
    return given


def _whole(name: str) -> Kind:
    known = {kind.name: kind for kind in kinds()}
    if name not in known:
        raise InvalidError(f"there is no kind of fact {name!r}: {', '.join(known)}")
    return known[name]


def _empty(one: Property) -> Any:
    return [] if one.many else False if one.holds is PropertyType.FLAG else None


def _looked_up(viewer: Viewer, one: Property, value: Any) -> tuple[Any, str | None]:
    """The value with actors that are given by a word looked up, or what is wrong with it."""
    if one.holds is not PropertyType.ACTOR or value is None or (one.many and not isinstance(value, list | tuple)):
        return value, None
    try:
        if one.many:
            return [actor_named(viewer, item) for item in value], None
        return actor_named(viewer, value), None
    except RecordError as problem:
        return value, str(problem)


def _backwards(kind: Kind, given: Mapping[str, Any]) -> list[str]:
    """An end before its start is a mistake of typing."""
    if not {"start", "end"} <= set(kind.by_name):
        return []
    first, last = first_day(given["start"]), last_day(given["end"])
    return ["end: lies before the start"] if first and last and last < first else []


def stated_by(kind: Kind, given: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """Property and value of every claim that states the fact."""
    if kind.whole:
        yield kind.name, dict(given)
        return
    for one in kind.values:
        if given[one.name] not in (None, False):
            yield one.claimed, given[one.name]
    for one in kind.parts:
        assert one.part is not None
        for part in given[one.name]:
            yield one.part.claim, claimed_part(one.part, part)


def _source(viewer: Viewer, cite: Cite, level: str, groups: Sequence[str]) -> tuple[str, list[Draft]]:
    """The identifier of the source, and the entry that brings it in when it is new."""
    if isinstance(cite, Span):
        if not visible(SourceRow.objects.filter(pk=cite.document, withdrawn=False), viewer).exists():
            raise RecordError(f"no document {cite.document} here")
        check_span(cite.document, (cite.start, cite.end))
        return cite.document, []
    source: Source = cite.source
    if isinstance(cite, Entered) and not cite.words.strip():
        raise InvalidError("say in words what you saw, heard or know: they are the source")
    if source.published is not None and not is_date(source.published):
        raise InvalidError(f"{source.published!r} is no date of a source: give a date in EDTF, such as 2021-07-08 or 2021-07")
    known = SourceRow.objects.filter(pk=source.id).first()
    if known is None:
        audience_id(level, groups)
        body: dict[str, Any] = {"id": source.id, "sort": source.sort.value, "title": source.title, "path": source.origin}
        body |= {"publisher": source.publisher, "published": source.published, "level": level, "groups": sorted(groups)}
        return source.id, [Draft(viewer.name, "source", body)]
    if known.withdrawn or not visible(SourceRow.objects.filter(pk=source.id), viewer).exists():
        raise RecordError(f"{source.title!r} may not be cited here")
    return source.id, []


def _next_number(source: str, kind: str) -> int:
    numbers = Mention.objects.filter(source=source, kind=kind).order_by("-number").values_list("number", flat=True)
    return (numbers.first() or 0) + 1


def _draft(viewer: Viewer, source: str, subject: str, name: str, value: Any, cite: Cite) -> ClaimDraft:
    spans: tuple[tuple[int, int], ...] = ()
    written, cell = "", None
    if isinstance(cite, Span):
        spans = ((cite.start, cite.end),)
    elif isinstance(cite, Cell):
        written, cell = cite.words, (cite.row, cite.column)
    else:
        written = cite.words
    return ClaimDraft(source, subject, name, value, spans, written, cell=cell, method=person_method(viewer.name))


def _body(claim: ClaimDraft, reason: str) -> dict[str, Any]:
    return claim.body() | ({"reason": reason} if reason else {})


def _placed(claims: Sequence[ClaimDraft]) -> list[Draft]:
    """What the machine makes of a new meeting: whether it is one that is there."""
    found = meetings_in(claims, 0, None)
    neighbours = Neighbours()
    neighbours.load(found)
    return machine_drafts(*neighbours.place(found))


def _write(drafts: Sequence[Draft], subject: str, claims: Sequence[ClaimDraft], source: str) -> Made:
    require_no_coding(source)
    entries = append(drafts)
    apply(entries)
    return Made(subject, tuple(claim.id for claim in claims), source, entries[-1].seq)
