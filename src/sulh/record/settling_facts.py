"""Decisions of an earlier review about facts, put into a record by words: who sat at a meeting, who a person is, what was agreed.

Rows name what they are about as a reader would (a document, a meeting by the name that the review gave it, an actor, a name, the words of a
fact), so that they outlive small changes of the reading. A row that is about nothing in the record is not carried out: each function
returns a sentence for each such row, since a review that silently says less than it did would look like one that found nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sulh.actors import Authority
from sulh.model import Actor, InvalidError, Span
from sulh.model.kinds import Kind, PropertyType, kind_named
from sulh.model.vocabulary import RETIRED, ClaimStatus
from sulh.record import decisions
from sulh.record.canonical import parsed
from sulh.record.entering import enter_many
from sulh.record.ledger import writing
from sulh.record.models import Text
from sulh.record.projection.models import ActorRow, Claim
from sulh.record.projection.names import known_names
from sulh.record.projection.people import person_key
from sulh.record.same_person import join_persons
from sulh.record.settling import NOTHING
from sulh.record.shapes import Viewer

__all__ = ["settle_facts", "settle_participants", "settle_persons"]

_SEVERAL = "|"
_YES = "yes"


@dataclass(slots=True)
class _Work:
    """What the rows ask for, gathered so that many decisions are made at once; `lost` says which rows are about nothing."""

    decided: list[tuple[str, str, str, Any]] = field(default_factory=list)
    entered: list[tuple[str | None, dict[str, Any], Span, str]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def decide(self, claim: str, value: Any, wanted: Any, reason: str) -> None:
        """Accept a claim that reads as wanted, correct one that does not, reject one that nothing is wanted of."""
        if wanted == NOTHING:
            self.decided.append(("reject", claim, reason, None))
        elif wanted == value:
            self.decided.append(("accept", claim, "", None))
        else:
            self.decided.append(("correct", claim, reason, wanted))

    def carry_out(self, viewer: Viewer, kind: str) -> None:
        """Make the decisions and enter what the reading missed."""
        if self.decided:
            decisions.decide_many(viewer, self.decided)
        enter_many(viewer, self.entered, kind=kind)


def settle_participants(viewer: Viewer, meetings: Mapping[str, Sequence[str]], rows: Iterable[Mapping[str, str]]) -> list[str]:
    """Decide who sat at which meeting in which role; `meetings` has the mentions of each by its name, as `settle` returns them.

    A row has `meeting`, `role` (`-` for who was not there) and `actors`, joined with |. It is about every open claim that these were at the
    meeting. With `document` and `words` an actor that no source names there is entered, citing these words.
    """
    work = _Work()
    with writing():
        for row in rows:
            claims = _parts(meetings.get(row["meeting"], ()))
            for actor in row["actors"].split(_SEVERAL):
                _seat(actor, row, claims, meetings, work)
        work.carry_out(viewer, "meeting")
    return work.lost


def _parts(mentions: Sequence[str]) -> list[tuple[str, str, dict[str, Any]]]:
    """The participants that sources name at a meeting: claim, status, value."""
    found = Claim.objects.filter(mention__in=mentions, property="participant").exclude(status__in=RETIRED).order_by("seq")
    columns = found.values_list("pk", "status", "value", "decided")
    return [(key, status, parsed(decided or value)) for key, status, value, decided in columns]


def _seat(
    actor: str,
    row: Mapping[str, str],
    claims: Sequence[tuple[str, str, dict[str, Any]]],
    meetings: Mapping[str, Sequence[str]],
    work: _Work,
) -> None:
    own = [claim for claim in claims if claim[2]["actor"]["id"] == actor]
    for key, status, value in own:
        if status == ClaimStatus.PROPOSED:
            work.decide(key, value, NOTHING if row["role"] == NOTHING else {**value, "role": row["role"]}, row["reason"])
    if own:
        return
    cite, mention = _cited(row, meetings)
    if cite is None or mention is None or row["role"] == NOTHING:
        work.lost.append(f"no source names {actor} at the meeting {row['meeting']}{_unfound(row)}")
    else:
        work.entered.append((mention, {"participants": [{"actor": actor, "role": row["role"]}]}, cite, row["reason"]))


def _cited(row: Mapping[str, str], meetings: Mapping[str, Sequence[str]]) -> tuple[Span | None, str | None]:
    """The words that a row cites, and the telling of its meeting in their document; None where there is none."""
    cite = _place(row["document"], row["words"])
    told = Claim.objects.filter(mention__in=meetings.get(row["meeting"], ()), source=row["document"]).order_by("seq")
    return cite, told.values_list("mention", flat=True).first() if cite else None


def _unfound(row: Mapping[str, str]) -> str:
    return f"; the words {row['words']!r} do not stand in a document that tells of it" if row["words"] else ""


def settle_persons(viewer: Viewer, meetings: Mapping[str, Sequence[str]], rows: Iterable[Mapping[str, str]]) -> list[str]:
    """Decide whom the names of persons at meetings mean, for whom they were there and in which office.

    A row has `name` as sources write it, `person` (the spelling under which that person is shown, `-` for who was not there or is no
    person), `actor` and `office`, each empty where the claims are right. It is about every open claim with that name; with `meeting` or
    `document` about those of that meeting or document alone, before rows that say less. With `words`, a person whom no source names at the
    meeting is entered, citing these words of the document.
    """
    work = _Work()
    given = sorted(rows, key=lambda row: (not row["meeting"], not row["document"]))
    claims = _persons()
    names = {person_key(one.value["name"]) for one in claims}
    decided: set[str] = set()
    with writing():
        for row in given:
            own = [one for one in claims if one.value["name"] == row["name"] and _is_there(one, row, meetings)]
            for one in own:
                if one.status == ClaimStatus.PROPOSED and one.claim not in decided:
                    work.decide(one.claim, one.value, _whoever(one.value, row, names), row["reason"])
                decided.add(one.claim)
            if not own:
                _missed(row, meetings, work)
        work.carry_out(viewer, "meeting")
        for row in given:
            if row["person"] not in ("", NOTHING, row["name"]):
                _join(viewer, row, work)
    return work.lost


@dataclass(frozen=True, slots=True)
class _Named:
    """A claim in force that names a person."""

    claim: str
    mention: str
    source: str
    status: str
    value: dict[str, Any]


def _persons() -> list[_Named]:
    found = Claim.objects.filter(property="person").exclude(status__in=RETIRED).order_by("seq")
    columns = found.values_list("pk", "mention", "source", "status", "value", "decided")
    return [_Named(claim, mention, source, status, parsed(decided or value)) for claim, mention, source, status, value, decided in columns]


def _is_there(one: _Named, row: Mapping[str, str], meetings: Mapping[str, Sequence[str]]) -> bool:
    """Whether a row is about the claim, by the meeting and the document that it gives."""
    in_meeting = not row["meeting"] or one.mention in meetings.get(row["meeting"], ())
    return in_meeting and (not row["document"] or one.source == row["document"])


def _whoever(value: dict[str, Any], row: Mapping[str, str], names: Collection[str]) -> Any:
    """What a claim that names a person ought to read; a spelling that no source has takes the place of the one that it has."""
    if row["person"] == NOTHING:
        return NOTHING
    wanted = dict(value)
    if row["person"] and person_key(row["person"]) not in names:
        wanted["name"] = row["person"]
    if row["actor"] and (value["actor"] or {}).get("id") != row["actor"]:
        wanted["actor"] = _actor(row["actor"])
    if row["office"]:
        wanted["office"] = None if row["office"] == NOTHING else row["office"]
    return wanted


def _missed(row: Mapping[str, str], meetings: Mapping[str, Sequence[str]], work: _Work) -> None:
    """Enter a person whom the reading missed, where the row has the words that name them."""
    cite, mention = _cited(row, meetings)
    if cite is None or mention is None:
        where = f" at the meeting {row['meeting']}" if row["meeting"] else ""
        work.lost.append(f"no source names a person {row['name']!r}{where}{_unfound(row)}")
        return
    person = {"name": row["person"] or row["name"], "office": row["office"] or None, "actor": row["actor"] or None}
    work.entered.append((mention, {"people": [person | {"head_of_delegation": False}]}, cite, row["reason"]))


def _actor(key: str) -> dict[str, str]:
    """An actor of the authority file, or else one that this record alone knows, since its documents name it."""
    found: Actor | None = Authority.default().get(key)
    if found is not None:
        return {"id": found.id, "kind": found.kind.value, "name": found.name}
    row = ActorRow.objects.filter(pk=key).first()
    if row is None:
        raise InvalidError(f"there is no actor {key!r}")
    return {"id": row.pk, "kind": row.kind, "name": row.name}


def _join(viewer: Viewer, row: Mapping[str, str], work: _Work) -> None:
    """Show whom the row names under the spelling that it gives; where that was put in the place of the other there is nothing to join."""
    there = {person_key(one.value["name"]): one.claim for one in reversed(_persons())}
    one, other = there.get(person_key(row["person"])), there.get(person_key(row["name"]))
    stands = known_names().person
    if one is None:
        work.lost.append(f"no source names a person {row['person']!r} at a meeting")
    elif other is not None and stands(person_key(row["person"])) != stands(person_key(row["name"])):
        join_persons(viewer, one, other, reason=row["reason"])


def settle_facts(viewer: Viewer, rows: Iterable[Mapping[str, str]]) -> list[str]:
    """Decide about facts that are stated whole: acts, ceasefire events, releases.

    A row has `kind`, `document`, `words` at which the fact stands, and `values` (`property=value; ...`, several values joined with |, yes
    or no): empty where it was read rightly, `-` where the words say no such thing, else what it ought to read. Where no fact of the kind
    stands at the words, it is entered with the values, citing them. Where several stand at the same words, the rows with these words are
    about them in their order.
    """
    work: dict[str, _Work] = {}
    lost: list[str] = []
    before: Counter[tuple[str, str, str]] = Counter()
    with writing():
        for row in rows:
            at = (row["kind"], row["document"], row["words"])
            _fact(row, work.setdefault(row["kind"], _Work()), before[at])
            before[at] += 1
        for kind, own in work.items():
            own.carry_out(viewer, kind)
            lost += own.lost
    return lost


def _fact(row: Mapping[str, str], work: _Work, number: int) -> None:
    kind, cite = kind_named(row["kind"]), _place(row["document"], row["words"])
    found = _stands_at(kind.name, cite, number) if cite is not None else None
    values = row["values"]
    if cite is None or (found is None and values in ("", NOTHING)):
        work.lost.append(f"no {kind.name} stands at the words {row['words']!r}" + ("" if cite else ", which are not in that document"))
    elif found is None:
        given = _values(kind, values)
        named = {name: [one["id"] for one in value] for name, value in given.items() if _names_actors(kind, name)}
        work.entered.append((None, given | named, cite, row["reason"]))
    elif found[1] == ClaimStatus.PROPOSED:
        wanted = NOTHING if values == NOTHING else found[2] | _values(kind, values)
        work.decide(found[0], found[2], wanted, row["reason"])


def _stands_at(kind: str, cite: Span, number: int) -> tuple[str, str, dict[str, Any]] | None:
    """The claim of a kind that shares most of its words with those cited, `number` of several; at least half of the fewer of the two."""
    # The kind as well, since a meeting's track is a property that bears a kind's name.
    own = Claim.objects.filter(source=cite.document, mention__kind=kind, property=kind)
    found = own.filter(start__lt=cite.end, end__gt=cite.start)
    columns = found.exclude(status__in=RETIRED).order_by("seq").values_list("pk", "status", "value", "decided", "start", "end")
    near: list[tuple[int, tuple[str, str, dict[str, Any]]]] = []
    for key, status, value, decided, start, end in columns:
        first, last = start or 0, end or 0
        shared = min(last, cite.end) - max(first, cite.start)
        if 2 * shared >= min(last - first, cite.end - cite.start):
            near.append((shared, (key, status, parsed(decided or value))))
    most = max((shared for shared, _ in near), default=0)
    best = [claim for shared, claim in near if shared == most]
    return best[number] if number < len(best) else None


def _values(kind: Kind, written: str) -> dict[str, Any]:
    """What a row says that a fact ought to read, by property. Raises InvalidError for what the kind has not."""
    found: dict[str, Any] = {}
    for part in filter(None, (one.strip() for one in written.split(";"))):
        name, given, value = part.partition("=")
        if not given or name not in kind.by_name:
            raise InvalidError(f"{part!r} is no value of a {kind.name}: write property=value, of {', '.join(kind.by_name)}")
        one = kind.by_name[name]
        several = [_held(one.holds, each) for each in ([] if value == NOTHING else value.split(_SEVERAL) if one.many else [value])]
        found[name] = several if one.many else next(iter(several), None)
    return found


def _held(holds: PropertyType, written: str) -> Any:
    """A value as claims hold it, from how a row writes it."""
    if holds is PropertyType.ACTOR:
        return _actor(written)
    if holds is PropertyType.FLAG:
        return written == _YES
    return int(written) if holds is PropertyType.COUNT else written


def _names_actors(kind: Kind, name: str) -> bool:
    one = kind.by_name[name]
    return one.holds is PropertyType.ACTOR and one.many


def _place(document: str, words: str) -> Span | None:
    """Where words stand in a document; None where they do not."""
    text = Text.objects.filter(pk=document).values_list("text", flat=True).first() or ""
    start = text.find(words) if words else -1
    return Span(document, start, start + len(words)) if start >= 0 else None
