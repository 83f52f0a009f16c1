"""Short reports of a meeting made to order, each a document of its own whose claims cite its sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from sulh.model import (
    Act,
    ActKind,
    Actor,
    ActorKind,
    AgendaItem,
    Attendance,
    Citation,
    Document,
    DocumentKind,
    Issue,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Participation,
    Reading,
    Role,
)

ROLES = {"RUS": "guarantor", "IRN": "guarantor", "TUR": "guarantor"}


def actor(code: str, spelt: str = "") -> Actor:
    return Actor(code, f"Name of {code}{spelt}", ActorKind.STATE)


def report(
    number: int,
    *,
    kind: str = "round",
    status: str = "held",
    track: str | None = "Astana format",
    ordinal: int | None = 16,
    start: str | None = "2021-07-07",
    end: str | None = None,
    city: str | None = "Nur-Sultan",
    country: str | None = "KZ",
    core: bool = True,
    roles: Mapping[str, str] = ROLES,
    people: Sequence[tuple[str, str | None, str, bool]] = (),
    issues: Sequence[str] = (),
    promise: str | None = None,
    due: str | None = None,
    published: str | None = "2021-07-09",
    document_kind: str = "news",
    spelt: str = "",
) -> Reading:
    """A reading of document `number`, which tells of one meeting and, with `promise`, of what was agreed there.

    What is `spelt` ends the name of every actor.
    """
    told = f"Report {number}. Delegations met for the {ordinal} time in {city} on {start}."
    text = "\n\n".join(filter(None, (told, promise, "Nothing else was said.")))
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(f"sha256:{digest}", f"report-{number}.txt", text, title=f"Report {number}", published=published)
    where = Citation.of(text, 0, len(told))
    meeting = Meeting(
        MeetingKind(kind),
        MeetingStatus(status),
        (where,),
        track=track,
        ordinal=ordinal,
        start=start,
        end=end,
        city=city,
        country=country,
        core=core,
        participants=tuple(Participation(actor(code, spelt), Role(role), (where,)) for code, role in roles.items()),
        people=tuple(Attendance(name, office, actor(code, spelt), head, (where,)) for name, office, code, head in people),
        agenda=tuple(AgendaItem(Issue(issue), issue, where) for issue in issues),
    )
    acts: tuple[Act, ...] = ()
    if promise is not None:
        cite = Citation.of(text, text.index(promise), text.index(promise) + len(promise))
        acts = (Act(ActKind.AGREE, (actor("RUS", spelt),), (Issue.PRISONERS,), cite, date=start, due=due),)
    return Reading(document, DocumentKind(document_kind), meetings=(meeting,), acts=acts)
