"""Records made at random: documents shared with different people, that tell of a few meetings and contradict each other."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reports import report

from sulh.model import Reading
from sulh.record import decisions, linking
from sulh.record.access import scope_of
from sulh.record.adding import add
from sulh.record.claims import ClaimDraft, claims_of
from sulh.record.projection.models import Claim, Commitment
from sulh.record.shapes import Viewer
from sulh.record.viewers import local_viewer, viewer

Sharing = tuple[str, tuple[str, ...]]

LEVELS: tuple[Sharing, ...] = (
    ("public", ()),
    ("team", ()),
    ("restricted", ("envoys",)),
    ("restricted", ("lawyers",)),
    ("restricted", ("envoys", "lawyers")),
)
# Who looks, and the names of what they may see: an account sees what is for its groups.
LOOKERS: dict[str, tuple[str, ...]] = {"public": (), "reader": ("team",), "envoy": ("team", "envoys"), "lawyer": ("team", "lawyers")}
_MEETINGS: tuple[dict[str, Any], ...] = (
    {"ordinal": 16, "start": "2021-07-07", "end": "2021-07-08", "city": "Nur-Sultan", "country": "KZ"},
    {"ordinal": 9, "start": "2018-05-14", "end": "2018-05-15", "city": "Astana", "country": "KZ"},
    {"ordinal": 8, "start": "2017-12-01", "end": None, "city": "Geneva", "country": "CH", "track": "Geneva process"},
    {"ordinal": None, "kind": "summit", "start": "2019-02-14", "end": None, "city": "Sochi", "country": "RU", "track": None},
)
_ROLES = ("guarantor", "party", "observer", "participant")
# The last is in no authority file: only claims name it.
_ACTORS = ("RUS", "IRN", "TUR", "SYR", "JOR", "LBN", "valley-front")
_ISSUES = ("prisoners", "ceasefire", "humanitarian", "constitution")
_PEOPLE = (("Alexander Lavrentiev", "envoy", "RUS", True), ("Lavrentiev", None, "RUS", False), ("Ali Khaji", "adviser", "IRN", True))
_CORRECTED = {"end": "2021-07-09", "city": "Sochi", "agenda": "bodies", "status": "held"}
_NARROWED = ("participant", "agenda", "person", "city", "act", "core", "track", "end")


@dataclass(frozen=True, slots=True)
class Made:
    """One document of a world: its reading, who may see it, and the claims that only somebody else may see."""

    reading: Reading
    sharing: Sharing
    secret: frozenset[str] = frozenset()
    decided: tuple[tuple[str, str], ...] = ()  # claim, what was decided about it
    weighed: tuple[tuple[str, str], ...] = ()  # act, the status that the first words of this document show


def world(seed: int, *, secrets: bool, copies: bool = False) -> list[Made]:
    """A dozen documents; with `secrets`, some claims are shared more narrowly than their document.

    With `copies` most end with the text of an agency as it was shortened and went on, so that neighbours are copies and others are not.
    """
    chance = random.Random(seed)
    told = []
    for number in range(chance.randint(9, 14)):
        reading = _reading(chance, number)
        drafts = claims_of(reading)
        hidden = {draft.id for draft in drafts if secrets and draft.name in _NARROWED and chance.random() < 0.15}
        decided = tuple((draft.id, chance.choice(("accept", "accept", "reject", "correct"))) for draft in drafts if chance.random() < 0.1)
        told.append(Made(reading, chance.choice(LEVELS), frozenset(hidden), decided))
    acts = [draft.subject for one in told for draft in claims_of(one.reading) if draft.name == "act"]
    weighed = [tuple((act, chance.choice(linking.STATUSES)) for act in acts if chance.random() < 0.15) for _ in told]
    told = [replace(one, weighed=some) for one, some in zip(told, weighed, strict=True)]
    return _copies(told, random.Random(seed)) if copies else told


def _copies(told: Sequence[Made], chance: random.Random) -> list[Made]:
    """The documents, most with an agency's text under what each tells itself."""
    said = [f"The delegations of side {n} spoke about question {n} of the agenda in the {n}th hour." for n in range(60)]
    found = []
    for one in told:
        start = chance.choice((None, 0, 4, 8, 12))
        own = one.reading.document
        text = own.text if start is None else "\n\n".join((own.text, *said[start : start + 30]))
        document = replace(own, text=text, id=f"sha256:{hashlib.sha256(text.encode()).hexdigest()}")
        reading = replace(one.reading, document=document)
        was, now = claims_of(one.reading), claims_of(reading)
        new = {before.id: after.id for before, after in zip(was, now, strict=True)}
        decided = tuple((new[claim], kind) for claim, kind in one.decided)
        secret = frozenset(new[claim] for claim in one.secret)
        acts = {before.subject: after.subject for before, after in zip(was, now, strict=True)}
        found.append((replace(one, reading=reading, decided=decided, secret=secret), acts))
    renamed = {old: new for _, acts in found for old, new in acts.items()}
    return [replace(one, weighed=tuple((renamed[act], status) for act, status in one.weighed)) for one, _ in found]


def _reading(chance: random.Random, number: int) -> Reading:
    told = dict(chance.choice(_MEETINGS))
    if chance.random() < 0.3 and told["end"]:
        told["start"] = told["start"][:-1] + str(int(told["start"][-1]) - 1)
    if chance.random() < 0.2:
        told["city"] = None
    if chance.random() < 0.5:
        told["track"] = None
    promise = f"The sides agreed to release prisoners, the list of which is number {number}." if chance.random() < 0.5 else None
    return report(
        number,
        **told,
        status=chance.choice(("held", "held", "held", "planned")),
        roles={actor: chance.choice(_ROLES) for actor in chance.sample(_ACTORS, chance.randint(1, 4))},
        people=chance.sample(_PEOPLE, chance.randint(0, 2)),
        issues=chance.sample(_ISSUES, chance.randint(0, 2)),
        promise=promise,
        due=chance.choice((None, "2021-12", "2018-06-01")) if promise else None,
        published=chance.choice((None, "2021-07-09", "2019-02-15", "2018-05-16")),
        document_kind=chance.choice(("news", "joint_statement")),
        spelt=chance.choice(("", " the Great", " (North)", " (South)")),
    )


def store(told: Iterable[Made]) -> None:
    """Put the documents into the record, one after another, decide about claims, and hide the secret ones from everybody who looks."""
    stored = list(told)
    for one in stored:
        level, groups = one.sharing
        list(add([one.reading], author="clerk", level=level, groups=groups))
        clerk = local_viewer("clerk")
        for claim in sorted(one.secret):
            decisions.share(clerk, claim, "restricted", ("nobody",))
        _decide(one)
    for one in stored:
        for act, status in one.weighed:
            if Commitment.objects.filter(pk=act).exists():
                linking.set_status(local_viewer("clerk"), act, status, one.reading.document.id, 0, 9)


def _decide(one: Made) -> None:
    clerk = local_viewer("clerk")
    for claim, kind in one.decided:
        found = Claim.objects.filter(pk=claim).first()
        if found is None:
            continue
        value = _CORRECTED.get(found.property)
        if kind == "correct" and value is not None:
            decisions.correct(clerk, claim, value)
        else:
            (decisions.reject if kind == "reject" else decisions.accept)(clerk, claim)


def looker(name: str) -> Viewer:
    """The viewer of that name."""
    groups = [one for one in LOOKERS[name] if one != "team"]
    return viewer(name, "reader", scope_of(groups, team="team" in LOOKERS[name]))


def cut(told: Sequence[Made], name: str) -> list[Made]:
    """What is left of a world when everything is taken out of it that the viewer of that name may not see."""
    seen = {*LOOKERS[name], "public"}
    left = [one for one in told if seen & {one.sharing[0], *one.sharing[1]}]
    return [replace(one, reading=_without(one.reading, one.secret), secret=frozenset()) for one in left]


def _without(reading: Reading, secret: frozenset[str]) -> Reading:
    """The reading without the facts that these claims state."""
    hidden = [draft for draft in claims_of(reading) if draft.id in secret]
    (meeting,) = reading.meetings
    for draft in hidden:
        meeting = _less(meeting, draft)
    acts = () if any(draft.name == "act" for draft in hidden) else reading.acts
    return replace(reading, meetings=(meeting,), acts=acts)


def _less(meeting: Any, draft: ClaimDraft) -> Any:
    if draft.name == "participant":
        kept = tuple(one for one in meeting.participants if one.actor.id != draft.value["actor"]["id"])
        return replace(meeting, participants=kept)
    if draft.name == "person":
        return replace(meeting, people=tuple(one for one in meeting.people if one.name != draft.value["name"]))
    if draft.name == "agenda":
        return replace(meeting, agenda=tuple(one for one in meeting.agenda if one.issue != draft.value))
    if draft.name in ("city", "track", "end"):
        return replace(meeting, **{draft.name: None})
    return replace(meeting, core=False) if draft.name == "core" else meeting


def groups() -> set[frozenset[str]]:
    """Which mentions the record has as one meeting."""
    found: dict[str, set[str]] = {}
    for mention, meeting in Claim.objects.filter(mention__meeting__isnull=False).values_list("mention", "mention__meeting"):
        found.setdefault(str(meeting), set()).add(mention)
    return {frozenset(ones) for ones in found.values()}
